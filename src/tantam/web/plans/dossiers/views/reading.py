"""The list of dossiers, a dossier with what is still to do, and its paper to take away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tantam.base.errors import OutOfScope
from tantam.base.files import read_file
from tantam.core.canonical import canonical_json
from tantam.core.dossiers import DossierState
from tantam.documents.media import PDF, WORD
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.plans.dossiers.paper import paper_of
from tantam.plans.queries.dossier_choices import DOSSIER_STATES, get_dossier_desk
from tantam.plans.queries.dossiers import (
    DossierFilter,
    DossierTask,
    get_dossier_task,
    list_dossier_tasks,
    list_dossiers,
    verify_dossier,
)
from tantam.web.asking import allowed, get_actor, new_request_key
from tantam.web.handing_out import file_answer
from tantam.web.plans.dossiers.showing import crumbs, page_of, paper_for
from tantam.web.plans.numbers import whole_number

SEE = "plans.see_dossiers"


@require_safe
@allowed(SEE)
def dossiers(request: HttpRequest) -> HttpResponse:
    """List the dossiers that the actor may see, and those that wait for the actor's unit."""
    actor = get_actor(request)
    chosen = DossierFilter(
        task_id=whole_number(request.GET.get("nhiem-vu")),
        state=next((state for state in DossierState if state.value == request.GET.get("buoc")), None),
    )
    desk = None
    if actor.may("plans.give_opinion") and actor.unit_id is not None:
        desk = get_dossier_desk(unit_id=actor.unit_id, on=timezone.localdate())
    context = {
        "lines": list_dossiers(scope=actor.scope, reader_unit_id=actor.unit_id, chosen=chosen),
        "tasks": list_dossier_tasks(scope=actor.scope, reader_unit_id=actor.unit_id),
        "states": DOSSIER_STATES,
        "chosen": chosen,
        "filtered": chosen != DossierFilter(),
        "desk": desk,
        "new_for": _task_to_open_for(request, chosen.task_id),
    }
    return render(request, "plans/dossiers/dossiers.html", context)


def _task_to_open_for(request: HttpRequest, task_id: int | None) -> DossierTask | None:
    """Return the task that is asked for, if the actor may open a dossier for it."""
    actor = get_actor(request)
    if task_id is None or not actor.may("plans.open_dossier"):
        return None
    try:
        return get_dossier_task(task_id=task_id, unit_id=None if actor.scope.all_units else actor.unit_id)
    except OutOfScope:
        return None


@require_safe
@allowed(SEE)
def dossier(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Show a dossier as a list of what is done and what is still to do."""
    actor = get_actor(request)
    page = page_of(request, dossier_id)
    writes = page.inside and page.editable and actor.may("plans.save_dossier_part")
    final = page.line.state is DossierState.FINAL
    context = {
        "page": page,
        "line": page.line,
        "writes": writes,
        "sees_all": actor.scope.covers(page.line.unit_id),
        "may_answer": page.own_opinion is not None and page.editable and actor.may("plans.give_opinion"),
        "may_reopen": page.inside and final and actor.may("plans.reopen_dossier"),
        "may_register": page.inside and final and actor.may("plans.register_dossier"),
        "holds": verify_dossier(page, paper_for(request, dossier_id)) if page.issue else None,
        "request_key": new_request_key(),
        "crumbs": crumbs(),
    }
    return render(request, "plans/dossiers/dossier.html", context)


@require_safe
@allowed(SEE)
def pdf(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Show the paper as PDF: the kept file if registered, else a draft with its mark."""
    return _file(request, dossier_id, media_type=PDF)


@require_safe
@allowed(SEE)
def word(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Give the paper away as Word: the kept file if registered, else a draft with its mark."""
    return _file(request, dossier_id, media_type=WORD)


@require_safe
@allowed(SEE)
def content(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Give away the frozen content as canonical JSON: the SHA-256 of this file is the paper's digest."""
    page = page_of(request, dossier_id)
    if page.issue is None:
        raise Http404
    body = canonical_json(paper_for(request, dossier_id).content)
    return _attached(body, "application/json", f"ho-so-{page.issue.number.replace('/', '-')}.json")


def _file(request: HttpRequest, dossier_id: int, *, media_type: str) -> HttpResponse:
    page = page_of(request, dossier_id)
    ending = "pdf" if media_type == PDF else "docx"
    if page.issue is None:
        paper = paper_of(paper_for(request, dossier_id).content)
        body = write_pdf(paper) if media_type == PDF else write_word(paper)
        return _attached(body, media_type, f"du-thao-ho-so-{dossier_id}.{ending}")
    try:
        body = read_file(page.issue.pdf_sha256 if media_type == PDF else page.issue.word_sha256)
    except (FileNotFoundError, ValueError):
        messages.error(request, _("Tệp đã lưu bị mất hoặc bị thay đổi. Hãy khôi phục từ bản sao lưu."))
        return redirect("dossier", dossier_id=dossier_id)
    return _attached(body, media_type, f"{page.issue.number.replace('/', '-')}.{ending}")


def _attached(body: bytes, media_type: str, name: str) -> HttpResponse:
    return file_answer(body, media_type, name, is_shown=media_type == PDF, may_be_kept=True)
