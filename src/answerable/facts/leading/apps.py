"""Registers the app with Django."""

from django.apps import AppConfig


class LeadingConfig(AppConfig):
    """The app."""

    name = "answerable.facts.leading"
    label = "leading"
    default_auto_field = "django.db.models.BigAutoField"
