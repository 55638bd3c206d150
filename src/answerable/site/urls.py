"""Addresses: each area brings its own."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("answerable.web.urls")),
]
