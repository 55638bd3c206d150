"""Invitations to conversations: each change of one reaches both of the two, as a letter that calendars read."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.conversations.invitation import Changed, Invitation, ics, invitation_to, lately_changed
from answerable.facts.people import accounts
from answerable.mail.delivery import Attachment, Letter, deliver, told_before
from answerable.rules.wording import spoken

LATELY = timedelta(days=7)


def send_invitations(*, at: datetime) -> int:
    """Send those who wish letters what was planned, put off or called off with them of late.

    Args:
        at: when.

    Returns:
        How many letters were sent; nobody is told twice of the same change, nor that what they never heard of is off.
    """
    return deliver(_letters(at), at=at)


def _letters(at: datetime) -> Iterator[Letter]:
    for changed in lately_changed(at - LATELY):
        url = f"{settings.ADDRESS}{reverse('conversation', args=[changed.number])}"
        found = invitation_to(changed.number, title=changed.title, url=url)
        to = accounts.accounts_to_tell().filter(wants_notices=True, person__in=changed.between)
        for account in list(to) if found is not None else []:
            if found is not None and _is_news(account, found):
                yield _letter(account, changed, found)


def _about(invitation: Invitation, sequence: int) -> str:
    return f"talk {invitation.uid.hex} {sequence}"


def _is_news(account: "accounts.Signed", invitation: Invitation) -> bool:
    earlier = [_about(invitation, sequence) for sequence in range(invitation.sequence + 1)]
    known = told_before(account.pk, earlier)
    return earlier[-1] not in known and (bool(known) or not invitation.is_cancelled)


def _letter(account: "accounts.Signed", changed: Changed, invitation: Invitation) -> Letter:
    name = account.person.name if account.person is not None else ""
    other = changed.person if name == changed.leader else changed.leader
    said = {"name": other, "day": spoken(invitation.day)}
    if invitation.is_cancelled:
        subject = _("Called off: your conversation with %(name)s on %(day)s") % said
    elif invitation.sequence:
        subject = _("Moved to %(day)s: your conversation with %(name)s") % said
    else:
        subject = _("Planned for %(day)s: a conversation with %(name)s") % said
    context = {"name": name, "line": f"{subject}.", "address": invitation.url}
    method = "CANCEL" if invitation.is_cancelled else "REQUEST"
    return Letter(
        account=account.pk,
        address=account.email,
        subject=subject,
        text=render_to_string("mail/asked.txt", context),
        about=(_about(invitation, invitation.sequence),),
        attachment=Attachment("conversation.ics", ics(invitation), f"text/calendar; method={method}"),
    )
