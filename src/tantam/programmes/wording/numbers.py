"""Amounts, rates and times of the law in words. Numbers keep the Vietnamese layout in both languages."""

from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tantam.core.law.dated import Words
from tantam.core.vietnamese import format_number

PPM_OF_PERCENT = 4  # a percent is 10⁴ parts per million


def in_language(words: Words) -> str:
    """Return the text in the language in use."""
    return pick(words.vi, words.en)


def pick(vi: str, en: str) -> str:
    """Return the one of two texts that is in the language in use."""
    return en if (get_language() or "vi").startswith("en") else vi


def vnd_words(amount_vnd: int) -> str:
    """Write an amount as the screens do, the sign on the same line: 100.000.000 đ."""
    return f"{format_number(amount_vnd)}\N{NO-BREAK SPACE}đ"


def percent_words(ppm: int) -> str:
    """Write parts per million as a percentage with all its decimals: 7,92%."""
    return f"{format_number(Decimal(ppm).scaleb(-PPM_OF_PERCENT).normalize())}%"


def rate_words(ppm: int) -> str:
    """Write a rate a year: 7,92%/năm."""
    return _("%(percent)s/năm") % {"percent": percent_words(ppm)}


def months_words(months: int) -> str:
    """Write a number of months: 120 tháng."""
    return ngettext("%(months)s tháng", "%(months)s tháng", months) % {"months": format_number(months)}
