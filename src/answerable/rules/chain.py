"""The chain: who leads whom on a day, from the direct leader to the top."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from answerable.rules.wording import spoken

LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time in which a person reported to one manager.

    Attributes:
        person_id: who reports.
        manager_id: to whom; None at the top.
        starts_on: first day.
        ends_on: first day no longer, None while it lasts.
    """

    person_id: str
    manager_id: str | None
    starts_on: date
    ends_on: date | None

    def covers(self, on: date) -> bool:
        """Whether the spell holds a day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


@dataclass(frozen=True, slots=True)
class Chain:
    """A person's leaders on a day.

    Attributes:
        leaders: those present, the direct one (level 1) first, to the top.
        notes: who was passed over because they had left or hold no role, as sentences.
    """

    leaders: tuple[str, ...]
    notes: tuple[str, ...]


class ReportingLine:
    """The dated reporting line of a company."""

    def __init__(self, spells: Iterable[Spell], left_on: Mapping[str, date]) -> None:
        by_person: dict[str, list[Spell]] = {}
        for spell in spells:
            by_person.setdefault(spell.person_id, []).append(spell)
        self._spells = {person: _merged(sorted(own, key=_start)) for person, own in by_person.items()}
        self._left_on = left_on

    def manager_spells(self, person_id: str) -> tuple[Spell, ...]:
        """A person's stretches under one manager; assignments that carry each other on are one.

        Args:
            person_id: the person.

        Returns:
            The stretches in order.
        """
        return self._spells.get(person_id, ())

    def manager_since(self, person_id: str, on: date) -> date | None:
        """Say since when a person has reported to the manager of a day.

        Args:
            person_id: the person.
            on: the day.

        Returns:
            The first day of the stretch that holds it; None where they hold no role then.
        """
        spell = self._last(person_id, on)
        return spell.starts_on if spell is not None and spell.covers(on) else None

    def is_present(self, person_id: str, on: date) -> bool:
        """Say whether a person holds a role on a day and has not left.

        Args:
            person_id: the person.
            on: the day.

        Returns:
            True where they can act.
        """
        spell = self._last(person_id, on)
        left = self._left_on.get(person_id)
        return spell is not None and spell.covers(on) and (left is None or on < left)

    def chain(self, person_id: str, on: date, names: Mapping[str, str]) -> Chain:
        """Name a person's leaders on a day.

        Args:
            person_id: the person.
            on: the day.
            names: display names by id, for the notes.

        Returns:
            The leaders present, the direct one first; whoever has left or holds no role is passed over.
        """
        return self._climb(self._manager(person_id, on), {person_id}, on, names)

    def chain_from(self, leader_id: str, on: date, names: Mapping[str, str]) -> Chain:
        """Name a leader and the leaders above, for what the leader answers for directly.

        Args:
            leader_id: the first of the chain.
            on: the day.
            names: display names by id, for the notes.

        Returns:
            As `chain`, beginning with the leader themself.
        """
        return self._climb(leader_id, set(), on, names)

    def _climb(self, leader_id: str | None, seen: set[str], on: date, names: Mapping[str, str]) -> Chain:
        leaders: list[str] = []
        passed: list[tuple[str, int]] = []
        while leader_id is not None and leader_id not in seen and len(leaders) < LONGEST_CHAIN:
            seen.add(leader_id)
            if self.is_present(leader_id, on):
                leaders.append(leader_id)
            else:
                passed.append((leader_id, len(leaders)))
            leader_id = self._manager(leader_id, on)
        # Whoever is passed over when so many leaders are below is followed by the leader at that place.
        notes = (self._passed_over(person, leaders[below : below + 1], on, names) for person, below in passed)
        return Chain(tuple(leaders), tuple(notes))

    def _passed_over(self, person_id: str, above: list[str], on: date, names: Mapping[str, str]) -> str:
        absence = f"{names.get(person_id, person_id)} {self._absence(person_id, on)}"
        if not above:
            return f"{absence}, and nobody is above them."
        return f"{absence}; what would be theirs falls to {names.get(above[0], above[0])}, the next leader above."

    def _absence(self, person_id: str, on: date) -> str:
        left = self._left_on.get(person_id)
        if left is not None and left <= on:
            return f"left on {spoken(left)}"
        return f"holds no role on {spoken(on)}"

    def _manager(self, person_id: str, on: date) -> str | None:
        spell = self._last(person_id, on)
        return None if spell is None else spell.manager_id

    def _last(self, person_id: str, on: date) -> Spell | None:
        """The spell that holds a day, or the last one before it."""
        spells = self._spells.get(person_id, ())
        place = bisect_right(spells, on, key=_start)
        return spells[place - 1] if place else None


def _start(spell: Spell) -> date:
    return spell.starts_on


def _merged(spells: list[Spell]) -> tuple[Spell, ...]:
    merged = spells[:1]
    for spell in spells[1:]:
        if spell.manager_id == merged[-1].manager_id and spell.starts_on == merged[-1].ends_on:
            merged[-1] = replace(merged[-1], ends_on=spell.ends_on)
        else:
            merged.append(spell)
    return tuple(merged)
