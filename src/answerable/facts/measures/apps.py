"""Registers the app with Django."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """The app."""

    name = "answerable.facts.measures"
    label = "measures"
    default_auto_field = "django.db.models.BigAutoField"
