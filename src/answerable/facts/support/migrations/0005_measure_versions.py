"""All versions of a measure are found by its key."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0004_cause")]
    operations = [
        migrations.AddIndex("measure", models.Index(fields=["key", "recorded_at"], name="measure_versions")),
    ]
