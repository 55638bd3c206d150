"""Time goes on in a staged company: it is another day there, figures have come in, and the clock was looked at."""

from datetime import date

from browser.installation import Place

SCRIPT = """
import sys
from datetime import date
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
    place.do(SCRIPT, *(str(one) for one in (day, *periods)))
    place.run("tick", "--on", str(day))
