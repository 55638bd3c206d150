"""The clocks of a gap run from the day it was taken up; of cases on record, that was taken to be the day it opened."""

from django.db import migrations, models


def _as_opened(apps, editor):
    apps.get_model("cases", "Case").objects.update(taken_up_on=models.F("opened_on"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_what_is_below_leaders")]
    operations = [
        migrations.AddField("case", "taken_up_on", models.DateField(null=True)),
        migrations.RunPython(_as_opened, migrations.RunPython.noop),
        migrations.AlterField("case", "taken_up_on", models.DateField()),
    ]
