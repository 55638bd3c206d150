"""Time goes on in a staged company: it is another day there, figures have come in, and the clock was looked at."""

import subprocess
import sys
from datetime import date

from browser.installation import TESTS, Place

SCRIPT = """
import sys
from datetime import date
import django
django.setup()
from answerable.facts.measures.models import Measurement
from answerable.facts.people.models import Installation, Person
from cast import SELLERS
from staged import AT
Installation.objects.update(stands_on=date.fromisoformat(sys.argv[1]))
for period in sys.argv[2:]:
    for key in SELLERS:
        Measurement.objects.get_or_create(
            person=Person.objects.get(key=key),
            expectation=Measurement.objects.filter(person__key=key).first().expectation,
            period=date.fromisoformat(period),
            defaults={"actual": 100.0, "recorded_at": AT},
        )
"""


def later(place: Place, day: date, *periods: date) -> None:
    """Let it be another day.

    Args:
        place: where the company lives.
        day: which day it is from now on; the clock is looked at on it.
        periods: months of which figures have come in since: everybody met their target.
    """
    environment = place.environment({"PYTHONPATH": str(TESTS), "DJANGO_SETTINGS_MODULE": "answerable.site.settings"})
    words = [sys.executable, "-c", SCRIPT, *(str(one) for one in (day, *periods))]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    place.run("tick", "--on", str(day))
