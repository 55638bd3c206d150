"""What was done about gaps: the first deed ends the waiting."""

from datetime import date

import polars as pl

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty

ACTED_SCHEMA = {"person_id": pl.String, "unit_id": pl.String, "expectation_id": pl.String, "day": pl.Date}


def acted(until: date) -> pl.DataFrame:
    """Say what leaders did about gaps: what a gap asked for and somebody did, as `leading` counts first actions.

    Args:
        until: the last day looked at.

    Returns:
        A row for each duty of a case that was kept: whose gap, a person's or a unit's, in what, and the day.
    """
    rows = Duty.objects.filter(case__isnull=False, kept_on__lte=until).order_by("kept_on", "pk")
    cases = Case.objects.filter(pk__in=rows.order_by().values("case"))
    whose = {number: told for number, *told in cases.values_list("pk", "person__key", "unit__key", "expectation")}
    found = [(*whose[number], day) for number, day in rows.values_list("case", "kept_on") if number is not None]
    return pl.DataFrame(found, schema=ACTED_SCHEMA, orient="row")
