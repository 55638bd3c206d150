"""Where people may be expected to meet the standard in another role, reckoned and stored; each look makes new rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction

from answerable import __version__
from answerable.engine.placement import COMPARED_SCHEMA, Learned, Place, compare, fit, learn
from answerable.engine.placement.place import BETTER
from answerable.facts.people.models import Person
from answerable.facts.roles.models import Role
from answerable.findings.attributing import BATCH, EVERY_DAYS, attributed_on
from answerable.findings.models import Prospect, Prospecting
from answerable.findings.on_record import OnRecord
from answerable.findings.placing_words import caveats_of, conditions_of
from answerable.findings.read import gaps_of
from answerable.findings.write import evaluate
from answerable.kernel.problems import UsageError

# A person and a role, by their keys.
Pair = tuple[str, str]

# So many people are looked at together: each of them in every role, beside every leader there is.
AT_ONCE = 500
FIGURES = (
    *("expected", "low", "high", "standard", "here_expected", "here_low", "here_high"),
    *("difference", "difference_low", "difference_high", "better", "told"),
    *("carry", "carry_low", "carry_high", "based_on", "results"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, ready to be stored.

    Attributes:
        as_of: the day looked at.
        seed: of the draws that whose performance is rests on.
        carry: how much of what people bring to one role they bring to another, a row two roles.
        caveats: what limits the figures, as sentences.
        rows: a row a person and role, columns as `engine.placement.COMPARED_SCHEMA`.
        conditions: by person and role, what would have to be true, as sentences.
    """

    as_of: date
    seed: int
    carry: list[dict[str, Any]]
    caveats: tuple[str, ...]
    rows: pl.DataFrame
    conditions: Mapping[Pair, tuple[str, ...]]


def prospect_when_due(record: OnRecord, asked: Collection[Pair], *, on: date, at: datetime) -> Prospecting | None:
    """Look where people may be expected to meet the standard in another role, unless that was done within a month.

    Args:
        record: the facts.
        asked: as in `prospect`.
        on: the day.
        at: when this happens.

    Returns:
        As `prospect`; None where it is not due.
    """
    latest = _latest(on)
    is_due = latest is None or (on - latest.as_of).days >= EVERY_DAYS
    return prospect(record, asked, on=on, at=at) if is_due else None


def prospect(record: OnRecord, asked: Collection[Pair], *, on: date, at: datetime) -> Prospecting | None:
    """Look where people may be expected to meet the standard in another role, and store it.

    No more is kept of anybody than there is a reason for: of whoever has a sustained gap of their own, the roles in
    which they are expected to meet the standard; of everybody else, those in which it can be told as well that they
    would attain more than where they are; and whatever role somebody is to move to already.

    Args:
        record: the facts.
        asked: who is to move to which role by a proposal that is not decided, or would like to.
        on: the day.
        at: when this happens.

    Returns:
        What was stored; what was stored before, where these very facts were looked at; None where nothing was measured
        that could be attributed.
    """
    fingerprint, latest = record.fingerprint(on), _latest(on)
    if latest is not None and latest.panel_hash == fingerprint:
        return latest
    gaps = gaps_of(evaluate(record, on=on, at=at).pk)
    lasting = set(gaps.filter(pl.col("sustained_on").is_not_null())["person_id"].drop_nulls())
    try:
        learned = learn(record.company, attributed_on(record, on))
    except UsageError:
        return None
    return store(_found(record, learned, lasting, set(asked)), fingerprint=fingerprint, at=at)


def store(found: Found, *, fingerprint: str, at: datetime) -> Prospecting:
    """Store where people may be expected to meet the standard.

    Args:
        found: what was found.
        fingerprint: names what the engine was given.
        at: when this happens.

    Returns:
        The stored row; the one stored before where there is one of the same day and facts.
    """
    people, roles = (dict(model.objects.values_list("key", "pk")) for model in (Person, Role))
    with transaction.atomic():
        row, is_new = Prospecting.objects.get_or_create(
            as_of=found.as_of,
            panel_hash=fingerprint,
            defaults={
                "engine_version": __version__,
                "seed": found.seed,
                "carry": found.carry,
                "caveats": list(found.caveats),
                "made_at": at,
            },
        )
        if is_new:
            Prospect.objects.bulk_create(
                (
                    Prospect(
                        prospecting=row,
                        person_id=people[facts["person_id"]],
                        role_id=roles[facts["role_id"]],
                        from_role_id=roles[facts["here_role_id"]],
                        conditions=list(found.conditions[facts["person_id"], facts["role_id"]]),
                        **{name: facts[name] for name in FIGURES},
                    )
                    for facts in found.rows.iter_rows(named=True)
                ),
                batch_size=BATCH,
            )
    return row


def _latest(on: date) -> Prospecting | None:
    return Prospecting.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()


def _found(record: OnRecord, learned: Learned, lasting: Collection[str], asked: Collection[Pair]) -> Found:
    people = learned.attribution.places.filter("current")["person_id"].unique().sort().to_list()
    parts = [pl.DataFrame(schema=COMPARED_SCHEMA)]
    conditions: dict[Pair, tuple[str, ...]] = {}
    names = dict(record.tables["people"].select("person_id", "name").iter_rows())
    names |= dict(record.tables["roles"].select("role_id", "title").iter_rows())
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        rows = _worth_keeping(compare(learned, _elsewhere(learned, some)), lasting, asked)
        parts.append(rows)
        conditions |= _conditions(record, learned, rows, names)
    return Found(
        as_of=learned.attribution.as_of,
        seed=learned.attribution.seed,
        carry=learned.carry.table().to_dicts(),
        caveats=caveats_of(learned, people, [], names),
        rows=pl.concat(parts),
        conditions=conditions,
    )


def _elsewhere(learned: Learned, people: Sequence[str]) -> list[Place]:
    """Every role that was measured but their own, under a leader and in a unit that are not known."""
    own = dict(learned.attribution.people.select("person_id", "role_id").iter_rows())
    return [Place(person, role) for person in people for role in sorted(learned.levels) if role != own.get(person)]


def _worth_keeping(compared: pl.DataFrame, lasting: Collection[str], asked: Collection[Pair]) -> pl.DataFrame:
    meets = pl.col("expected") >= pl.col("standard")
    has_reason = pl.col("person_id").is_in(sorted(lasting)) | (pl.col("told") == BETTER)
    pairs = pl.DataFrame(sorted(asked), schema={"person_id": pl.String, "role_id": pl.String}, orient="row")
    is_asked = pl.struct("person_id", "role_id").is_in(pairs.select(pl.struct("person_id", "role_id")).to_series())
    return compared.filter((meets & has_reason) | is_asked)


def _conditions(
    record: OnRecord, learned: Learned, rows: pl.DataFrame, names: Mapping[str, str]
) -> Iterator[tuple[Pair, tuple[str, ...]]]:
    fitted = fit(
        record.company,
        rows["person_id"].unique().to_list(),
        rows["role_id"].unique().to_list(),
        as_of=learned.attribution.as_of,
    )
    items: dict[Pair, list[dict[str, Any]]] = {}
    for item in fitted.iter_rows(named=True):
        items.setdefault((item["person_id"], item["role_id"]), []).append(item)
    for facts in rows.iter_rows(named=True):
        pair = facts["person_id"], facts["role_id"]
        yield pair, conditions_of(learned, facts, items.get(pair, []), names)
