"""What an evaluation says: gaps, who is answerable for each and why, and what leaders kept of what they owe."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from answerable.rules.clocks import Duty
from answerable.rules.escalation import Answer


@dataclass(frozen=True, slots=True)
class GapFound:
    """One open gap of a person or a unit.

    Attributes:
        person_id: whose gap it is, None for a unit's.
        unit_id: the unit that shares it, None for a person's.
        expectation_id: in what.
        facts: the engine's row of the gap, by column of `engine.gaps.table.GAP_SCHEMA`.
        answer: who is answerable now, since when, and why.
        chain: the present leaders above, the direct one first.
        duties: what was owed because of the gap, in the order it arose.
        reasons: why it is a gap, as sentences.
    """

    person_id: str | None
    unit_id: str | None
    expectation_id: str
    facts: dict[str, Any]
    answer: Answer
    chain: tuple[str, ...]
    duties: tuple[Duty, ...]
    reasons: tuple[str, ...]

    @property
    def subject_id(self) -> str:
        """The person's or the unit's id."""
        return self.person_id or self.unit_id or ""


@dataclass(frozen=True, slots=True)
class DutyCount:
    """How a leader's duties of the last weeks went.

    Attributes:
        due: how many fell due and can be judged; the sum of the other three.
        kept: done by their due date.
        late: done after it.
        missing: not done.
    """

    due: int = 0
    kept: int = 0
    late: int = 0
    missing: int = 0

    def __add__(self, other: "DutyCount") -> "DutyCount":
        return DutyCount(
            self.due + other.due, self.kept + other.kept, self.late + other.late, self.missing + other.missing
        )


@dataclass(frozen=True, slots=True)
class EffectFound:
    """What a leader adds to the attainment of those who report to them directly.

    Attributes:
        estimate: in attainment: 0.05 adds five points.
        low: lower end of its 95 % interval.
        high: upper end.
    """

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LeaderFound:
    """A leader's part.

    Attributes:
        leader_id: who.
        people: how many report to them directly now.
        duties: how their duties went.
        gaps_answerable: how many gaps they are answerable for now.
        effect: what they add; None where nobody was measured under them who leads nobody.
    """

    leader_id: str
    people: int
    duties: DutyCount
    gaps_answerable: int
    effect: EffectFound | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One evaluation of a company on a day.

    Attributes:
        as_of: the day looked at.
        policy: the policy applied, as plain values.
        gaps: open gaps, those that have climbed highest and lasted longest first.
        leaders: everybody who leads somebody or is answerable for a gap, in order of id.
        names: display names of people, units and expectations by id, of those the report speaks of.
        summary: counts for the whole company.
        caveats: what limits the figures, as sentences.
    """

    as_of: date
    policy: dict[str, Any]
    gaps: tuple[GapFound, ...]
    leaders: tuple[LeaderFound, ...]
    names: dict[str, str]
    summary: dict[str, int]
    caveats: tuple[str, ...]


def report_as_json(report: Report) -> dict[str, Any]:
    """Turn a report into the object that `answerable check --format json` prints.

    Args:
        report: an evaluation.

    Returns:
        Plain lists, dicts, numbers and strings; dates are ISO, ids are those of the input.
    """
    return {
        "as_of": report.as_of.isoformat(),
        "policy": report.policy,
        "gaps": [_gap_as_json(gap) for gap in report.gaps],
        "leaders": [
            {
                "leader_id": leader.leader_id,
                "people": leader.people,
                "duties": {
                    "due": leader.duties.due,
                    "kept": leader.duties.kept,
                    "late": leader.duties.late,
                    "missing": leader.duties.missing,
                },
                "gaps_answerable": leader.gaps_answerable,
                "effect": _effect_as_json(leader.effect),
            }
            for leader in report.leaders
        ],
        "summary": report.summary,
        "caveats": list(report.caveats),
    }


def _effect_as_json(effect: EffectFound | None) -> dict[str, float | None] | None:
    if effect is None:
        return None
    return {"estimate": rounded(effect.estimate), "low": rounded(effect.low), "high": rounded(effect.high)}


def _gap_as_json(gap: GapFound) -> dict[str, Any]:
    facts = gap.facts
    subject = {"person_id": gap.person_id} if gap.person_id is not None else {"unit_id": gap.unit_id}
    return {
        **subject,
        "expectation_id": gap.expectation_id,
        "below_standard_since": facts["since"].isoformat(),
        "opened_on": facts["opened_on"].isoformat(),
        "periods": facts["periods"],
        "attainment": rounded(facts["attainment"]),
        "attainment_low": rounded(facts["low"]),
        "attainment_high": rounded(facts["high"]),
        "standard": rounded(facts["standard"]),
        "probability": rounded(facts["probability"]),
        "sustained": facts["sustained_on"] is not None,
        "sustained_on": facts["sustained_on"].isoformat() if facts["sustained_on"] else None,
        "consistent": facts["consistent"],
        "severity": rounded(facts["severity"]),
        "trend": {name: rounded(facts[key]) for name, key in _TREND.items()},
        "headroom": {"role": rounded(facts["headroom_role"]), "own_best_year": rounded(facts["headroom_own"])},
        "answerable": {
            "leader_id": gap.answer.leader_id,
            "level": gap.answer.level,
            "since": gap.answer.since.isoformat(),
            "beside": list(gap.answer.beside),
            "at_top": gap.answer.at_top,
        },
        "chain": list(gap.chain),
        "reasons": [*gap.reasons, *gap.answer.reasons],
    }


_TREND = {"per_period": "trend", "low": "trend_low", "high": "trend_high"}


def rounded(value: float | None) -> float | None:
    """Round a figure for programs to read; six digits are more than any input carries.

    Args:
        value: the figure.

    Returns:
        It, rounded; None where it is missing or undefined.
    """
    if value is None or math.isnan(value):
        return None
    return round(value, 6)
