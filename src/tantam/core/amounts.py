"""Amounts of money as people type them: "100.000.000", "100 triệu", "1,5 tỷ đồng"."""

import re
from decimal import Decimal
from typing import Final

from tantam.core.figures import read_figure
from tantam.core.vietnamese import NumberReading, read_number

_UNITS: Final = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "k": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "m": 10**6,
    "million": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "billion": 10**9,
}
_CURRENCY: Final = re.compile(r"\s*(?:đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)
_WITH_UNIT: Final = re.compile(rf"(.+?)\s*({'|'.join(_UNITS)})\.?", re.IGNORECASE)
# Nobody owes so few đồng: whoever types "50" without a unit means millions, or made a mistake.
_TOO_FEW_VND: Final = 1_000


def read_vnd(text: str) -> NumberReading:
    """Return what a text may mean as whole đồng, not negative.

    "1.234 triệu" has two meanings (1.234.000.000 and 1.234.000), and so has a bare "50" (đồng or million);
    a person has to say which. A part of a đồng is no amount.
    """
    typed = text.strip()
    bare = _CURRENCY.sub("", typed)
    scaled = _WITH_UNIT.fullmatch(bare)
    if scaled:
        times = _UNITS[scaled[2].lower()]
        return _whole([value * times for value in read_number(scaled[1]).candidates])
    candidates = list(read_figure(bare, decimals=0).candidates)
    if bare == typed and len(candidates) == 1 and 0 < candidates[0] < _TOO_FEW_VND:
        candidates.append(candidates[0] * 10**6)
    return _whole(candidates)


def _whole(values: list[Decimal]) -> NumberReading:
    kept = [value for value in values if value >= 0 and value == value.to_integral_value()]
    return NumberReading(tuple(Decimal(int(value)) for value in kept))
