"""Registers the app with Django."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """The app."""

    name = "answerable.facts.roles"
    label = "roles"
    default_auto_field = "django.db.models.BigAutoField"
