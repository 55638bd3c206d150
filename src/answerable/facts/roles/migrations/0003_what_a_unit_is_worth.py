"""An expectation may say what one unit of it is worth in money; of those on record, nobody has said so yet."""

from django.db import migrations, models

UNSAID = {"value_per_unit": None, "currency": ""}


def _unsaid(apps, editor):
    for version in apps.get_model("roles", "RoleVersion").objects.iterator():
        for expectation in version.profile["expectations"]:
            expectation.update(UNSAID)
        version.save(update_fields=["profile"])


class Migration(migrations.Migration):
    dependencies = [("roles", "0002_versions")]
    operations = [
        migrations.AddField("expectation", "value_per_unit", models.FloatField(null=True)),
        migrations.AddField("expectation", "currency", models.CharField(max_length=3, null=True)),
        migrations.RunPython(_unsaid, migrations.RunPython.noop),
    ]
