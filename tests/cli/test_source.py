from pathlib import Path

import pytest

from answerable.cli.main import main
from answerable.panel import read_company
from sources.crm_opportunities.exports import DEALS, MAPPING, written


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A small export with its mapping beside it."""
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "export").mkdir()
    return written(tmp_path / "export")


def words(export: Path, *more: str) -> list[str]:
    folder = export.parent
    return ["source", "crm-opportunities", str(export), "--mapping", str(folder / "mapping.toml"), *more]


def test_from_an_export_to_who_is_answerable(export: Path, capsys: pytest.CaptureFixture[str]):
    company = export.parent / "company"

    assert main(words(export, "--out", str(company))) == 0
    told = capsys.readouterr().out
    assert f"Wrote a company of 5 people to {company}." in told
    assert "Not measured, because they have no deal of any kind: Cem." in told
    assert f"Next: answerable check {company}" in told
    assert main(["check", str(company)]) == 0
    assert "judged" in capsys.readouterr().out


def test_the_template_is_printed_for_a_file(capsys: pytest.CaptureFixture[str]):
    assert main(["source", "crm-opportunities", "--template"]) == 0

    assert capsys.readouterr().out.startswith("# From an export of a CRM to a company folder.")


def test_an_export_that_cannot_be_used_leaves_nothing_behind(export: Path, capsys: pytest.CaptureFixture[str]):
    written(export, DEALS.replace("Ben,Won", "Zoe,Won"))
    company = export.parent / "company"

    assert main(words(export, "--out", str(company))) == 1
    assert "deals.csv, line 6, column owner: found 'Zoe'." in capsys.readouterr().err
    assert not company.exists()


def test_a_mapping_that_cannot_be_used_is_refused(export: Path, capsys: pytest.CaptureFixture[str]):
    (export.parent / "mapping.toml").write_text(MAPPING.replace("fixed", "fixd"), encoding="utf-8")

    assert main(words(export, "--out", str(export.parent / "company"))) == 1
    assert "mapping.toml, line 16, column fixd: found '100'." in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["--out", "--mapping"])
def test_what_is_needed_is_asked_for(export: Path, missing: str, capsys: pytest.CaptureFixture[str]):
    given = words(export, "--out", str(export.parent / "company"))
    place = given.index(missing)

    assert main(given[:place] + given[place + 2 :]) == 2
    assert "Expected EXPORT, --mapping FILE and --out FOLDER" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_left_alone(export: Path, capsys: pytest.CaptureFixture[str]):
    assert main(words(export, "--out", str(export))) == 2

    assert "holds something already" in capsys.readouterr().err
    assert {table.name for table in export.iterdir()} == {"deals.csv", "teams.csv"}


def test_the_folder_written_is_a_company(export: Path):
    main(words(export, "--out", str(export.parent / "company")))

    company = read_company(export.parent / "company")
    assert "measurements" in company.given
