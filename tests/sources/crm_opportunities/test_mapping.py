from datetime import date

import pytest

from answerable.kernel.problems import InputRefused
from answerable.sources.crm_opportunities.mapping import read_mapping, template
from sources.crm_opportunities.exports import SMALLEST


def refused(text: str) -> list[str]:
    with pytest.raises(InputRefused) as refusal:
        read_mapping(text, "mapping.toml")
    return [str(problem) for problem in refusal.value.problems.shown]


def changed(old: str, new: str) -> str:
    assert old in SMALLEST
    return SMALLEST.replace(old, new)


def test_what_a_mapping_leaves_out_has_a_default():
    mapping = read_mapping(SMALLEST, "mapping.toml")

    assert mapping.target == {"fixed": 100, "column": None, "median_of_first": None}
    assert mapping.expectation == {
        "name": "Won deals",
        "measure": "value",
        "cadence": "month",
        "unit": "",
        "tolerance": 0.1,
    }
    assert (mapping.teams["unit"], mapping.opportunities["covers_from"]) == (None, None)


def test_the_template_can_be_used_as_it_is_and_with_every_key_it_explains():
    as_it_is = read_mapping(template(), "mapping.toml")
    switched_on = template().replace("# date_format", "date_format").replace("# covers", "covers")
    switched_on = switched_on.replace("# starts_on", "starts_on").replace("# leader", "leader")

    assert as_it_is.target["median_of_first"] == 3
    with_all = read_mapping(switched_on, "mapping.toml")
    assert with_all.opportunities["date_format"] == "%d.%m.%Y"
    assert with_all.opportunities["covers_until"] == date(2026, 12, 31)
    assert (with_all.teams["leader"], with_all.teams["starts_on"]) == ("Ada Okafor", "hired_on")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            changed('person = "owner"', "person = 3"),
            "line 3, column person: found '3'. Expected the name of the column with who owns the deal, in quotes.",
        ),
        (
            changed('stage = "stage"', 'stages = "stage"'),
            "line 6, column stages: found 'stage'. There is no such key in [opportunities]. Did you mean stage?",
        ),
        (
            changed("won = ", "won = [] # "),
            "line 7, column won: found '[]'. Expected the stages that count as won, such as [\"Won\"].",
        ),
        (
            changed("[target]", "[targets]"),
            "line 12, column targets: There is no such section. Did you mean target?",
        ),
        (
            changed("fixed = 100", "fixed = 0"),
            "line 13, column fixed: found '0'. Expected a number above 0.",
        ),
        (
            changed("fixed = 100", "fixed = true"),
            "line 13, column fixed: found 'true'. Expected a number above 0.",
        ),
        (
            changed("fixed = 100", "median_of_first = 1.5"),
            "line 13, column median_of_first: found '1.5'. Expected a whole number of periods, from 1 to 104.",
        ),
        (
            SMALLEST + '[expectation]\ncadence = "day"\n',
            "line 15, column cadence: found 'day'. Expected one of week, month, quarter, in quotes.",
        ),
        (
            SMALLEST + "expectation = 3\n",
            (
                "line 14, column expectation: found '3'. There is no such key in [target]. "
                "Expected one of fixed, column, median_of_first."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_line_and_what_was_expected(text: str, expected: str):
    assert f"mapping.toml, {expected}" in refused(text)


def test_everything_wrong_is_told_at_once():
    text = changed('person = "owner"\n', "").replace('manager = "manager"\n', "").replace("fixed = 100", "fixed = -1")

    assert refused(text) == [
        (
            "mapping.toml, line 1, column person: [opportunities] does not set person. "
            "Expected the name of the column with who owns the deal, in quotes."
        ),
        (
            "mapping.toml, line 7, column manager: [teams] does not set manager. "
            "Expected the name of the column with who leads them, in quotes."
        ),
        "mapping.toml, line 11, column fixed: found '-1'. Expected a number above 0.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SMALLEST + 'column = "quota"\n',
            "line 12: found 'fixed, column'. Expected exactly one of fixed, column and median_of_first in [target].",
        ),
        (
            changed("fixed = 100", ""),
            "line 12: Expected exactly one of fixed, column and median_of_first in [target].",
        ),
        (
            changed('value = "amount"\n', ""),
            (
                "line 1, column value: Expected the column of what a deal is worth in [opportunities], "
                'or measure = "count".'
            ),
        ),
        (
            changed('won = ["Won"]', 'won = ["Won"]\ncovers_from = 2026-03-01\ncovers_until = 2026-02-01'),
            (
                "line 9, column covers_until: found '2026-02-01'. "
                "Expected a day on or after covers_from, which is 2026-03-01."
            ),
        ),
    ],
)
def test_keys_have_to_agree_with_each_other(text: str, expected: str):
    assert refused(text) == [f"mapping.toml, {expected}"]


def test_deals_that_are_counted_need_no_value():
    mapping = read_mapping(changed('value = "amount"\n', "") + '[expectation]\nmeasure = "count"\n', "mapping.toml")

    assert (mapping.expectation["measure"], mapping.opportunities["value"]) == ("count", None)
