"""How digests are written for eyes."""

import re

from django import template

register = template.Library()
_DIGEST = re.compile(r"[0-9a-f]{64}")


@register.filter
def in_groups(text: str) -> str:
    """Return a digest in groups of eight, so that it can be read aloud and wraps; other text as it is."""
    if not _DIGEST.fullmatch(text):
        return text
    return " ".join(text[place : place + 8] for place in range(0, len(text), 8))
