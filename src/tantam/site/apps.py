"""The assembled application."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tantam.site"
    label = "site"

    def ready(self) -> None:
        """Register the checks."""
        from tantam.site import checks  # noqa: F401 - registers itself
