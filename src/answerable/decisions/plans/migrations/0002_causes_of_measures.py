"""Levers that plans set to work before get the cause that was agreed on their first day; the ledger tells of which case they are."""

import json
from collections import defaultdict

from django.db import migrations


def fill_causes(apps, _editor):
    views = defaultdict(list)
    for view in apps.get_model("plans", "Cause").objects.all():
        views[view.case_id].append(view)
    bodies = apps.get_model("ledger", "Body").objects.filter(entry__kind="measure.begun")
    told = (json.loads(text)["body"] for text in bodies.values_list("text", flat=True))
    cases = {one["measure"]: one["case"] for one in told if one.get("case") in views}
    for measure in apps.get_model("support", "Measure").objects.filter(key__in=cases):
        day = measure.starts_on
        stood = [
            set(view.causes)
            for view in views[cases[measure.key]]
            if view.said_on <= day and (view.replaced_on is None or view.replaced_on > day)
        ]
        shared = set.intersection(*stood) if stood else set()
        if len(shared) == 1:
            measure.cause = shared.pop()
            measure.save(update_fields=["cause"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("support", "0004_cause"), ("ledger", "0002_append_only")]
    operations = [migrations.RunPython(fill_causes, migrations.RunPython.noop)]
