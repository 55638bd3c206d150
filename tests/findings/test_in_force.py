"""The facts and the policy of this installation."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from answerable.facts.people.models import Installation
from answerable.findings import in_force
from answerable.rules.policy import default_policy

pytestmark = pytest.mark.django_db


def test_the_default_policy_is_in_force_where_no_file_is_named():
    assert in_force.policy() == default_policy()


def test_the_company_s_own_policy_is_in_force_where_a_file_is_named(settings: Settings, tmp_path: Path):
    settings.POLICY_FILE = tmp_path / "policy.toml"
    settings.POLICY_FILE.write_text("grace_days = 3\n", encoding="utf-8")

    assert in_force.record().policy.grace_days == 3


def test_nobody_is_asked_for_anything_before_the_installation_began():
    assert in_force.record().began_on == date(2025, 1, 1)

    Installation.objects.all().delete()

    assert in_force.record().began_on == date.max
