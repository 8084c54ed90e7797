"""The room of the close."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClosingConfig(AppConfig):
    name = "tantam.closing"
    label = "closing"
    verbose_name = _("Khóa sổ cuối ngày")
