"""Word and Excel files are zip archives; this packs them so that equal content is equal bytes."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def repacked(archive: bytes, *, stamped_at: datetime) -> bytes:
    """Return the archive with its members in the same order, of one moment, packed in one way."""
    packed = BytesIO()
    moment = stamped_at.timetuple()[:6]
    with ZipFile(BytesIO(archive)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():  # [Content_Types].xml must stay first
            member = ZipInfo(name, date_time=moment)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0  # the same on every operating system
            member.external_attr = 0
            new.writestr(member, old.read(name), compresslevel=6)
    return packed.getvalue()
