"""An installation is made ready, as often as one likes."""

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from answerable.cli.installation.preparing import prepare, prepare_pages
from answerable.facts.people.models import Person
from answerable.ledger import read as ledger


@pytest.mark.django_db
def test_what_is_ready_stays_as_it_is():
    head, people = ledger.head(), Person.objects.count()

    prepare()
    prepare()

    assert (ledger.head(), Person.objects.count()) == (head, people)
    cache.set("known", "yes")
    assert cache.get("known") == "yes"


def test_pages_find_what_they_need_and_what_is_old_is_cleared_away(tmp_path: Path, settings: Settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "old.css").write_text("", encoding="utf-8")

    prepare_pages()

    assert (settings.STATIC_ROOT / "tokens.css").exists()
    assert not (settings.STATIC_ROOT / "old.css").exists()
