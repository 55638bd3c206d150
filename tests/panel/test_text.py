import codecs
from pathlib import Path

import pytest

from answerable.panel.text import LINE, read_text_table


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        "person_id,name\np1,Zoë\n".encode(),
        codecs.BOM_UTF8 + "person_id,name\np1,Zoë\n".encode(),
        codecs.BOM_UTF16_LE + "person_id,name\np1,Zoë\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "person_id,name\np1,Zoë\n".encode("utf-16-be"),
        "person_id;name\np1;Zoë\n".encode(),
        "person_id\tname\np1\tZoë\n".encode(),
        "person_id,name\r\np1,Zoë\r\n".encode(),
        " person_id , name \np1,Zoë".encode(),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be", "semicolon", "tab", "windows line ends", "spaced header"],
)
def test_a_file_is_read_however_its_program_saved_it(tmp_path: Path, content: bytes):
    table, problems = read_text_table(written(tmp_path, content))

    assert problems == []
    assert table is not None
    assert table.file == "people.csv"
    assert table.frame.to_dict(as_series=False) == {"person_id": ["p1"], "name": ["Zoë"], LINE: [2]}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_decimal_comma_is_possible_where_commas_do_not_part_columns(tmp_path: Path, separator: str):
    table, _ = read_text_table(written(tmp_path, f"person_id{separator}name\n"))

    assert table is not None
    assert table.decimal_comma is (separator != ",")


def test_blank_lines_and_quoted_line_breaks_do_not_shift_line_numbers(tmp_path: Path):
    content = 'person_id,name\n\np1,"Ann\nof the north"\n,\np2,"Smith, Bob"\n'

    table, problems = read_text_table(written(tmp_path, content))

    assert problems == []
    assert table is not None
    assert table.frame.to_dict(as_series=False) == {
        "person_id": ["p1", "p2"],
        "name": ["Ann\nof the north", "Smith, Bob"],
        LINE: [3, 6],
    }


def test_a_row_with_too_few_or_too_many_values_is_told_and_left_out(tmp_path: Path):
    table, problems = read_text_table(written(tmp_path, "person_id,name\np1\np2,Bob\np3,Smith, Cy\n"))

    assert [str(problem) for problem in problems] == [
        (
            "people.csv, line 2: found 'p1'. Expected 2 values as in the header, found 1. "
            "Put values that hold a separator in quotes."
        ),
        (
            "people.csv, line 4: found 'p3 | Smith |  Cy'. Expected 2 values as in the header, found 3. "
            "Put values that hold a separator in quotes."
        ),
    ]
    assert table is not None
    assert table.frame["person_id"].to_list() == ["p2"]


def test_another_encoding_is_refused_with_its_line(tmp_path: Path):
    table, problems = read_text_table(written(tmp_path, "person_id,name\np1,Ann\np2,Jörg\n".encode("latin-1")))

    assert table is None
    assert [str(problem) for problem in problems] == [
        (
            "people.csv, line 3: found 'byte 0xf6'. Expected text in UTF-8. "
            "Save the file as 'CSV UTF-8' and bring it again."
        )
    ]


def test_a_file_without_a_header_is_refused(tmp_path: Path):
    table, problems = read_text_table(written(tmp_path, ""))

    assert table is None
    assert [str(problem) for problem in problems] == [
        "people.csv, line 1: Expected a first line that names the columns."
    ]


def test_a_column_named_twice_is_refused(tmp_path: Path):
    table, problems = read_text_table(written(tmp_path, "person_id,name,name\np1,Ann,Anna\n"))

    assert table is None
    assert [str(problem) for problem in problems] == [
        "people.csv, line 1, column name: found 'name'. Expected each column once; rename one."
    ]


def test_utf_16_without_its_mark_is_refused(tmp_path: Path):
    table, problems = read_text_table(written(tmp_path, "person_id,name\np1,Ann\n".encode("utf-16-le")))

    assert table is None
    assert [str(problem) for problem in problems] == [
        (
            "people.csv, line 1: found 'byte 0x00'. Expected text in UTF-8. "
            "Save the file as 'CSV UTF-8' and bring it again."
        )
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('person_id,name\np1,"Ann\np2,Bob\n', 2),
        ('person_id,name\np1,"Ann\n' + "p2,Bob\n" * 60_000, 2),
        ('person_id,name\np1,"Ann\nof the north"\np2,"Bob" Bo\n', 4),
        ('"person_id,name\np1,Ann\n', 1),
    ],
    ids=["short", "long", "text after it", "header"],
)
def test_a_quote_that_does_not_close_is_told_with_the_line_its_row_begins_on(tmp_path: Path, content: str, line: int):
    table, problems = read_text_table(written(tmp_path, content))

    assert table is None
    assert [str(problem) for problem in problems] == [
        (
            f"people.csv, line {line}: Expected every quote that opens to close. "
            "Write a quote within a value twice, or remove it."
        )
    ]


def test_blank_lines_before_the_header_are_passed_over(tmp_path: Path):
    table, problems = read_text_table(written(tmp_path, "\n;\nperson_id;name\np1;Ann\n"))

    assert problems == []
    assert table is not None
    assert table.frame.to_dict(as_series=False) == {"person_id": ["p1"], "name": ["Ann"], LINE: [4]}


def test_columns_without_a_name_are_left_out(tmp_path: Path):
    table, problems = read_text_table(written(tmp_path, "person_id,name,,\np1,Ann,,x\n"))

    assert problems == []
    assert table is not None
    assert table.frame.columns == ["person_id", "name", LINE]
