"""Registers the app with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app."""

    name = "answerable.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
