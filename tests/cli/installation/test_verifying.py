"""`answerable verify`: whole, or broken at an entry that is named."""

import pytest
from django.db import connection

from answerable.cli.main import main
from answerable.ledger import read as ledger

pytestmark = pytest.mark.django_db


def test_a_whole_ledger_is_said_to_be_whole_with_its_head(capsys: pytest.CaptureFixture[str]):
    number, fingerprint = ledger.head()

    assert main(["verify"]) == 0

    shown = capsys.readouterr()
    assert shown.out == f"The ledger is whole: {number} entries, head {fingerprint}.\n"
    assert shown.err == ""


def test_a_broken_ledger_is_said_to_be_broken_at_its_first_broken_entry(capsys: pytest.CaptureFixture[str]):
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON ledger_body"
        cursor.execute(f"DROP TRIGGER ledger_body_no_update{on}")
        cursor.execute("UPDATE ledger_body SET text = '{}' WHERE entry_id IN (3, 5)")

    assert main(["verify"]) == 1

    shown = capsys.readouterr()
    assert shown.err == "The ledger is broken at entry 3: What it says was changed.\n"
    assert shown.out == ""
