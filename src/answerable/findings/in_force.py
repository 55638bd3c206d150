"""The facts of this installation that stand, and the policy in force."""

from datetime import date

from django.conf import settings

from answerable.facts.people import accounts
from answerable.findings.on_record import OnRecord, read_on_record
from answerable.rules.policy import Policy, default_policy, read_policy


def policy() -> Policy:
    """The policy in force: the company's own file, where settings name one."""
    file = settings.POLICY_FILE
    return default_policy() if file is None else read_policy(file.read_text(encoding="utf-8"), file.name)


def record() -> OnRecord:
    """The facts that stand, with the policy in force."""
    installation = accounts.installation()
    return read_on_record(policy(), installation.began_on if installation is not None else date.max)
