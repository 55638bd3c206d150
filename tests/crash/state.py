"""All that a database says, told without the numbers and moments that differ from run to run."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from answerable.decisions.cases.models import Case
from answerable.findings.models import GapFinding
from answerable.ledger.models import Body, Entry
from answerable.ledger.verification import verify

State = dict[str, list[str]]
Told = dict[tuple[type[Model], int], object]

# When something was entered, and what hangs on a salt that is new each time.
BY_CHANCE = {"made_at", "recorded_at", "joined_at", "hash", "previous_hash", "body_hash", "salt"}


def state() -> State:
    """Every row of every table of ours, by natural keys; the ledger in its order; and whether its chain is whole."""
    told: Told = {}
    models = [model for model in apps.get_models() if model.__module__.startswith("answerable.")]
    rows = {model._meta.label: sorted(_rows(model, told)) for model in models}
    verified = verify()
    return rows | {"ledger": [json.dumps(entry) for entry in _ledger(told)], "fault": [verified.reason]}


def _rows(model: type[Model], told: Told) -> Iterator[str]:
    return (json.dumps(_told(row, told), sort_keys=True) for row in model._default_manager.order_by("pk"))


def _ledger(told: Told) -> Iterator[list[Any]]:
    for row in Body.objects.select_related("entry").order_by("entry"):
        body = json.loads(row.text)["body"]
        for name, model in (("case", Case), ("finding", GapFinding)):
            if body.get(name) is not None:
                body[name] = _referred(model, body[name], told)
        yield [row.entry_id, row.entry.kind, row.day.isoformat(), row.actor, row.subject, body]


def _told(row: Model, told: Told) -> dict[str, object]:
    """A row as what it says: all its fields, what it refers to told by key where that has one, else likewise."""
    fields = [field for field in row._meta.concrete_fields if _is_said(field, row)]
    return {field.name: _value(field, row, told) for field in fields}


def _is_said(field: "Field[Any, Any]", row: Model) -> bool:
    is_in_ledger = isinstance(row, Entry | Body)
    return field.name not in BY_CHANCE | {"id"} and not (is_in_ledger and field.name in {"at", "text"})


def _value(field: "Field[Any, Any]", row: Model, told: Told) -> object:
    value = getattr(row, field.attname)
    if field.name == "replaced_at":
        return value is not None
    if isinstance(field, ForeignKey):
        return _referred(field.related_model, value, told)
    if field.name == "case":
        return _referred(Case, value, told)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _referred(model: type[Model], number: int | None, told: Told) -> object:
    if number is None:
        return None
    if (model, number) not in told:
        row = model._default_manager.get(pk=number)
        told[model, number] = row.key if hasattr(row, "key") else _told(row, told)
    return told[model, number]
