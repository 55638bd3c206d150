from pathlib import Path

import pytest

from answerable.cli.files import text_of
from answerable.kernel.problems import UsageError


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path):
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xef\xbb\xbfgrace_days = 3")

    assert text_of(path, "--policy") == "grace_days = 3"


def test_a_file_that_is_not_there_is_named_with_its_option(tmp_path: Path):
    path = tmp_path / "nowhere.toml"

    with pytest.raises(UsageError) as refusal:
        text_of(path, "--policy")

    assert str(refusal.value) == f"--policy {path} cannot be read: No such file or directory."


def test_what_is_not_text_is_refused(tmp_path: Path):
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(UsageError, match="expected text in UTF-8"):
        text_of(path, "--policy")
