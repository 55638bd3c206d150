"""Who asks, in tests: the asker of an account of the stage."""

from datetime import date

from staged import TODAY

from answerable.facts.people import read
from answerable.facts.people.models import Account
from answerable.facts.people.read import Asker


def asker(name: str, on: date = TODAY) -> Asker:
    """The asker behind an account: "new leader", say."""
    account = Account.objects.get(email=f"{name.replace(' ', '-')}@example.com")
    signed = read.account(account.pk)
    assert signed is not None
    return read.asker(signed, on)
