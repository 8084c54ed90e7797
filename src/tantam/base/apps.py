"""The base room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "tantam.base"
    label = "base"

    def ready(self) -> None:
        """Keep the guards of append-only tables in place after every `migrate`."""
        from tantam.base import guards

        post_migrate.connect(guards.reinstall, dispatch_uid="tantam.base.guards")
