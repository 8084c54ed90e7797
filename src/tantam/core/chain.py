"""The hash chain of the audit: each link covers the one before it."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from tantam.core.canonical import plain_json

GENESIS: Final = "0" * 64


def link_hash(*, previous_hash: str, body: Mapping[str, Any]) -> str:
    """Return the hash of a link: SHA-256 over the previous hash in hexadecimal, a line feed, the plain body."""
    assert len(previous_hash) == len(GENESIS)
    return hashlib.sha256(previous_hash.encode() + b"\n" + plain_json(body)).hexdigest()
