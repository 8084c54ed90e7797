"""Words for classes, programmes and facts in the language of the screen."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tantam.core.law.facts import FACTS
from tantam.programmes.law_files import load_law

CLASS_WORDS: Final[dict[str, str | Promise]] = {
    "POOR": _("hộ nghèo"),
    "NEAR_POOR": _("hộ cận nghèo"),
    "AVERAGE": _("hộ có mức sống trung bình"),
    "NONE": _("hộ khác"),
    "UNKNOWN": _("chưa đủ thông tin"),
}


def programme_name(code: str) -> str:
    """Return the programme's name."""
    name = load_law().programmes[code].name
    return name.en if _is_english() else name.vi


def fact_question(name: str) -> str:
    """Return the question that a fact answers."""
    return FACTS[name].en if _is_english() else FACTS[name].vi


def _is_english() -> bool:
    return (get_language() or "vi").startswith("en")
