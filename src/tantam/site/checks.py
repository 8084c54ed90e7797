"""Checks that Django makes before it works."""

from typing import Any

from django.core.checks import CheckMessage, Error, register


@register
def refuse_without_assertions(**_: Any) -> list[CheckMessage]:
    """Refuse `python -O`: assertions are part of how this program keeps its promises."""
    if __debug__:
        return []
    return [Error("Python runs with -O, so assertions are off.", hint="Unset PYTHONOPTIMIZE.", id="tantam.E001")]
