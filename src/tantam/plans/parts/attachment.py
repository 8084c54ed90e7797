"""A file that was checked and may be kept with a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tantam.documents.media import PDF, WORD, XLSX

FILENAME_MAX: Final = 150

# Extension to media type of all that may be attached; `tantam.exchange.attachments` checks what is inside.
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "pdf": PDF,
    "docx": WORD,
    "xlsx": XLSX,
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """The bytes of a checked file, its name without a path, and what it is."""

    content: bytes
    filename: str
    media_type: str

    def __post_init__(self) -> None:
        assert self.content
        assert self.media_type in MEDIA_TYPES.values()
        assert 0 < len(self.filename) <= FILENAME_MAX
        assert not set(self.filename) & set('/\\"\r\n\0')
