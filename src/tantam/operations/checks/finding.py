"""One finding of the doctor."""

from dataclasses import dataclass
from typing import Final

FINE: Final = "FINE"
WARNING: Final = "WARNING"
WRONG: Final = "WRONG"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, and a sentence for the operator."""

    check: str
    state: str
    sentence: str


def fine(check: str, sentence: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(check, FINE, sentence)


def warning(check: str, sentence: str) -> Finding:
    """Return a finding that should be seen to soon."""
    return Finding(check, WARNING, sentence)


def wrong(check: str, sentence: str) -> Finding:
    """Return a finding that must be seen to."""
    return Finding(check, WRONG, sentence)
