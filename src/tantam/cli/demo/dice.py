"""Chance that comes out the same every time: a stream of numbers for each name."""

from random import Random
from typing import Final

SEED: Final = "quang-ngai-17"


def dice(*names: object) -> Random:
    """Return a stream of chance that depends on the names alone, not on the order of anything."""
    return Random(":".join((SEED, *map(str, names))))  # noqa: S311 - a story, not a secret
