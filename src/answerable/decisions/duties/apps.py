"""Registers the app with Django."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The app."""

    name = "answerable.decisions.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"
