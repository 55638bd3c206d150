"""Registers the app with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app."""

    name = "answerable.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
