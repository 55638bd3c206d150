"""Tables: what the code says of them is what the migrations make, and they point down the house."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import ForeignKey, ManyToManyField, Model

HOUSE = "answerable."

# Who stands on whom, from the top; what shares a line knows nothing of each other.
STOREYS = (
    {"web"},
    {"jobs"},
    {"mail"},
    {"decisions"},
    {"findings"},
    {"sources"},
    {"facts"},
    {"ledger"},
)
# Within a storey: who may point at whom.
WITHIN = {
    "decisions": ("moves", "answers", "plans", "hearings", "conversations", "cases", "duties"),
    "facts": ("groups", "leading", "agreements", "support", "levers", "measures", "people", "roles"),
}
OURS = [model for model in apps.get_models() if model.__module__.startswith(HOUSE)]


def storey(model: type[Model]) -> int:
    """How far down the house a table stands."""
    area = model.__module__.split(".")[1]
    return next(number for number, names in enumerate(STOREYS) if area in names)


def points_up(model: type[Model], target: type[Model]) -> bool:
    """Whether a table points at one that may know of it, but of which it may not know."""
    if storey(model) != storey(target):
        return storey(model) > storey(target)
    _house, area, app, *_rest = model.__module__.split(".")
    other = target.__module__.split(".")[2]
    order = WITHIN.get(area, (app,))
    return app != other and order.index(app) > order.index(other)


@pytest.mark.django_db
def test_the_migrations_make_the_tables_the_code_speaks_of():
    said = StringIO()

    call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)

    assert said.getvalue() == "No changes detected\n"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_points_down_the_house_only(model: type[Model]):
    pointed = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey | ManyToManyField)]
    targets = [field.related_model for field in pointed if isinstance(field.related_model, type)]

    up = [target.__name__ for target in targets if target in OURS and points_up(model, target)]
    assert not up, f"{model.__name__} points up at {up}: keep the number, or move what is pointed at down the house."


def test_pointing_up_is_found():
    names = ("cases.Case", "people.Person", "roles.Role", "people.Reading")
    case, person, role, reading = (apps.get_model(name) for name in names)

    assert points_up(person, case)
    assert points_up(role, person)
    assert not points_up(case, person)
    assert not points_up(reading, person)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_points_at_nothing_outside_the_house(model: type[Model]):
    pointed = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey | ManyToManyField)]

    foreign = [field.name for field in pointed if field.related_model not in OURS]
    assert not foreign, f"{model.__name__} points out of the house with {foreign}."


def test_every_app_has_a_name_of_its_own_that_is_its_folder_s():
    ours = {config.name: config.label for config in apps.get_app_configs() if config.name.startswith(HOUSE)}

    assert {name: name.rpartition(".")[2] for name in ours} == ours
    assert len(set(ours.values())) == len(ours)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_row_can_be_told_from_others_in_words(model: type[Model]):
    assert "__str__" in vars(model), f"{model.__name__} needs a __str__: errors and shells show it."
