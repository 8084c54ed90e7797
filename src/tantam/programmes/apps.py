"""The programmes room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "tantam.programmes"
    label = "programmes"
    verbose_name = _("Chương trình cho vay")
