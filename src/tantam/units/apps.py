"""The units room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "tantam.units"
    label = "units"
    verbose_name = _("Đơn vị và địa bàn")
