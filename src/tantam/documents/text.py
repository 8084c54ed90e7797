"""Text that every format can hold."""

import re
import unicodedata

# What XML 1.0 forbids, and the marks that turn the direction of text around to deceive the reader.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    """Return the text with composed letters (NFC), plain line ends and nothing that a file format refuses."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", lines))
