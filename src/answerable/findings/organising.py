"""How the company is built and how large a team can be, reckoned and stored; a later reckoning makes new rows."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction

from answerable import __version__
from answerable.engine.organisation import Organisation as Reckoned
from answerable.engine.organisation import organisation
from answerable.facts.people.models import Person
from answerable.findings.attributing import EVERY_DAYS
from answerable.findings.models import Attribution, LeaderEffect, Organisation, TeamLed
from answerable.findings.on_record import OnRecord

SEED = 0
BATCH = 5_000
TEAM = ("reports", "span", "record", "minutes", "owed", "kept", "has_time")
_EFFECTS = {"leader_id": pl.String, "estimate": pl.Float64, "sd": pl.Float64}


def organise_when_due(record: OnRecord, *, on: date, at: datetime) -> Organisation | None:
    """Reckon how the company is built, unless that was done within the last month.

    Args:
        record: the facts.
        on: the day.
        at: when this happens.

    Returns:
        What was stored; None where it is not due.
    """
    latest = Organisation.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()
    return None if latest is not None and (on - latest.as_of).days < EVERY_DAYS else organise(record, on=on, at=at)


def organise(record: OnRecord, *, on: date, at: datetime) -> Organisation:
    """Reckon how the company is built and how large a team a leader here can serve, and store it.

    Args:
        record: the facts.
        on: the day; what leaders add is taken from the latest reckoning up to then.
        at: when this happens.

    Returns:
        What was stored.
    """
    every, since = record.policy.one_on_one_every_days, record.situation(on).support.log_began
    found = organisation(record.company, on, every, since=since, effects=_effects(on), seed=SEED)
    return store(found, every_days=every, at=at)


def store(found: Reckoned, *, every_days: int, at: datetime) -> Organisation:
    """Store how a company is built.

    Args:
        found: what the engine said.
        every_days: days between the one-on-ones that were owed.
        at: when this happens.

    Returns:
        The stored row.
    """
    people = dict(Person.objects.values_list("key", "pk"))
    with transaction.atomic():
        row = Organisation.objects.create(
            as_of=found.as_of,
            since=found.since,
            engine_version=__version__,
            every_days=every_days,
            seed=found.seed,
            layers=found.layers.to_dicts(),
            relations=[asdict(one) for one in found.relations],
            made_at=at,
        )
        TeamLed.objects.bulk_create(
            (_team(row, people, one) for one in found.teams.iter_rows(named=True)), batch_size=BATCH
        )
    return row


def _team(row: Organisation, people: Mapping[str, int], one: Mapping[str, Any]) -> TeamLed:
    return TeamLed(organisation=row, leader_id=people[one["leader_id"]], **{name: one[name] for name in TEAM})


def _effects(on: date) -> pl.DataFrame | None:
    """What direct leaders add by the latest reckoning, and how far leaders lie apart; None where there was none."""
    latest = Attribution.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()
    if latest is None:
        return None
    variance = next((one["variance"] for one in latest.shares if one["component"] == "manager"), 0.0)
    rows = LeaderEffect.objects.filter(attribution=latest, component="manager").order_by("leader__key")
    known = rows.values_list("leader__key", "estimate", "sd")
    return pl.DataFrame(list(known), schema=_EFFECTS, orient="row").with_columns(variance=pl.lit(variance, pl.Float64))
