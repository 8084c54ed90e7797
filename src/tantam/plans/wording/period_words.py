"""What a reporting period is called in the language of the reader.

The name of a period is stored in Vietnamese, as papers write it (`core.periods`). Screens and messages say it
through here. A milestone's name is what somebody wrote; it stays as it is.
"""

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Each stands for a name as it is stored, digit for digit.
_NAMES: Final = (
    gettext_noop("Tháng %(number)s/%(year)s"),
    gettext_noop("Quý %(number)s/%(year)s"),
    gettext_noop("6 tháng đầu năm %(year)s"),
    gettext_noop("6 tháng cuối năm %(year)s"),
    gettext_noop("9 tháng năm %(year)s"),
    gettext_noop("Năm %(year)s"),
    gettext_noop("Hạn %(day)s"),
)
_PARTS: Final = {
    "number": r"(?P<number>\d{1,2}|I{1,3}|IV)",
    "year": r"(?P<year>\d{4})",
    "day": r"(?P<day>\d\d/\d\d/\d{4})",
}
_PATTERNS: Final = tuple((name, re.compile(name % _PARTS)) for name in _NAMES)


def period_words(label: str) -> str:
    """Return the stored name of a period in the language in force: "Năm 2026", "Year 2026"."""
    for name, pattern in _PATTERNS:
        if found := pattern.fullmatch(label):
            return _(name) % found.groupdict()
    return label
