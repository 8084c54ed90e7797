"""Papers of a group as Word and PDF, in Vietnamese; whoever takes one away is written down."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from tantam.documents.media import PDF, WORD
from tantam.documents.official import OfficialDocument
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.groups.commands.looking import look_at_group
from tantam.groups.papers.book import group_book, member_list
from tantam.groups.papers.contracts import contract_paper
from tantam.groups.papers.minutes import minutes_of
from tantam.groups.queries.group import GroupPage, get_group_page, list_former_members
from tantam.groups.queries.looking import GroupSight
from tantam.groups.queries.meetings import get_meeting
from tantam.groups.queries.timeline import list_group_happenings
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups.showing import page_of, sight_of
from tantam.web.handing_out import file_answer

Writer = Callable[[OfficialDocument], bytes]
_KINDS: Final[Mapping[str, tuple[Writer, str]]] = {
    "docx": (write_word, WORD),
    "pdf": (write_pdf, PDF),
}
LOOK: Final = "groups.look_at_group"


@require_safe
@allowed(LOOK)
def minutes(request: HttpRequest, group_id: int, meeting_id: int, file_kind: str) -> HttpResponse:
    """Give the minutes of a meeting away, with the group as it stood on that day."""
    with _taken(request, group_id, file_kind, "10/TD"):
        meeting = get_meeting(scope=get_actor(request).scope, group_id=group_id, meeting_id=meeting_id)
        page = _on_day(request, group_id, meeting.held_on)
        return _file(minutes_of(page, meeting), f"bien-ban-{page.code}-{meeting.held_on:%Y%m%d}", file_kind)


@require_safe
@allowed(LOOK)
def members(request: HttpRequest, group_id: int, file_kind: str) -> HttpResponse:
    """Give the list of the members of today away."""
    with _taken(request, group_id, file_kind, "danh-sach"):
        page = page_of(request, group_id)
        return _file(member_list(page, on=timezone.localdate()), f"to-vien-{page.code}", file_kind)


@require_safe
@allowed(LOOK)
def book(request: HttpRequest, group_id: int, file_kind: str) -> HttpResponse:
    """Give the group's book away."""
    with _taken(request, group_id, file_kind, "so-to"):
        scope, sight, page = get_actor(request).scope, sight_of(), page_of(request, group_id)
        paper = group_book(
            page,
            on=timezone.localdate(),
            former=list_former_members(scope=scope, group_id=group_id, sight=sight),
            happenings=list_group_happenings(scope=scope, group_id=group_id, sight=sight),
        )
        return _file(paper, f"so-to-{page.code}", file_kind)


@require_safe
@allowed(LOOK)
def contract(request: HttpRequest, group_id: int, contract_id: int, file_kind: str) -> HttpResponse:
    """Give a contract that stands on the group's page away, signed by who led the group then."""
    with _taken(request, group_id, file_kind, "hop-dong"):
        page = page_of(request, group_id)
        found = next((one for one in page.contracts if one.id == contract_id), None)
        if found is None:
            raise Http404
        then = _on_day(request, group_id, max(found.signed_on, page.formed_on))
        return _file(contract_paper(then, found), f"hop-dong-{page.code}-{contract_id}", file_kind)


@contextmanager
def _taken(request: HttpRequest, group_id: int, file_kind: str, purpose: str) -> Iterator[None]:
    """Write down that a paper is taken away, and speak Vietnamese while it is made."""
    if file_kind not in _KINDS:
        raise Http404
    ask(look_at_group, asked=asked_by(request, key=new_request_key()), group_id=group_id, purpose=purpose)
    with translation.override("vi"):
        yield


def _on_day(request: HttpRequest, group_id: int, day: date) -> GroupPage:
    """Return the group as it stood on a day, by what is known now."""
    sight = GroupSight(at=timezone.now(), day=day)
    return get_group_page(scope=get_actor(request).scope, group_id=group_id, sight=sight)


def _file(paper: OfficialDocument, name: str, file_kind: str) -> HttpResponse:
    write, media_type = _KINDS[file_kind]
    return file_answer(write(paper), media_type, f"{name}.{file_kind}", is_shown=file_kind == "pdf")
