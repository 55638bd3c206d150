"""Registers the app with Django."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """The app."""

    name = "answerable.decisions.answers"
    label = "answers"
    default_auto_field = "django.db.models.BigAutoField"
