from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.problems import InputRefused
from answerable.kernel.toml_text import TomlText, meant

TEXT = """\
# month = 1 is a comment
grace = 7
"quoted" = true

[periods]
month = 3
week-month = 2
"""


def written(text: str) -> TomlText:
    return TomlText(text, "some.toml", "grace = 7")


@pytest.mark.parametrize(
    ("key", "section", "line"),
    [
        ("grace", "", 2),
        ("quoted", "", 3),
        ("periods", "", 5),
        ("month", "periods", 6),
        ("week-month", "periods", 7),
        ("year", "", None),
    ],
)
def test_a_key_is_found_on_the_line_it_is_set_on(key: str, section: str, line: int | None):
    assert written(TEXT).line_of(key, section) == line


def test_a_problem_names_file_line_key_and_value_as_they_are_written():
    problem = written(TEXT).problem("wrong-value", "quoted", value=True, expected="Expected a number.")

    assert str(problem) == "some.toml, line 3, column quoted: found 'true'. Expected a number."


def test_what_is_not_toml_is_refused_with_an_example():
    with pytest.raises(InputRefused) as refusal:
        written("grace = 7\ngrace 8").parsed()

    assert str(refusal.value).startswith("some.toml, line 2: Expected TOML, such as `grace = 7`: ")


def test_a_near_miss_is_told_and_otherwise_what_there_is():
    assert meant("moth", ("month", "year")) == "Did you mean month?"
    assert meant("zebra", ("month", "year")) == "Expected one of month, year."


@given(st.text())
def test_any_text_is_either_read_or_refused(text: str):
    with suppress(InputRefused):
        assert isinstance(written(text).parsed(), dict)
