"""A lever set to work says against which cause."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0003_progress")]
    operations = [migrations.AddField("measure", "cause", models.CharField(max_length=30, null=True))]
