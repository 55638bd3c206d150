"""The folder of an installation, and the secrets kept in it."""

import stat
from pathlib import Path

import pytest

from answerable.site.home import home, kept_secret


def test_the_folder_named_is_made_for_its_owner_only(tmp_path: Path):
    folder = home({"ANSWERABLE_HOME": str(tmp_path / "here")})

    assert folder == tmp_path / "here"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_secret_is_made_once_and_stays(tmp_path: Path):
    first = kept_secret(tmp_path, "key", 40)

    assert len(first) == 40
    assert kept_secret(tmp_path, "key", 40) == first
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_when_somebody_else_was_faster_theirs_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def overtaken(path: Path) -> bool:
        path.write_text("theirs", encoding="utf-8")
        return False

    monkeypatch.setattr(Path, "exists", overtaken)

    assert kept_secret(tmp_path, "key", 40) == "theirs"
