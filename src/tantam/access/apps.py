"""The access room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "tantam.access"
    label = "access"
    verbose_name = _("Người dùng và vai trò")
