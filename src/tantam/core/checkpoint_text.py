"""A checkpoint as text: what is signed, how it is filed and printed, and how it is read back.

The text is made to be mailed, printed and typed in again: a block of short lines between two marks.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tantam.core.chain_walk import Seal

BEGIN: Final = "-----BEGIN TANTAM CHECKPOINT-----"
END: Final = "-----END TANTAM CHECKPOINT-----"
_BLOCK: Final = re.compile(re.escape(BEGIN) + r"(.*?)" + re.escape(END), re.DOTALL)
_LINE: Final = re.compile(r"^[>\s]*(day|entries|root|key|signature):\s*(\S+)\s*$", re.MULTILINE)
_SHAPES: Final = {
    "day": r"\d{4}-\d{2}-\d{2}",
    "entries": r"\d{1,18}",
    "root": r"[0-9a-f]{64}",
    "key": r"[0-9a-f]{64}",
    "signature": r"[0-9a-f]{128}",
}
PRINTED_ROOT_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A seal with the public key and the Ed25519 signature, both in hexadecimal."""

    seal: Seal
    public_key: str
    signature: str


def signed_bytes(seal: Seal) -> bytes:
    """Return what the signature of a checkpoint covers."""
    return f"tantam-checkpoint/1 {seal.day.isoformat()} {seal.sequence} {seal.root}".encode("ascii")


def as_text(checkpoint: SignedCheckpoint) -> str:
    """Return the block that is mailed and filed."""
    seal = checkpoint.seal
    return "\n".join(
        [
            BEGIN,
            f"day: {seal.day.isoformat()}",
            f"entries: {seal.sequence}",
            f"root: {seal.root}",
            f"key: {checkpoint.public_key}",
            f"signature: {checkpoint.signature}",
            END,
            "",
        ]
    )


def read_blocks(text: str) -> list[SignedCheckpoint]:
    """Return the checkpoints that stand in a text, quoted ("> ") or not.

    :raises ValueError: if a block between the marks is not whole; the message names its place in the text.
    """
    return [_read(block, place) for place, block in enumerate(_BLOCK.findall(text), start=1)]


def printed(seal: Seal) -> str:
    """Return the seal in short, for the foot of a page: how many entries and the start of the root."""
    return f"{seal.sequence}:{seal.root[:PRINTED_ROOT_LENGTH]}"


def _read(block: str, place: int) -> SignedCheckpoint:
    fields = {name: value.lower() for name, value in _LINE.findall(block)}
    for name, shape in _SHAPES.items():
        if not re.fullmatch(shape, fields.get(name, ""), re.ASCII):
            raise ValueError(f"checkpoint {place}: {name}")
    seal = Seal(date.fromisoformat(fields["day"]), int(fields["entries"]), fields["root"])
    return SignedCheckpoint(seal=seal, public_key=fields["key"], signature=fields["signature"])
