"""Sensitive fields sealed at rest: AES-256-GCM with a key in a file outside the database.

A sealed value is `key id (1 byte) · nonce (12) · ciphertext and tag`, bound to its purpose (the field's name),
so that a value cannot be moved into another field. `blind_index` makes a value findable without being
readable: a keyed hash under a key of its own.
"""

import hashlib
import hmac
import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal

KEY_FILE: Final = "person-data-keys.txt"
_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32


class MissingPersonDataKey(Refusal):
    """The file of the keys is not here; `tantam setup` makes one where nothing was sealed yet."""


class UnreadableSeal(ValueError):  # noqa: N818 - it says what happened
    """A sealed value was changed, belongs to another field, or its key is not here."""


def seal(text: str, *, purpose: str) -> bytes:
    """Return the text sealed for a purpose, with the newest key."""
    return seal_bytes(text.encode(), purpose=purpose)


def unseal(sealed: bytes | memoryview, *, purpose: str) -> str:
    """Return the text of a sealed value.

    :raises UnreadableSeal: if it was changed, belongs to another purpose, or its key is not here.
    """
    return unseal_bytes(sealed, purpose=purpose).decode()


def seal_bytes(content: bytes, *, purpose: str) -> bytes:
    """Return bytes sealed for a purpose."""
    number, key = max(_keys().items())
    nonce = os.urandom(_NONCE_BYTES)
    return bytes([number]) + nonce + _cipher(key).encrypt(nonce, content, purpose.encode())


def unseal_bytes(sealed: bytes | memoryview, *, purpose: str) -> bytes:
    """Return the bytes of a sealed value.

    :raises UnreadableSeal: as `unseal`.
    """
    whole = bytes(sealed)
    key = _keys().get(whole[0]) if whole else None
    if key is None and whole:
        _read_keys.cache_clear()  # another process may have added a key
        key = _keys().get(whole[0])
    if key is None:
        raise UnreadableSeal("the key of this value is not here")
    try:
        return _cipher(key).decrypt(whole[1 : 1 + _NONCE_BYTES], whole[1 + _NONCE_BYTES :], purpose.encode())
    except Exception as problem:
        raise UnreadableSeal("this value was changed, or belongs to another field") from problem


def blind_index(text: str, *, purpose: str) -> str:
    """Return the keyed hash by which a sealed value is found: 64 hexadecimal digits.

    It is made with the oldest key, so that it stays when a new key comes.
    """
    _number, key = min(_keys().items())
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def ensure_person_data_key() -> None:
    """Make the key where there is none; only an installation that has sealed nothing yet may do so."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="ascii") as target:
            target.write(f"1 {os.urandom(_KEY_BYTES).hex()}\n")
    _read_keys.cache_clear()


def person_data_key_exists() -> bool:
    """Tell whether the file of the keys is there; nothing is made."""
    return _path().exists()


def key_number(sealed: bytes | memoryview) -> int:
    """Return the number of the key that a value was sealed with."""
    return int(bytes(sealed[:1])[0])


def newest_key_number() -> int:
    """Return the number of the key that new values are sealed with."""
    return max(_keys())


def add_person_data_key() -> int:
    """Add a key that new values are sealed with; return its number. Old values stay readable."""
    number = max(_keys()) + 1
    assert number < 256
    with _path().open("a", encoding="ascii") as target:
        target.write(f"{number} {os.urandom(_KEY_BYTES).hex()}\n")
    _read_keys.cache_clear()
    return number


def _path() -> Path:
    return Path(settings.TANTAM_KEYS_DIR) / KEY_FILE


def _keys() -> dict[int, bytes]:
    return _read_keys(str(settings.TANTAM_KEYS_DIR))


@lru_cache(maxsize=4)
def _read_keys(folder: str) -> dict[int, bytes]:
    path = Path(folder) / KEY_FILE
    if not path.exists():
        raise MissingPersonDataKey(
            _("Không thấy khóa dữ liệu cá nhân %(name)s. Hãy khôi phục thư mục khóa, hoặc chạy tantam setup.")
            % {"name": KEY_FILE}
        )
    pairs = (line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip())
    return {int(number): bytes.fromhex(key) for number, key in pairs}


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
