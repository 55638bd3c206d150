"""Registers the app with Django."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The app."""

    name = "answerable.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"
