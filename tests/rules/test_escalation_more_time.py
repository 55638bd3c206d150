"""More time for a decision leaves answerability where it is; its end, undecided, moves it again."""

from datetime import date

from answerable.rules.chain import Chain
from answerable.rules.clocks import Decided, DutyKind, Support, gap_duties
from answerable.rules.escalation import Answer, OpenGap, answerable
from answerable.rules.policy import default_policy

OPENED = date(2026, 5, 1)
SUSTAINED_ON = date(2026, 7, 1)
CHAIN = Chain(("ann", "bo", "dee", "eli"), ())
NAMES = {"ann": "Ann Lee", "bo": "Bo Chen", "dee": "Dee Okoro", "eli": "Eli Moreau"}


def test_more_time_from_the_next_leader_leaves_answerability_where_it_is_and_its_end_undecided_moves_it_again():
    # Talk and plan in time; sustained on 1 July, so Bo answers beside Ann; on 20 July Bo gives it time until 1 October.
    done = Support((date(2026, 5, 6),), (date(2026, 5, 20),), ())
    more_time = (Decided(date(2026, 7, 20), date(2026, 10, 1)),)

    def on_day(on: date, decided: tuple[Decided, ...]) -> Answer:
        asked = [
            duty for duty in gap_duties(OPENED, done, on, default_policy(), decided) if duty.kind is not DutyKind.REVIEW
        ]
        return answerable(
            OpenGap(OPENED, 3, "month", SUSTAINED_ON, (), tuple(asked), consistent=False), CHAIN, on, NAMES
        )

    assert on_day(date(2026, 7, 20), ()) == on_day(date(2026, 7, 20), more_time)
    # Without more time the decision lapses on 7 August; with it, on 9 October: due 1 October, seven days of grace.
    assert on_day(date(2026, 8, 7), ()).beside == ()
    assert (on_day(date(2026, 10, 8), more_time).leader_id, on_day(date(2026, 10, 8), more_time).beside) == (
        "bo",
        ("ann",),
    )
    lapsed = on_day(date(2026, 10, 9), more_time)
    assert (lapsed.leader_id, lapsed.level, lapsed.beside) == ("bo", 2, ())
    assert lapsed.reasons[-1] == (
        "Nothing was decided by 8 October 2026 (due 1 October 2026, 7 days of grace): "
        "since 9 October 2026 Ann Lee is no longer answerable beside Bo Chen."
    )
