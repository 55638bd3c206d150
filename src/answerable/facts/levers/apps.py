"""Registers the app with Django."""

from django.apps import AppConfig


class LeversConfig(AppConfig):
    """The app."""

    name = "answerable.facts.levers"
    label = "levers"
    default_auto_field = "django.db.models.BigAutoField"
