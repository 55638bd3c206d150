"""Registers the app with Django."""

from django.apps import AppConfig


class MovesConfig(AppConfig):
    """The app."""

    name = "answerable.decisions.moves"
    label = "moves"
    default_auto_field = "django.db.models.BigAutoField"
