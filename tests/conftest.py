"""How all tests run: without a stopwatch, on a database of their own, and on a build server with the same examples."""

import os
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from databases import choose_database

settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

# What takes minutes a file begins first, so that in the end nobody waits for the one who began it last.
LONG = ("battery", "browser", "crash", "house", "worlds")

choose_database()
os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.site.settings"
# A password that takes its time and files with fingerprints in their names would only slow the tests down.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django_settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django_settings.STATIC_ROOT.mkdir(exist_ok=True)
django_settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long; besides, everything stays in the order it came in."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(here).parts[0] not in LONG and "spark" not in item.path.stem)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Set the stage once; every test plays on it and leaves it as it was."""
    # Both import models, for which Django has to be set up first.
    import_module("huey.contrib.djhuey").HUEY.immediate = True
    with django_db_blocker.unblock():
        import_module("staged").set_stage()
