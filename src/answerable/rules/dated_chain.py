"""The chain over all time: in whose line somebody was, at which level, from which day to which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.rules.chain import LONGEST_CHAIN, ReportingLine, Spell

Leaders = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of time somebody spent in a leader's line.

    Attributes:
        leader_id: whose line.
        level: how far above the leader was, 1 being the direct one.
        starts_on: first day.
        ends_on: first day no longer, None while it lasts.
    """

    leader_id: str
    level: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class _Stretch:
    starts_on: date
    ends_on: date
    leaders: Leaders


class DatedChains:
    """The chains of everybody in a company, over all time; on every single day they are those of `ReportingLine`."""

    def __init__(self, spells: Iterable[Spell], left_on: Mapping[str, date]) -> None:
        kept = list(spells)
        self._line = ReportingLine(kept, left_on)
        self._left_on = left_on
        self._up: dict[str, tuple[_Stretch, ...]] = {}
        self._climbing: set[str] = set()

    def of(self, person_id: str) -> tuple[Placed, ...]:
        """Name everybody in whose line a person was while they held a role.

        Args:
            person_id: the person.

        Returns:
            The stretches, in order of level, then time.
        """
        found = [
            stretch
            for spell in self._line.manager_spells(person_id)
            for stretch in _clipped(self._above(spell.manager_id), spell.starts_on, self._last_day(spell))
        ]
        places: list[Placed] = []
        for level in range(1, max((len(stretch.leaders) for stretch in found), default=0) + 1):
            places += _at_level(found, level)
        return tuple(places)

    def _last_day(self, spell: Spell) -> date:
        """The first day on which a spell no longer holds."""
        return min(spell.ends_on or date.max, self._left_on.get(spell.person_id, date.max))

    def _above(self, leader_id: str | None) -> tuple[_Stretch, ...]:
        """Over all time, a leader where present, and the leaders present above."""
        if leader_id is None or leader_id in self._climbing or len(self._climbing) >= LONGEST_CHAIN:
            return (_Stretch(date.min, date.max, ()),)
        if leader_id not in self._up:
            self._climbing.add(leader_id)
            self._up[leader_id] = tuple(self._stretches(leader_id))
            self._climbing.remove(leader_id)
        return self._up[leader_id]

    def _stretches(self, leader_id: str) -> Iterable[_Stretch]:
        spells = self._line.manager_spells(leader_id)
        yield _Stretch(date.min, spells[0].starts_on if spells else date.max, ())
        for spell, following in zip(spells, (*spells[1:], None), strict=True):
            next_on = following.starts_on if following is not None else date.max
            gone_on = max(min(self._last_day(spell), next_on), spell.starts_on)
            above = self._above(spell.manager_id)
            for stretch in _clipped(above, spell.starts_on, gone_on):
                yield _Stretch(stretch.starts_on, stretch.ends_on, (leader_id, *stretch.leaders))
            # Whoever has left or is between two roles is passed over; those above them stay the leaders.
            yield from _clipped(above, gone_on, next_on)


def _clipped(stretches: Iterable[_Stretch], starts_on: date, ends_on: date) -> Iterable[_Stretch]:
    for stretch in stretches:
        first, last = max(stretch.starts_on, starts_on), min(stretch.ends_on, ends_on)
        if first < last:
            yield _Stretch(first, last, stretch.leaders)


def _at_level(stretches: list[_Stretch], level: int) -> Iterable[Placed]:
    """The leaders at one level, stretches that carry each other on as one."""
    current: tuple[str, date, date] | None = None
    for stretch in stretches:
        leader = stretch.leaders[level - 1] if len(stretch.leaders) >= level else None
        if current is not None and (leader, stretch.starts_on) == (current[0], current[2]):
            current = (current[0], current[1], stretch.ends_on)
            continue
        if current is not None:
            yield _placed(current, level)
        current = None if leader is None else (leader, stretch.starts_on, stretch.ends_on)
    if current is not None:
        yield _placed(current, level)


def _placed(stretch: tuple[str, date, date], level: int) -> Placed:
    leader_id, starts_on, ends_on = stretch
    return Placed(leader_id, level, starts_on, None if ends_on == date.max else ends_on)
