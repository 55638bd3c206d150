"""Registers the app with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app."""

    name = "answerable.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
