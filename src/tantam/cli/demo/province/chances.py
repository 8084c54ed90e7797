"""Chance that comes out the same every time, in columns: a stream for each name."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SEED: Final = "quang-ngai-39"


def chances(*names: object, seed: str = SEED) -> np.random.Generator:
    """Return a stream of chance that depends on the names alone, not on the order of anything."""
    digest = hashlib.sha256(":".join((seed, *map(str, names))).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def choose(chance: np.random.Generator, values: Sequence[int], weights: Sequence[float], size: int) -> Ints:
    """Return values drawn by weight."""
    share = np.asarray(weights, dtype=np.float64)
    return np.asarray(values, dtype=np.int64)[chance.choice(len(values), size=size, p=share / share.sum())]


def happens(chance: np.random.Generator, probability: Any, size: int | tuple[int, ...]) -> Bools:
    """Tell for each of many whether something of a probability happens."""
    told: Bools = chance.random(size) < probability
    return told


def share_out(total: int, weights: Sequence[float], *, least: int, most: int) -> list[int]:
    """Share a number out by weight, each part within limits; the parts add up to it."""
    assert len(weights) * least <= total <= len(weights) * most
    parts = [least] * len(weights)
    left = total - sum(parts)
    while left:
        open_places = [place for place, part in enumerate(parts) if part < most]
        weight = sum(weights[place] for place in open_places)
        given = {place: min(most - parts[place], int(left * weights[place] / weight)) for place in open_places}
        if not any(given.values()):
            heaviest = sorted(open_places, key=lambda place: (parts[place] / weights[place], place))
            given = dict.fromkeys(heaviest[:left], 1)
        for place, count in given.items():
            parts[place] += count
        left = total - sum(parts)
    return parts
