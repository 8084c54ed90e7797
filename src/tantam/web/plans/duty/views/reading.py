"""Reading a duty, and the files that belong to it."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tantam.base.files import read_file
from tantam.plans.queries.register import KeptFile, get_decision_file, get_document_file
from tantam.web.asking import allowed, get_actor
from tantam.web.carrying_out import keyed
from tantam.web.plans.duty.forms import ReasonForm
from tantam.web.plans.duty.showing import duty_context, page_of


@require_safe
@allowed("plans.see_own_work")
def duty(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Show a duty whole: what is asked, what was written, each step and decision."""
    page = page_of(request, duty_id)
    context = duty_context(request, page, reason_form=keyed(ReasonForm, request))
    return render(request, "plans/duty/duty.html", context)


@require_safe
@allowed("plans.see_own_work")
def document_file(request: HttpRequest, document_id: int) -> HttpResponse:
    """Hand out the file of a document."""
    actor = get_actor(request)
    found = get_document_file(document_id=document_id, scope=actor.scope, reader_unit_id=actor.unit_id)
    return _download(found)


@require_safe
@allowed("plans.see_own_work")
def decision_file(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Hand out the paper of a decision."""
    return _download(get_decision_file(decision_id=decision_id, scope=get_actor(request).scope))


def _download(found: KeptFile) -> HttpResponse:
    """Answer with a file that browsers keep and never open inside our pages."""
    try:
        content = read_file(found.sha256)
    except FileNotFoundError:
        raise Http404 from None
    ending = found.filename.rpartition(".")[2]
    response = HttpResponse(content, content_type=found.media_type)
    response["Content-Disposition"] = (
        f"attachment; filename=\"tep.{ending}\"; filename*=UTF-8''{quote(found.filename, safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
