"""The day of a plan, from the title block of its annex."""

from __future__ import annotations

import re
from datetime import date

from tantam.core.text import fold

_ATTACHED = re.compile(
    r"kem theo[^()]*? ngay\s+(?P<d>\d{1,2})(?:\s+thang\s+|[/.-])(?P<m>\d{1,2})(?:\s+nam\s+|[/.-])(?P<y>\d{4})"
)


def date_in_title(title: str) -> date | None:
    """Return the day of the plan itself, from the "(Kèm theo Kế hoạch số … ngày …)" of an annex."""
    found = _ATTACHED.search(fold(title))
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
