"""Answering with a file, and who is named on the papers that are made for somebody."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from tantam.documents.sheet import Printed
from tantam.web.asking import get_actor


def file_answer(
    body: bytes, media_type: str, name: str, *, is_shown: bool = False, may_be_kept: bool = False
) -> HttpResponse:
    """Answer with a file to save, or one that the browser may show.

    No cache keeps it; with `may_be_kept` the reader's own browser does, and asks each time whether it still holds.
    """
    response = HttpResponse(body, content_type=media_type)
    disposition = content_disposition_header(not is_shown, name)
    assert disposition is not None
    response["Content-Disposition"] = disposition
    response["Cache-Control"] = "private, no-cache" if may_be_kept else "private, no-store"
    return response


def printed_for(request: HttpRequest) -> Printed:
    """Return who has a workbook made now: the actor's name and unit."""
    actor = get_actor(request)
    return Printed(by=f"{actor.name}, {actor.unit_name}", at=timezone.localtime())
