"""The staff screens."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tantam.web"
    label = "web"
