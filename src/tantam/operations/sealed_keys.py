"""The keys of an installation, locked with a passphrase: scrypt makes the key, AES-256-GCM locks.

The keys never lie in a backup in the open: who finds a backup cannot sign checkpoints or sessions.
"""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal

_LABEL: Final = b"tantam-keys/1"
# 64 MiB of memory and about a quarter of a second for every guess.
_COST: Final = 2**16
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12


class UnableToOpenKeys(Refusal):
    """The passphrase does not fit, or the sealed keys were changed."""


def seal_folder(folder: Path, passphrase: bytes) -> bytes:
    """Return the files of a folder (not of folders in it), locked."""
    plain = {path.name: b64encode(path.read_bytes()).decode() for path in sorted(folder.iterdir()) if path.is_file()}
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    locked = AESGCM(_key(passphrase, salt)).encrypt(nonce, json.dumps(plain).encode(), _LABEL)
    return salt + nonce + locked


def open_into(sealed: bytes, passphrase: bytes, folder: Path) -> None:
    """Unlock keys into a folder, readable by the owner only.

    :raises UnableToOpenKeys: if the passphrase does not fit.
    """
    salt, nonce, locked = (
        sealed[:_SALT_BYTES],
        sealed[_SALT_BYTES : _SALT_BYTES + _NONCE_BYTES],
        sealed[_SALT_BYTES + _NONCE_BYTES :],
    )
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, locked, _LABEL)
    except (InvalidTag, ValueError):
        raise UnableToOpenKeys(
            _("Cụm mật khẩu không mở được các khóa trong bản sao lưu. Chưa có gì bị thay đổi.")
        ) from None
    folder.mkdir(parents=True, mode=0o700)
    for name, content in json.loads(plain).items():
        assert Path(name).name == name, "names were taken from a folder"
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            target.write(b64decode(content))


def _key(passphrase: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase)
