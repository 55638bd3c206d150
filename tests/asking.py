"""Who asks, in tests: the asker of an account of the stage."""

from datetime import date

from answerable.facts.people import accounts
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Account
from staged import TODAY


def asker(name: str, on: date = TODAY) -> Asker:
    """The asker behind an account: "new leader", say."""
    account = Account.objects.get(email=f"{name.replace(' ', '-')}@example.com")
    signed = accounts.account(account.pk)
    assert signed is not None
    return accounts.asker(signed, on)
