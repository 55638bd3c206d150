import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.problems import (
    SHOWN_PER_KIND,
    AnswerableError,
    InputRefused,
    Problem,
    Problems,
    UsageError,
    gather,
)


def unknown_person(line: int, file: str = "assignments.csv") -> Problem:
    return Problem("unknown-person", file, line, "person_id", f"P{line}", "Expected a person_id of people.csv.")


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("bad-number", "targets.csv", 7, "target", "12 k", "Expected a number: write 12000."),
            "targets.csv, line 7, column target: found '12 k'. Expected a number: write 12000.",
        ),
        (
            Problem("chain-cycle", "assignments.csv", 3, None, "A → B → A", "Expected a chain that ends at the top."),
            "assignments.csv, line 3: found 'A → B → A'. Expected a chain that ends at the top.",
        ),
        (
            Problem("missing-column", "people.parquet", None, "name", "", "Expected a column name: add it."),
            "people.parquet, column name: Expected a column name: add it.",
        ),
        (
            Problem("missing-table", "measurements", None, None, "", "Expected this table: add measurements.csv."),
            "measurements: Expected this table: add measurements.csv.",
        ),
    ],
)
def test_a_problem_says_its_place_what_was_found_and_what_was_expected(problem: Problem, sentence: str):
    assert str(problem) == sentence


def test_twenty_of_a_kind_and_file_are_shown_and_the_rest_counted():
    found = [unknown_person(line) for line in range(2, 25)] + [unknown_person(2, "targets.csv")]

    problems = gather(found)

    assert problems.shown == (*found[:20], found[23])
    assert problems.counts == {("unknown-person", "assignments.csv"): 23, ("unknown-person", "targets.csv"): 1}
    assert problems.total == 24
    assert problems.unshown() == {("unknown-person", "assignments.csv"): 3}


def test_problems_that_were_only_counted_are_added_to_the_count():
    problems = gather(
        [unknown_person(2)], more={("unknown-person", "assignments.csv"): 4, ("bad-date", "people.csv"): 2}
    )

    assert problems.shown == (unknown_person(2),)
    assert problems.total == 7
    assert problems.unshown() == {("unknown-person", "assignments.csv"): 4, ("bad-date", "people.csv"): 2}


def test_no_problem_is_none():
    problems = gather([])

    assert problems == Problems((), {})
    assert problems.total == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=80))
def test_nothing_found_is_lost(kinds_and_files: list[tuple[str, str]]):
    problems = gather(Problem(kind, file, None, None, "", "Expected nothing.") for kind, file in kinds_and_files)

    assert problems.total == len(kinds_and_files)
    assert len(problems.shown) + sum(problems.unshown().values()) == problems.total
    assert all(count <= SHOWN_PER_KIND or key in problems.unshown() for key, count in problems.counts.items())


def test_a_refusal_says_every_problem_shown_and_how_many_more_there_are():
    problems = gather([unknown_person(2)], more={("unknown-person", "assignments.csv"): 3})

    refusal = InputRefused(problems)

    assert refusal.problems is problems
    assert str(refusal) == (
        "assignments.csv, line 2, column person_id: found 'P2'. Expected a person_id of people.csv.\n"
        "assignments.csv: 3 more of the kind unknown-person."
    )


@pytest.mark.parametrize("error", [InputRefused(Problems((), {})), UsageError("Expected a folder.")])
def test_every_error_raised_on_purpose_is_caught_by_its_root(error: AnswerableError):
    assert isinstance(error, AnswerableError)
