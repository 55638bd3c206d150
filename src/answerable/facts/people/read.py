"""Questions about persons and the line."""

from answerable.facts.people.models import Account


def account(account_id: int) -> Account | None:
    """The account of a session, with its person; none once it was closed."""
    return Account.objects.select_related("person").filter(pk=account_id, is_active=True).first()
