"""The plans room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "tantam.plans"
    label = "plans"
