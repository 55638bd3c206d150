"""What people said here stands in the table of feedback, in the words in which it was asked."""

import pytest

from answerable.facts.leading import write
from answerable.rules.mirror import STATEMENTS
from answerable.sources.intake.read import company_on_record, standing_rows
from answerable.sources.intake.said import with_what_was_said
from answerable.sources.intake.tables import HOME_OF
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def test_without_answers_the_table_stays_as_it_is():
    brought = standing_rows(HOME_OF["feedback"]).drop("row_id")

    assert with_what_was_said(brought).equals(brought)


def test_answers_are_rows_and_what_cannot_be_said_is_none():
    write.answer_pulse(asker("seller"), scores={**dict.fromkeys(STATEMENTS, 4), "plan": None}, at=AT)

    rows = company_on_record()["feedback"].collect().to_polars()

    assert rows.height == 6
    first = rows.filter(item="I know what is expected of me").row(0, named=True)
    assert (first["leader_id"], first["person_id"], first["score"], first["given_on"]) == (
        "leader",
        "seller-1",
        4.0,
        TODAY,
    )
