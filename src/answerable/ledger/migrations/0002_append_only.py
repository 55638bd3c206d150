"""The database itself refuses to change the ledger: entries are only added, bodies only erased."""

from django.db import migrations

ENTRY, BODY = "ledger_entry", "ledger_body"
REFUSED = "The ledger is append-only."
TRIGGERS = ((ENTRY, "UPDATE"), (ENTRY, "DELETE"), (BODY, "UPDATE"))


def _refuse(apps, editor):
    execute = editor.execute
    if editor.connection.vendor == "sqlite":
        for table, deed in TRIGGERS:
            execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    elif editor.connection.vendor == "postgresql":
        execute(
            "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        for table, deed in TRIGGERS:
            execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
            )
        for table in (ENTRY, BODY):
            execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            )


def _allow(apps, editor):
    is_sqlite = editor.connection.vendor == "sqlite"
    for table, deed in TRIGGERS:
        editor.execute(f"DROP TRIGGER {table}_no_{deed.lower()}" + ("" if is_sqlite else f" ON {table}"))
    if not is_sqlite:
        for table in (ENTRY, BODY):
            editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        editor.execute("DROP FUNCTION ledger_refuse()")


def _begin(apps, editor):
    """The head is there from the start, so that the very first two writers already wait for each other."""
    apps.get_model("ledger", "Head").objects.create(pk=1, number=0, hash="0" * 64)


def _end(apps, editor):
    apps.get_model("ledger", "Head").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(_refuse, _allow), migrations.RunPython(_begin, _end)]
