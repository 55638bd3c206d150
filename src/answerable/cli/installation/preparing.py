"""An installation is made ready: its tables are there, and up to date."""

from django.conf import settings
from django.core.management import call_command


def prepare() -> None:
    """Bring the database up to date; on the first call, make it."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def prepare_pages() -> None:
    """Lay out what pages need besides themselves."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
