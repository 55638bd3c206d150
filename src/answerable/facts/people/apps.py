"""Registers the app with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app."""

    name = "answerable.facts.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
