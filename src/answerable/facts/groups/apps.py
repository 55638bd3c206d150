"""Registers the app with Django."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """The app."""

    name = "answerable.facts.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"
