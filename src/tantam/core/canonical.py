"""One way to write a value down, so that equal values have equal digests."""

import hashlib
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import Any, Final, cast
from unicodedata import normalize

_AS_IT_IS: Final = frozenset({int, bool, NoneType})
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of value
    """Return the value built only from dict, list, str, int, bool and None.

    Bytes become their digest and length, dates ISO text, decimals their plain text.

    :raises TypeError: for anything without an exact form, floats among them.
    """
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is str:
        return value if value.isascii() else normalize("NFC", value)
    if kind is tuple or kind is list:
        return [item if type(item) in _AS_IT_IS else plain(item) for item in value]
    if kind is date:
        return value.isoformat()
    if names := _names_of(cast("Hashable", kind)):
        values = ((name, getattr(value, name)) for name in names)
        return {name: item if type(item) in _AS_IT_IS else plain(item) for name, item in values}
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return normalize("NFC", str(value))
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest(), "bytes": len(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if is_dataclass(value) and not isinstance(value, type):
        return {}  # one without fields
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


@lru_cache(maxsize=512)
def _names_of(kind: Hashable) -> tuple[str, ...]:
    """Return the names of a dataclass's fields, none for anything else."""
    return tuple(field.name for field in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else ()


def canonical_json(value: Any) -> bytes:
    """Return the canonical JSON of a value: sorted keys, no spaces, UTF-8, NFC."""
    return plain_json(plain(value))


def plain_json(value: Any) -> bytes:
    """Return the canonical JSON of a value that `plain` returned or that was read from such JSON: it is not walked."""
    return _ENCODER.encode(value).encode()


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def plain_digest(value: Any) -> str:
    """Return what `digest` does, of a value that `plain` returned."""
    return hashlib.sha256(plain_json(value)).hexdigest()
