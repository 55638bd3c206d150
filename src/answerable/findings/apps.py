"""Registers the app with Django."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """The app."""

    name = "answerable.findings"
    label = "findings"
    default_auto_field = "django.db.models.BigAutoField"
