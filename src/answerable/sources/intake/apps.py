"""Registers the app with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The app."""

    name = "answerable.sources.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
