"""Who may read a role, change it, and ask those who hold it to agree."""

from dataclasses import replace

import pytest

from answerable.rules import roles
from answerable.rules.roles import RoleStanding
from answerable.rules.verdicts import Verdict

NOBODY = RoleStanding(held_by=6)
HOLDER = replace(NOBODY, holds=True)
LEADER = replace(NOBODY, in_line=5, leads=True)
OTHER_LEADER = replace(NOBODY, leads=True)
PARTNER = replace(NOBODY, in_units=5, is_partner=True)
OTHER_PARTNER = replace(NOBODY, is_partner=True)
ADMINISTRATOR = replace(NOBODY, is_administrator=True)


@pytest.mark.parametrize(
    ("standing", "reads", "changes", "asks", "creates"),
    [
        (NOBODY, False, False, False, False),
        (HOLDER, True, False, False, False),
        (LEADER, True, True, True, True),
        (OTHER_LEADER, False, False, False, True),
        (PARTNER, True, True, True, True),
        (OTHER_PARTNER, False, False, False, True),
        (ADMINISTRATOR, True, True, False, True),
    ],
)
def test_each_place_lets_one_do_what_it_lets(
    standing: RoleStanding, *, reads: bool, changes: bool, asks: bool, creates: bool
):
    found = [rule(standing).allowed for rule in (roles.may_read, roles.may_change, roles.may_ask, roles.may_create)]

    assert found == [reads, changes, asks, creates]


@pytest.mark.parametrize(
    ("standing", "allowed"),
    [
        (RoleStanding(), False),
        (RoleStanding(leads=True), True),
        (RoleStanding(is_partner=True), True),
        (RoleStanding(is_administrator=True), True),
    ],
)
def test_what_nobody_holds_is_changed_by_whoever_may_describe_a_new_role(standing: RoleStanding, *, allowed: bool):
    assert roles.may_change(standing).allowed is allowed
    assert roles.may_read(standing).allowed is allowed


def test_the_reason_is_said_in_a_sentence():
    assert roles.may_read(HOLDER) == Verdict(allowed=True, reasons=("You hold it.",))
    assert roles.may_change(LEADER).reasons == ("People in your line hold it.",)
    assert roles.may_change(PARTNER).reasons == ("You are the people partner of people who hold it.",)
    assert roles.may_change(ADMINISTRATOR).reasons == ("You look after the system.",)
    assert roles.may_read(NOBODY).reasons == (roles.NOT_TO_READ,)
    assert roles.may_change(HOLDER).reasons == (roles.NOT_TO_CHANGE,)
    assert roles.may_ask(ADMINISTRATOR).reasons == (roles.NOT_TO_ASK,)
