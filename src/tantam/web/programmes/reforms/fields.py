"""Fields for shares and rates as people write them: percent with a comma, one or several."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tantam.core.figures import read_figure
from tantam.programmes.wording.numbers import percent_words

DECIMALS: Final = 4  # of a percent: one part per million


def percent_text(ppm: int) -> str:
    """Write parts per million as the field shows it: 7,92."""
    return percent_words(ppm).removesuffix("%")


def _ppm(text: str, *, most: int) -> int:
    found = [value for value in read_figure(text.strip().removesuffix("%"), decimals=DECIMALS).candidates if value >= 0]
    # "1.234" may mean a thousand; no share is that large.
    found = [value for value in found if value.scaleb(DECIMALS) <= most] or found
    if len(found) != 1:
        raise ValidationError(_("Hãy ghi số phần trăm, ví dụ 12,5."))
    ppm = int(Decimal(found[0]).scaleb(DECIMALS))
    if ppm > most:
        raise ValidationError(_("Không quá %(most)s%%.") % {"most": percent_text(most)})
    return ppm


class PercentField(forms.CharField):
    """A percentage; the value is parts per million."""

    def __init__(self, *, most: int = 1_000_000, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}))
        super().__init__(max_length=20, **options)
        self.most = most

    def clean(self, value: Any) -> Any:
        """Return parts per million."""
        return _ppm(super().clean(value), most=self.most)


class PercentsField(forms.CharField):
    """Percentages of years, with semicolons between; the value is a list of parts per million that never falls."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)

    def clean(self, value: Any) -> Any:
        """Return parts per million of each year."""
        parts = [part for part in super().clean(value).split(";") if part.strip()]
        shares = [_ppm(part, most=1_000_000) for part in parts]
        if not shares or len(shares) > 15:
            raise ValidationError(_("Hãy ghi từ 1 đến 15 năm, cách nhau bằng dấu chấm phẩy."))
        if shares != sorted(shares):
            raise ValidationError(_("Tỷ lệ cộng dồn qua các năm không được giảm."))
        return shares


def percents_text(shares: Sequence[int]) -> str:
    """Write several shares as the field shows them: 8; 14; 18."""
    return "; ".join(percent_text(share) for share in shares)
