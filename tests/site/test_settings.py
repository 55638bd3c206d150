"""What the environment decides, read as each process of an installation reads it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAY = """
import json
from answerable.site import settings
print(json.dumps({name: value for name, value in vars(settings).items() if name.isupper()}, default=str))
"""


def settings(tmp_path: Path, **environment: str) -> dict[str, object]:
    """The settings of a process that is started with an environment."""
    run = subprocess.run(
        [sys.executable, "-c", SAY],
        env={"PATH": os.environ["PATH"], "ANSWERABLE_HOME": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(run.stdout)
    return found


def test_by_default_it_is_for_this_machine_alone_and_letters_are_only_printed(tmp_path: Path):
    found = settings(tmp_path)

    assert found["ADDRESS"] == "http://localhost:8000"
    assert found["CSRF_TRUSTED_ORIGINS"] == ["http://localhost:8000"]
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert (found["SECURE"], found["SESSION_COOKIE_SECURE"], found["SECURE_HSTS_SECONDS"]) == (False, False, 0)
    assert found["DEBUG"] is False
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


def test_forms_are_taken_from_the_address_and_behind_https_cookies_stay_there(tmp_path: Path):
    found = settings(tmp_path, ADDRESS="https://people.example.com", ALLOWED_HOSTS="people.example.com")

    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://people.example.com"]
    assert found["ALLOWED_HOSTS"] == ["people.example.com"]
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (True, True)
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.mark.parametrize("kind", ["smtp", "filebased", "console"])
def test_how_letters_are_sent_can_be_chosen(kind: str, tmp_path: Path):
    found = settings(tmp_path, EMAIL=kind, EMAIL_HOST="mail.example.com", EMAIL_PORT="587", EMAIL_USE_TLS="1")

    assert found["EMAIL_BACKEND"] == f"django.core.mail.backends.{kind}.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example.com", 587, True)
    assert found["DEFAULT_FROM_EMAIL"] == "answerable@localhost"
