"""Whose performance is, reckoned and stored with what it rests on; a later reckoning makes new rows."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction

from answerable import __version__
from answerable.engine.attribution import Attribution as Reckoned
from answerable.engine.attribution import Explanation, attribute
from answerable.engine.leaders import badly_managed, score_moves
from answerable.facts.people.models import Person, Unit
from answerable.findings.models import Attribution, BadlyManaged, GapExplained, LeaderEffect
from answerable.findings.on_record import OnRecord
from answerable.findings.parts import PartShown, as_told, plain
from answerable.findings.read import gaps_of
from answerable.findings.sentences import nobody_moved, too_few_results
from answerable.findings.write import evaluate
from answerable.kernel.problems import UsageError

# How many leaders up the line have an effect of their own; the seed of the draws behind the intervals.
CHAIN, SEED = 2, 0
# A reckoning takes longer than a look at the gaps, and says little new from one day to the next.
EVERY_DAYS = 31
# With fewer results of a person, a good or a bad spell looks like a lasting difference.
FEWEST_RESULTS = 12
BATCH = 5_000
EFFECT = ("component", "estimate", "sd", "low", "high", "lfsr", "named", "people", "identified_by")


def reckon_when_due(record: OnRecord, *, on: date, at: datetime) -> Attribution | None:
    """Reckon whose performance is, unless that was done within the last month.

    Args:
        record: the facts.
        on: the day.
        at: when this happens.

    Returns:
        As `reckon`; None where it is not due.
    """
    latest = _latest(on)
    return None if latest is not None and (on - latest.as_of).days < EVERY_DAYS else reckon(record, on=on, at=at)


def reckon(record: OnRecord, *, on: date, at: datetime) -> Attribution | None:
    """Reckon whose performance is, unless just these facts were reckoned with before.

    Args:
        record: the facts.
        on: the day.
        at: when this happens.

    Returns:
        The attribution that holds on that day; None where nothing was measured that could be attributed.
    """
    fingerprint, latest = record.fingerprint(on), _latest(on)
    if latest is not None and latest.panel_hash == fingerprint:
        return latest
    gaps = gaps_of(evaluate(record, on=on, at=at).pk).drop("finding")
    try:
        found = attributed_on(record, on)
    except UsageError:
        return None
    expectations = record.tables["expectations"].select("expectation_id", "tolerance")
    score = score_moves(record.company, found)
    whole = Whole(
        as_of=found.as_of,
        chain=found.chain,
        seed=found.seed,
        shares=found.shares.to_dicts(),
        caveats=found.caveats,
        earlier=None if score is None else asdict(score) | {"since": score.since.isoformat()},
        leaders=found.leaders,
        badly_managed=badly_managed(found, gaps, expectations),
        explained=tuple(_explained(found, gaps, _names(record.tables))),
    )
    return store(whole, fingerprint=fingerprint, at=at)


def attributed_on(record: OnRecord, on: date) -> Reckoned:
    """Ask the engine whose performance is; several reckonings rest on that, so each day's answer is remembered.

    Args:
        record: the facts.
        on: the day.

    Returns:
        What the engine said.

    Raises:
        UsageError: nothing was measured that could be attributed.
    """
    if on not in record.attributions:
        record.attributions[on] = attribute(record.company, chain=CHAIN, as_of=on, seed=SEED)
    return record.attributions[on]


@dataclass(frozen=True, slots=True)
class Explained:
    """Whose one open gap is.

    Attributes:
        person_id: whose gap it is, None for a unit's.
        unit_id: the unit that shares it, None for a person's.
        expectation_id: in what.
        shortfall: what the parts add up to.
        telling: whether the engine found any part to be surely more, or less, than nothing.
        parts: the parts.
        reasons: what limits what can be told, as sentences.
    """

    person_id: str | None
    unit_id: str | None
    expectation_id: str
    shortfall: float
    telling: bool
    parts: tuple[PartShown, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """One reckoning, ready to be stored.

    Attributes:
        as_of: the day looked at.
        chain: how many leaders up the line have an effect of their own.
        seed: of the draws it rests on.
        shares: how much of performance is whose, a row a component.
        caveats: what limits the figures, as sentences.
        earlier: how earlier forecasts turned out, None where that cannot be said.
        leaders: a row a leader and component, columns as `engine.attribution.result.LEADER_SCHEMA`.
        badly_managed: a row a gap, columns as `engine.leaders.POTENTIAL_SCHEMA`.
        explained: whose each open gap is.
    """

    as_of: date
    chain: int
    seed: int
    shares: list[dict[str, Any]]
    caveats: tuple[str, ...]
    earlier: dict[str, Any] | None
    leaders: pl.DataFrame
    badly_managed: pl.DataFrame
    explained: tuple[Explained, ...]


def store(whole: Whole, *, fingerprint: str, at: datetime) -> Attribution:
    """Store a reckoning.

    Args:
        whole: what was found.
        fingerprint: names what the engine was given.
        at: when this happens.

    Returns:
        The stored attribution; the one stored before where there is one of the same day and facts.
    """
    people = dict(Person.objects.values_list("key", "pk"))
    with transaction.atomic():
        attribution, is_new = Attribution.objects.get_or_create(
            as_of=whole.as_of,
            panel_hash=fingerprint,
            defaults={
                "engine_version": __version__,
                "chain": whole.chain,
                "seed": whole.seed,
                "shares": whole.shares,
                "caveats": list(whole.caveats),
                "earlier": whole.earlier,
                "made_at": at,
            },
        )
        if is_new:
            _store_effects(attribution, whole.leaders, people)
            _store_badly_managed(attribution, whole.badly_managed, people)
            _store_explained(attribution, whole.explained, people)
    return attribution


def _latest(on: date) -> Attribution | None:
    return Attribution.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()


def _store_effects(attribution: Attribution, leaders: pl.DataFrame, people: Mapping[str, int]) -> None:
    LeaderEffect.objects.bulk_create(
        (
            LeaderEffect(
                attribution=attribution, leader_id=people[row["leader_id"]], **{name: row[name] for name in EFFECT}
            )
            for row in leaders.iter_rows(named=True)
        ),
        batch_size=BATCH,
    )


def _store_badly_managed(attribution: Attribution, found: pl.DataFrame, people: Mapping[str, int]) -> None:
    BadlyManaged.objects.bulk_create(
        (
            BadlyManaged(
                attribution=attribution,
                person_id=people[row["person_id"]],
                leader_id=people[row["leader_id"]],
                expectation=row["expectation_id"],
                **{name: row[name] for name in ("probability", "expected", "low", "high")},
            )
            for row in found.iter_rows(named=True)
        ),
        batch_size=BATCH,
    )


def _store_explained(attribution: Attribution, found: Iterable[Explained], people: Mapping[str, int]) -> None:
    units = dict(Unit.objects.values_list("key", "pk"))
    GapExplained.objects.bulk_create(
        (
            GapExplained(
                attribution=attribution,
                person_id=people[one.person_id] if one.person_id is not None else None,
                unit_id=units[one.unit_id] if one.unit_id is not None else None,
                expectation=one.expectation_id,
                shortfall=one.shortfall,
                telling=one.telling,
                parts=plain(one.parts),
                told=plain(as_told(one.parts, ())),
                reasons=list(one.reasons),
            )
            for one in found
        ),
        batch_size=BATCH,
    )


def _explained(found: Reckoned, gaps: pl.DataFrame, names: Mapping[str, str]) -> Iterable[Explained]:
    for gap in gaps.iter_rows(named=True):
        explanation = found.explain(gap)
        if explanation is not None:
            parts = _parts(explanation, names)
            yield Explained(
                gap["person_id"],
                gap["unit_id"],
                gap["expectation_id"],
                explanation.shortfall,
                explanation.telling,
                parts,
                tuple(_why_not_told(gap, parts, found, names)),
            )


def _parts(explanation: Explanation, names: Mapping[str, str]) -> tuple[PartShown, ...]:
    """The parts with names; what there is none of (no leader so far up, say) is left out."""
    return tuple(
        PartShown(
            one.component,
            one.subject_id or "",
            names.get(one.subject_id or "", one.subject_id or ""),
            one.estimate,
            one.low,
            one.high,
        )
        for one in explanation.parts
        if one.component in {"market", "chance"} or one.estimate or one.high > one.low
    )


def _why_not_told(
    gap: Mapping[str, Any], parts: Iterable[PartShown], found: Reckoned, names: Mapping[str, str]
) -> Iterable[str]:
    """What limits what can be told of one gap: few results of a person, a leader whose people worked under no other."""
    own = found.people.filter(pl.col("person_id") == gap["person_id"]) if gap["person_id"] is not None else None
    if own is not None and not own.is_empty() and own["results"][0] < FEWEST_RESULTS:
        yield too_few_results(names.get(gap["person_id"], gap["person_id"]), own["results"][0])
    for part in parts:
        led = found.leaders.filter(pl.col("leader_id") == part.key, pl.col("component") == part.component)
        if part.component == "manager" and not led.is_empty() and led["identified_by"][0] == 0:
            yield nobody_moved(part.name)


def _names(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    names: dict[str, str] = dict(tables["roles"].select("role_id", "title").iter_rows())
    names |= dict(tables["units"].select("unit_id", "name").iter_rows())
    return names | dict(tables["people"].select("person_id", "name").iter_rows())
