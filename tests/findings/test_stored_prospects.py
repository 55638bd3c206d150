"""What was said of somebody in another role: said once of each, and named in a few words."""

import pytest
from django.db import IntegrityError, transaction

from answerable.findings.models import Prospect, Prospecting
from prospected import SHORT

pytestmark = pytest.mark.django_db


def test_of_a_person_in_a_role_one_look_says_one_thing():
    said = Prospect.objects.get(person__key=SHORT, role__key="advises")
    said.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        said.save(force_insert=True)


def test_rows_are_told_apart_in_words():
    said = Prospect.objects.get(person__key=SHORT, role__key="advises")

    assert str(Prospecting.objects.get()) == "prospects of 2026-01-06"
    assert str(said) == f"{said.person_id} in {said.role_id}"
