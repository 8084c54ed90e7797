"""Small real files of each kind, made in memory, and hostile ones."""

import zipfile
from io import BytesIO

from docx import Document
from openpyxl import Workbook

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPG = b"\xff\xd8\xff\xe0" + bytes(40)


def make_docx() -> bytes:
    """Return a Word file."""
    target = BytesIO()
    Document().save(target)
    return target.getvalue()


def make_xlsx() -> bytes:
    """Return an Excel file."""
    target = BytesIO()
    Workbook().save(target)
    return target.getvalue()


def make_zip(**members: bytes) -> bytes:
    """Return a zip of the members; two underscores in a name stand for a slash, one for a dot."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()


def make_opendocument(kind: str, **more: bytes) -> bytes:
    """Return an OpenDocument text or spreadsheet."""
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    return make_zip(**{"mimetype": media_type, "META-INF__manifest_xml": b"<manifest/>", **more})


def with_member(package: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one more member."""
    target = BytesIO(package)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr(name, content)
    return target.getvalue()
