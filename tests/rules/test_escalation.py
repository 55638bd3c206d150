from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.chain import Chain
from answerable.rules.clocks import Duty, DutyKind, Support, gap_duties
from answerable.rules.escalation import Answer, OpenGap, answerable, lapsed_duties
from answerable.rules.policy import default_policy

# A gap that opened on 1 May 2026: a conversation is due on 8 May and lapses on the 16th, a plan is due on 22 May and
# lapses on the 30th, a decision is due on 30 July and lapses on 7 August.
OPENED = date(2026, 5, 1)
POLICY = default_policy()
CHAIN = Chain(("ann", "bo", "dee", "eli"), ())
NAMES = {"ann": "Ann Lee", "bo": "Bo Chen", "dee": "Dee Okoro", "eli": "Eli Moreau"}
FIRST = "The gap opened on 1 May 2026: closing it falls first to Ann Lee, the nearest leader."
NO_TALK = (
    "No conversation was held by 15 May 2026 (due 8 May 2026, 7 days of grace): "
    "answerability moved from Ann Lee to Bo Chen on 16 May 2026."
)
NO_PLAN = (
    "No plan was agreed by 29 May 2026 (due 22 May 2026, 7 days of grace): "
    "answerability moved from Bo Chen to Dee Okoro on 30 May 2026."
)
NO_DECISION = (
    "Nothing was decided by 6 August 2026 (due 30 July 2026, 7 days of grace): "
    "answerability moved from Dee Okoro to Eli Moreau on 7 August 2026."
)
AT_TOP = "Nobody is above Eli Moreau: it stays there."


def gap(duties: tuple[Duty, ...] = (), sustained_on: date | None = None, *further_on: date) -> OpenGap:
    return OpenGap(OPENED, 3, "month", sustained_on, further_on, duties, consistent=False)


def owed(support: Support, until: date) -> tuple[Duty, ...]:
    return gap_duties(OPENED, support, until, POLICY)


def neglected(until: date) -> OpenGap:
    return gap(owed(Support((), (), ()), until))


def test_the_direct_leader_is_answerable_from_the_day_the_gap_opened():
    answer = answerable(neglected(OPENED), CHAIN, OPENED, NAMES)

    assert answer == Answer("ann", 1, OPENED, (), at_top=False, reasons=(FIRST,))


@pytest.mark.parametrize(
    ("on", "leader", "level", "since", "reasons"),
    [
        (date(2026, 5, 15), "ann", 1, OPENED, (FIRST,)),
        (date(2026, 5, 16), "bo", 2, date(2026, 5, 16), (FIRST, NO_TALK)),
        (date(2026, 5, 29), "bo", 2, date(2026, 5, 16), (FIRST, NO_TALK)),
        (date(2026, 5, 30), "dee", 3, date(2026, 5, 30), (FIRST, NO_TALK, NO_PLAN)),
        (date(2026, 8, 6), "dee", 3, date(2026, 5, 30), (FIRST, NO_TALK, NO_PLAN)),
        (date(2026, 8, 7), "eli", 4, date(2026, 8, 7), (FIRST, NO_TALK, NO_PLAN, NO_DECISION, AT_TOP)),
    ],
)
def test_each_duty_that_lapses_moves_answerability_up_on_the_day_after_its_grace(
    *, on: date, leader: str, level: int, since: date, reasons: tuple[str, ...]
):
    answer = answerable(neglected(on), CHAIN, on, NAMES)

    assert answer == Answer(leader, level, since, (), at_top=leader == "eli", reasons=reasons)


def test_a_conversation_held_on_the_last_day_of_grace_moves_nothing():
    on = date(2026, 5, 20)
    duties = owed(Support((date(2026, 5, 15),), (), ()), on)

    assert answerable(gap(duties), CHAIN, on, NAMES).leader_id == "ann"


def test_a_duty_done_after_it_lapsed_does_not_move_answerability_back():
    on = date(2026, 5, 20)
    duties = owed(Support((date(2026, 5, 16),), (), ()), on)

    answer = answerable(gap(duties), CHAIN, on, NAMES)

    assert answer == Answer("bo", 2, date(2026, 5, 16), (), at_top=False, reasons=(FIRST, NO_TALK))


def test_what_no_record_is_kept_of_moves_nothing():
    on = date(2027, 5, 1)

    answer = answerable(gap(owed(Support(None, None, None), on)), CHAIN, on, NAMES)

    assert answer == Answer("ann", 1, OPENED, (), at_top=False, reasons=(FIRST,))


REVIEW_TALKS = (date(2026, 5, 6), date(2026, 5, 25))


def test_a_run_of_missed_reviews_moves_answerability_once():
    # Plan 20 May, reviewed 25 May; the reviews due 8 June, 22 June, 6 July and 20 July are all missed.
    on = date(2026, 7, 29)
    duties = owed(Support(REVIEW_TALKS, (date(2026, 5, 20),), ()), on)

    answer = answerable(gap(duties), CHAIN, on, NAMES)

    no_review = (
        "The plan was not reviewed by 15 June 2026 (due 8 June 2026, 7 days of grace): "
        "answerability moved from Ann Lee to Bo Chen on 16 June 2026."
    )
    assert answer == Answer("bo", 2, date(2026, 6, 16), (), at_top=False, reasons=(FIRST, no_review))


def test_a_second_run_of_missed_reviews_moves_it_once_more():
    # As above, but the review due 22 June is held on that day; the one due 6 July is missed again.
    on = date(2026, 7, 29)
    duties = owed(Support((*REVIEW_TALKS, date(2026, 6, 22)), (date(2026, 5, 20),), ()), on)

    lapses = lapsed_duties(duties, on)

    assert [(duty.kind, duty.lapses_on) for duty in lapses] == [
        (DutyKind.REVIEW, date(2026, 6, 16)),
        (DutyKind.REVIEW, date(2026, 7, 14)),
    ]


def test_lapses_are_told_in_the_order_of_their_days():
    # Planned on 4 May without any talk: the review lapses on 26 May, after the conversation and before the decision.
    on = date(2026, 8, 31)

    lapses = lapsed_duties(owed(Support((), (date(2026, 5, 4),), ()), on), on)

    assert [(duty.kind, duty.lapses_on) for duty in lapses] == [
        (DutyKind.CONVERSATION, date(2026, 5, 16)),
        (DutyKind.REVIEW, date(2026, 5, 26)),
        (DutyKind.DECISION, date(2026, 8, 7)),
    ]


SUSTAINED_ON = date(2026, 7, 1)
SUSTAINED = (
    "The gap counts as sustained since 1 July 2026 (3 months in a row by now): Bo Chen is answerable beside Ann Lee."
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 6, 30), Answer("ann", 1, OPENED, (), at_top=False, reasons=(FIRST,))),
        (SUSTAINED_ON, Answer("bo", 2, SUSTAINED_ON, ("ann",), at_top=False, reasons=(FIRST, SUSTAINED))),
    ],
)
def test_a_sustained_gap_makes_the_next_leader_answerable_beside_the_direct_one_at_once(on: date, expected: Answer):
    assert answerable(gap((), SUSTAINED_ON), CHAIN, on, NAMES) == expected


def test_a_gap_that_keeps_coming_back_says_so():
    consistent = replace(gap((), SUSTAINED_ON), consistent=True, periods=1)

    answer = answerable(consistent, CHAIN, SUSTAINED_ON, NAMES)

    assert answer.reasons[1] == (
        "The gap counts as sustained since 1 July 2026 (it keeps coming back): Bo Chen is answerable beside Ann Lee."
    )


def test_each_further_span_adds_a_level_with_all_below_beside():
    on = date(2026, 10, 15)

    answer = answerable(gap((), SUSTAINED_ON, date(2026, 10, 1), date(2027, 1, 1)), CHAIN, on, NAMES)

    longer = "By 1 October 2026 the gap had lasted one more span: Dee Okoro is answerable beside Bo Chen."
    assert answer == Answer(
        "dee", 3, date(2026, 10, 1), ("ann", "bo"), at_top=False, reasons=(FIRST, SUSTAINED, longer)
    )


def test_a_further_span_at_the_top_moves_nothing():
    on = date(2026, 10, 15)

    answer = answerable(gap((), SUSTAINED_ON, date(2026, 10, 1)), Chain(("ann", "bo"), ()), on, NAMES)

    at_top = "Nobody is above Bo Chen: it stays there."
    assert answer == Answer("bo", 2, SUSTAINED_ON, ("ann",), at_top=True, reasons=(FIRST, SUSTAINED, at_top))


def test_leaders_whom_a_lapse_has_passed_are_no_longer_beside():
    # The conversation lapsed on 16 May: Bo holds it. The span completed in October brings Dee beside Bo.
    on = date(2026, 10, 15)
    duty = owed(Support((), (), ()), OPENED)[0]

    answer = answerable(gap((duty,), SUSTAINED_ON, date(2026, 10, 1)), CHAIN, on, NAMES)

    assert (answer.leader_id, answer.level, answer.since) == ("dee", 3, date(2026, 10, 1))
    assert answer.beside == ("bo",)


def test_a_lapse_that_reaches_the_level_a_sustained_gap_had_reached_leaves_that_leader_alone_with_it():
    # Sustained on 10 May, six days before the conversation lapses: Bo is answerable since then, first beside Ann.
    sustained_on = date(2026, 5, 10)
    duty = owed(Support((), (), ()), OPENED)[0]

    before = answerable(gap((duty,), sustained_on), CHAIN, date(2026, 5, 15), NAMES)
    after = answerable(gap((duty,), sustained_on), CHAIN, date(2026, 5, 16), NAMES)

    assert (before.leader_id, before.since, before.beside) == ("bo", sustained_on, ("ann",))
    assert (after.leader_id, after.since, after.beside) == ("bo", sustained_on, ())
    alone = (
        "No conversation was held by 15 May 2026 (due 8 May 2026, 7 days of grace): "
        "since 16 May 2026 Ann Lee is no longer answerable beside Bo Chen."
    )
    assert after.reasons == (*before.reasons, alone)


def test_every_lapse_below_the_level_reached_takes_the_lowest_leader_out():
    # By June the gap stands with Eli, all others beside; the conversation lapsed on 16 May, the plan on the 30th.
    on = date(2026, 6, 1)
    sustained = gap(owed(Support((), (), ()), on), date(2026, 5, 2), date(2026, 5, 3), date(2026, 5, 4))

    answer = answerable(sustained, CHAIN, on, NAMES)

    assert (answer.leader_id, answer.beside) == ("eli", ("dee",))
    assert [reason.partition("): ")[2] for reason in answer.reasons[-3:-1]] == [
        "since 16 May 2026 Ann Lee is no longer answerable beside Eli Moreau.",
        "since 30 May 2026 Bo Chen is no longer answerable beside Eli Moreau.",
    ]


def test_a_sustained_gap_that_lapses_have_carried_higher_moves_nothing():
    # Conversation and plan lapsed before the gap counted as sustained: it stands with Dee, who has nobody beside her.
    on = SUSTAINED_ON

    answer = answerable(replace(neglected(on), sustained_on=SUSTAINED_ON), CHAIN, on, NAMES)

    assert answer == Answer("dee", 3, date(2026, 5, 30), (), at_top=False, reasons=(FIRST, NO_TALK, NO_PLAN))


def test_a_leader_who_came_after_the_gap_opened_answers_from_the_day_their_time_began():
    came_on = date(2026, 6, 10)
    duties = gap_duties(came_on, Support((), (), ()), came_on, POLICY)

    answer = answerable(gap(duties), CHAIN, came_on, NAMES)

    first = (
        "The gap opened on 1 May 2026: closing it falls first to Ann Lee, the nearest leader, "
        "whose time for it began on 10 June 2026."
    )
    assert answer == Answer("ann", 1, came_on, (), at_top=False, reasons=(first,))


def test_a_gap_stays_sustained_under_a_leader_who_came_after():
    came_on = date(2026, 7, 10)
    duties = gap_duties(came_on, Support((), (), ()), came_on, POLICY)

    answer = answerable(gap(duties, SUSTAINED_ON), CHAIN, came_on, NAMES)

    assert (answer.leader_id, answer.since, answer.beside) == ("bo", SUSTAINED_ON, ("ann",))
    assert answer.reasons[1] == SUSTAINED


def test_at_the_top_it_stays_and_is_marked_so():
    on = date(2026, 12, 31)
    chain = Chain(("ann", "bo"), ())

    answer = answerable(neglected(on), chain, on, NAMES)

    assert answer == Answer(
        "bo",
        2,
        date(2026, 5, 16),
        (),
        at_top=True,
        reasons=(FIRST, NO_TALK, "Nobody is above Bo Chen: it stays there."),
    )


def test_where_nobody_above_holds_a_role_nobody_is_answerable_and_it_is_said():
    left = "Ann Lee left on 1 April 2026, and nobody is above them."

    answer = answerable(neglected(OPENED), Chain((), (left,)), OPENED, NAMES)

    nobody = "Nobody above holds a role: there is no leader left whom this could fall to."
    assert answer == Answer(None, 0, OPENED, (), at_top=True, reasons=(left, nobody))


def test_leaders_passed_over_are_named_first_and_people_without_a_name_by_their_id():
    left = "Max left on 1 April 2026; what would be theirs falls to zoe, the next leader above."

    answer = answerable(neglected(OPENED), Chain(("zoe", "bo"), (left,)), OPENED, NAMES)

    assert answer.reasons == (
        left,
        "The gap opened on 1 May 2026: closing it falls first to zoe, the nearest leader.",
    )


AFTER_DAYS = st.integers(0, 400)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Support, date | None, tuple[date, ...]]:
    """What was done about a gap within some 400 days, and whether and how long it was sustained."""
    days = st.lists(AFTER_DAYS, max_size=6).map(lambda some: tuple(OPENED + timedelta(day) for day in sorted(some)))
    support = Support(draw(st.none() | days), draw(st.none() | days), draw(st.none() | days))
    sustained_on = draw(st.none() | AFTER_DAYS.map(lambda day: OPENED + timedelta(day)))
    if sustained_on is None:
        return support, None, ()
    return (
        support,
        sustained_on,
        tuple(sustained_on + timedelta(90 * span) for span in range(1, draw(st.integers(1, 4)))),
    )


CHAINS = st.integers(1, 6).map(lambda length: Chain(tuple("abcdef"[:length]), ()))


def seen(history: tuple[Support, date | None, tuple[date, ...]], chain: Chain, on: date) -> Answer:
    """The answer of a day, from what was on record by that day."""
    support, sustained_on, further_on = history
    return answerable(gap(owed(support, on), sustained_on, *further_on), chain, on, {})


@given(history=histories(), chain=CHAINS, after_days=AFTER_DAYS, later_days=AFTER_DAYS)
def test_a_later_day_never_lowers_the_level_while_the_gap_stays_open(
    history: tuple[Support, date | None, tuple[date, ...]], chain: Chain, after_days: int, later_days: int
):
    on = OPENED + timedelta(days=after_days)
    later_on = on + timedelta(days=later_days)

    now, later = seen(history, chain, on), seen(history, chain, later_on)

    assert now.level <= later.level
    assert now.since <= later.since <= later_on


@given(history=histories(), chain=CHAINS, after_days=AFTER_DAYS)
def test_the_level_is_the_leaders_place_in_the_chain_and_never_passes_the_top(
    history: tuple[Support, date | None, tuple[date, ...]], chain: Chain, after_days: int
):
    answer = seen(history, chain, OPENED + timedelta(days=after_days))

    assert 1 <= answer.level <= len(chain.leaders)
    assert answer.leader_id == chain.leaders[answer.level - 1]
    assert answer.at_top == (answer.level == len(chain.leaders))
    assert set(answer.beside) <= set(chain.leaders[: answer.level - 1])


@given(history=histories(), chain=CHAINS, after_days=AFTER_DAYS)
def test_since_is_the_first_day_on_which_the_level_had_been_reached(
    history: tuple[Support, date | None, tuple[date, ...]], chain: Chain, after_days: int
):
    answer = seen(history, chain, OPENED + timedelta(days=after_days))

    assert seen(history, chain, answer.since).level == answer.level
    assert answer.since == OPENED or seen(history, chain, answer.since - timedelta(days=1)).level < answer.level


@given(history=histories(), chain=CHAINS, after_days=AFTER_DAYS, new=st.permutations("abcdef"))
def test_relabelling_people_relabels_the_answer(
    history: tuple[Support, date | None, tuple[date, ...]], chain: Chain, after_days: int, new: list[str]
):
    label = dict(zip("abcdef", new, strict=True))
    relabelled = Chain(tuple(label[leader] for leader in chain.leaders), ())
    on = OPENED + timedelta(days=after_days)

    before, after = seen(history, chain, on), seen(history, relabelled, on)

    assert after.leader_id == label[before.leader_id or ""]
    assert after.beside == tuple(label[leader] for leader in before.beside)
    assert (after.level, after.since, after.at_top) == (before.level, before.since, before.at_top)


@given(after_days=AFTER_DAYS)
def test_a_leader_who_does_everything_on_its_due_day_stays_answerable_alone(after_days: int):
    talks = tuple(OPENED + timedelta(days=7 + 14 * turn) for turn in range(60))
    support = Support(talks, (OPENED + timedelta(days=21),), (OPENED + timedelta(days=90),))

    answer = seen((support, None, ()), CHAIN, OPENED + timedelta(days=after_days))

    assert (answer.leader_id, answer.level, answer.beside) == ("ann", 1, ())
