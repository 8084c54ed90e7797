#!/usr/bin/env python3
"""Prove an exported audit chain on any machine: one file, the standard library of Python 3.11, nothing else.

    python3 verify_chain.py export.jsonl [--checkpoint FILE …] [--printed ENTRIES:ROOT …] [--key HEX …]

The export is what `tantam audit export` wrote. Checkpoints are the mails or texts that were filed outside the
system; `--printed` is the short form from the foot of a printed report; `--key` names a public key to trust
instead of the keys of the filed checkpoints. The exit code is 0 when the chain holds, 1 when it does not (the
first broken row is named), 2 when a file cannot be read.

This file shares no line with the program that it checks.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import hashlib
import json
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GENESIS = "0" * 64

# ---- Ed25519, verification only (RFC 8032, section 5.1) ---------------------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_SQRT_M1 = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]


def _add(p: _Point, q: _Point) -> _Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % _P
    b = (p[1] + p[0]) * (q[1] + q[0]) % _P
    c = 2 * p[3] * q[3] * _D % _P
    d = 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _multiply(scalar: int, point: _Point) -> _Point:
    result: _Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _same(p: _Point, q: _Point) -> bool:
    return (p[0] * q[2] - q[0] * p[2]) % _P == 0 and (p[1] * q[2] - q[1] * p[2]) % _P == 0


def _recover_x(y: int, sign: int) -> int | None:
    """Return the x of the point with this y and sign; None when there is none."""
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _SQRT_M1 % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    return _P - x if x & 1 != sign else x


def _decode(encoded: bytes) -> _Point | None:
    number = int.from_bytes(encoded, "little")
    y = number & ((1 << 255) - 1)
    x = _recover_x(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % _P)


def ed25519_holds(*, public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature holds."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, commitment = _decode(public_key), _decode(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= _L:
        return False
    base_y = 4 * pow(5, _P - 2, _P) % _P
    base_x = _recover_x(base_y, 0)
    assert base_x is not None
    base: _Point = (base_x, base_y, 1, base_x * base_y % _P)
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % _L
    return _same(_multiply(scalar, base), _add(commitment, _multiply(challenge, key)))


# ---- checkpoints ------------------------------------------------------------------------------------------

_BLOCK = re.compile(r"-----BEGIN TANTAM CHECKPOINT-----(.*?)-----END TANTAM CHECKPOINT-----", re.DOTALL)
_FIELD = re.compile(r"^[>\s]*(day|entries|root|key|signature):\s*(\S+)\s*$", re.MULTILINE)
_SHAPES = {
    "day": r"\d{4}-\d{2}-\d{2}",
    "entries": r"\d{1,18}",
    "root": r"[0-9a-f]{64}",
    "key": r"[0-9a-f]{64}",
    "signature": r"[0-9a-f]{128}",
}


class Unreadable(Exception):  # noqa: N818 - the message is the point
    """A file is not what it should be."""


@dataclass(frozen=True)
class Checkpoint:
    """A filed or exported checkpoint, and where it was found."""

    day: str
    entries: int
    root: str
    key: str
    signature: str
    source: str

    def signature_holds(self) -> bool:
        """Tell whether the key signed this day, count and root."""
        message = f"tantam-checkpoint/1 {self.day} {self.entries} {self.root}".encode("ascii")
        return ed25519_holds(
            public_key=bytes.fromhex(self.key), message=message, signature=bytes.fromhex(self.signature)
        )


def text_of(content: bytes) -> str:
    """Return the text of a filed checkpoint: a plain text, or a mail in whatever encoding it was saved."""
    if re.match(rb"(?i)(from |[a-z-]+:)", content.lstrip()) and re.search(rb"(?im)^content-type:", content):
        message = email.message_from_bytes(content, policy=email.policy.default)
        parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        return "\n".join(part for part in parts if isinstance(part, str)).replace("\r\n", "\n")
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def checkpoint_from(fields: dict[str, Any], source: str) -> Checkpoint:
    """Return a checkpoint from its five fields.

    :raises Unreadable: if one is missing or has not its shape.
    """
    values = {name: str(fields.get(name, "")).lower() for name in _SHAPES}
    for name, shape in _SHAPES.items():
        if not re.fullmatch(shape, values[name], re.ASCII):
            raise Unreadable(f"{source}: '{name}' of a checkpoint cannot be read")
    return Checkpoint(
        day=values["day"],
        entries=int(values["entries"]),
        root=values["root"],
        key=values["key"],
        signature=values["signature"],
        source=source,
    )


def read_filed(path: Path) -> list[Checkpoint]:
    """Return the checkpoints in a mail or text.

    :raises Unreadable: if there is none.
    """
    blocks = _BLOCK.findall(text_of(path.read_bytes()))
    if not blocks:
        raise Unreadable(f"{path}: there is no checkpoint in this file")
    return [checkpoint_from(dict(_FIELD.findall(block)), str(path)) for block in blocks]


# ---- the chain --------------------------------------------------------------------------------------------


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _composed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_composed(item) for item in value]
    return value


def hash_of(previous_hash: str, body: dict[str, Any]) -> str:
    """Return SHA-256 over the previous hash, a line feed, and the body as canonical JSON."""
    canonical = json.dumps(_composed(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """How many rows hold, the hash of the last, and what is wrong."""

    entries: int
    root: str
    problems: tuple[str, ...]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of an export.

    :raises Unreadable: if a line is not JSON of a known kind.
    """
    with path.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, start=1):
            try:
                line = json.loads(text)
                known = line["kind"] in ("head", "entry", "checkpoint")
            except (ValueError, KeyError, TypeError):
                known = False
            if not known:
                raise Unreadable(f"{path}: line {number} is not a line of an audit export")
            yield line


def verify(
    lines: Iterable[dict[str, Any]],
    *,
    filed: Sequence[Checkpoint] = (),
    printed: Sequence[tuple[int, str]] = (),
    keys: frozenset[str] = frozenset(),
) -> Outcome:
    """Walk an export from its first row to its end, and compare it with every checkpoint.

    Checkpoints inside the export count only when a trusted key signed them: one of `keys`, or else the key
    of a filed checkpoint. Without either, they are trusted as they are.
    """
    trusted = keys or frozenset(checkpoint.key for checkpoint in filed)
    hashes = [GENESIS]
    head: tuple[int, str] | None = None
    exported: list[Checkpoint] = []
    problem = ""
    for line in lines:
        if line["kind"] == "head":
            head = (line["entries"], line["root"])
        elif line["kind"] == "checkpoint":
            exported.append(checkpoint_from(line, "export"))
        elif not problem:
            problem = _fault(line, hashes)
            if not problem:
                hashes.append(line["hash"])
    problems = [text for item in (*filed, *exported) if (text := _seal_fault(item, hashes, trusted, bool(problem)))]
    problems += [
        f"row {entries}: not the row that was printed ({root})"
        for entries, root in printed
        if entries >= len(hashes) or not hashes[entries].startswith(root)
    ]
    if problem:
        problems.insert(0, problem)
    elif head is None:
        problems.append("the export does not say where the chain ends")
    elif head != (len(hashes) - 1, hashes[-1]):
        problems.append(f"row {len(hashes)}: the tail is cut, the chain ends at row {head[0]} by its head")
    return Outcome(len(hashes) - 1, hashes[-1], tuple(problems))


def _fault(line: dict[str, Any], hashes: list[str]) -> str:
    """Return what is wrong with a row that should follow the last; empty when nothing is."""
    expected, body = len(hashes), line["body"]
    if body["sequence"] != expected:
        return f"row {expected}: missing, row {body['sequence']} stands in its place"
    if hash_of(line["previous_hash"], body) != line["hash"]:
        return f"row {expected}: changed, its content does not fit its hash"
    if line["previous_hash"] != hashes[-1]:
        return f"row {expected}: does not continue row {expected - 1}"
    return ""


def _seal_fault(checkpoint: Checkpoint, hashes: list[str], trusted: frozenset[str], broken: bool) -> str:
    """Return what a checkpoint shows to be wrong; empty when it agrees or the walk did not get that far."""
    name = f"checkpoint of {checkpoint.day} ({checkpoint.source})"
    if trusted and checkpoint.key not in trusted:
        return f"{name}: signed with an unknown key"
    if not checkpoint.signature_holds():
        return f"{name}: the signature is forged"
    if checkpoint.entries >= len(hashes):
        return "" if broken else f"row {len(hashes)}: cut since the {name}, which has {checkpoint.entries} rows"
    if hashes[checkpoint.entries] != checkpoint.root:
        return f"row {checkpoint.entries}: rewritten since the {name}"
    return ""


def _printed(text: str) -> tuple[int, str]:
    found = re.fullmatch(r"(\d{1,18})\s*[:·]\s*([0-9a-f]{8,64})", text.strip().lower(), re.ASCII)
    if not found:
        raise argparse.ArgumentTypeError("give it as it is printed: ENTRIES:ROOT")
    return int(found[1]), found[2]


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(description="Prove an exported audit chain of Tận Tâm.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--printed", type=_printed, action="append", default=[], metavar="ENTRIES:ROOT")
    parser.add_argument("--key", action="append", default=[], metavar="HEX")
    asked = parser.parse_args(arguments)
    try:
        filed = [found for path in asked.checkpoint for found in read_filed(path)]
        outcome = verify(read_lines(asked.export), filed=filed, printed=asked.printed, keys=frozenset(asked.key))
    except (Unreadable, OSError, UnicodeDecodeError, KeyError, TypeError) as problem:
        print(f"UNREADABLE {problem}")
        return 2
    for text in outcome.problems:
        print(f"BROKEN {text}")
    if outcome.problems:
        print(f"The first {outcome.entries} rows hold.")
        return 1
    print(f"HOLDS {outcome.entries} rows, {len(filed)} filed checkpoints, root {outcome.root}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
