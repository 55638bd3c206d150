"""Registers the app with Django."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """The app."""

    name = "answerable.decisions.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
