"""Words for the classes of the poverty standard, and for a class that is not known."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tantam.programmes.wording.conditions import CHOICES

CLASS_WORDS: Final[Mapping[str, str | Promise]] = {**CHOICES, "UNKNOWN": _("chưa đủ thông tin")}
