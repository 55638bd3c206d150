"""Registers the app with Django."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The app."""

    name = "answerable.facts.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
