"""Compressing a page of which the largest part was compressed before.

A gzip stream is a row of deflate blocks. Blocks that end with a full flush stand alone, so the kept part of
a page is compressed once, and only what stands before and after it is compressed for each request.
"""

import zlib
from secrets import token_bytes, token_hex
from struct import pack
from typing import Final

_HEAD: Final = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # gzip, deflate, with a name, no time, any system
_NAME_MAX: Final = 48


def press(part: bytes) -> bytes:
    """Return the part as deflate blocks that stand alone and leave the stream open."""
    packer = _packer()
    return packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)


def joined(before: bytes, kept: bytes, kept_pressed: bytes, after: bytes) -> bytes:
    """Return the gzip of `before + kept + after`; `kept_pressed` is what `press` made of `kept`.

    The name in the header is of random length, as Django's own compression has it: lengths of answers then
    tell nothing about what stands in them.
    """
    packer = _packer()
    end = packer.compress(after) + packer.flush(zlib.Z_FINISH)
    name = token_hex(token_bytes(1)[0] % _NAME_MAX + 1).encode() + b"\x00"
    crc = zlib.crc32(after, zlib.crc32(kept, zlib.crc32(before)))
    size = len(before) + len(kept) + len(after)
    return b"".join((_HEAD, name, press(before), kept_pressed, end, pack("<LL", crc, size & 0xFFFFFFFF)))


def _packer() -> "zlib._Compress":
    return zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
