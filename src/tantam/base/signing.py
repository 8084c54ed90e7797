"""The key that signs checkpoints: made on first use, kept in a file outside the database.

The public keys that this installation ever used stand in a list beside it, so that a key can be exchanged
without losing what the old one signed.
"""

import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

KEY_FILE: Final = "audit-signing.pem"
TRUSTED_FILE: Final = "audit-trusted-keys.txt"


def sign(message: bytes) -> tuple[str, str]:
    """Return the public key and the signature of a message, both in hexadecimal."""
    key = _load_or_make()
    return _public_hex(key), key.sign(message).hex()


def ensure_key() -> str:
    """Make the key when there is none; return the public key in hexadecimal."""
    return _public_hex(_load_or_make())


def signature_holds(*, message: bytes, public_key: str, signature: str) -> bool:
    """Tell whether a signature was made over the message with the private half of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def list_trusted_keys() -> frozenset[str]:
    """Return the public keys that this installation signed with, now or earlier."""
    try:
        lines = (_folder() / TRUSTED_FILE).read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(line.strip() for line in lines if line.strip())


def _folder() -> Path:
    return Path(settings.TANTAM_KEYS_DIR)


def _public_hex(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def _load_or_make() -> Ed25519PrivateKey:
    path = _folder() / KEY_FILE
    if not path.exists():
        _make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{KEY_FILE} does not hold an Ed25519 key")
    if _public_hex(key) not in list_trusted_keys():
        with (_folder() / TRUSTED_FILE).open("a", encoding="ascii") as trusted:
            trusted.write(_public_hex(key) + "\n")
    return key


def _make(path: Path) -> None:
    """Write a new key whole and readable by the owner only; when two are made at once, the first stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    partial = path.with_suffix(f".{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    try:
        os.link(partial, path)
    except FileExistsError:
        pass  # another process was first
    finally:
        partial.unlink()
