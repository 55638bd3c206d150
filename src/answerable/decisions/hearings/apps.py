"""Registers the app with Django."""

from django.apps import AppConfig


class HearingsConfig(AppConfig):
    """The app."""

    name = "answerable.decisions.hearings"
    label = "hearings"
    default_auto_field = "django.db.models.BigAutoField"
