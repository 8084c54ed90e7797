"""Writing a submission: its text, which saves itself, its deliverables and its figures."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.plans.commands.deliverables import (
    DELIVERABLES,
    add_briefing,
    add_document,
    add_media_item,
    remove_deliverable,
)
from tantam.plans.commands.drafts import TextConflict, UnableToSave, save_text
from tantam.plans.commands.indicators import record_values
from tantam.plans.queries.duty_page import DutyPage
from tantam.web.asking import allowed, ask, asked_by, new_request_key
from tantam.web.carrying_out import carried_out, carry_out, keyed, refresh_key
from tantam.web.plans.duty import forms
from tantam.web.plans.duty.showing import duty_context, duty_crumbs, page_of

TEXTS = ("text", "difficulties", "proposals")


@require_http_methods(["GET", "POST"])
@allowed("plans.save_text")
def write(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Write the text of a submission; "next" leads on to checking it."""
    page = _writable(request, duty_id)
    form = keyed(forms.TextForm, request, initial=_text_of(page))
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            version = ask(save_text, asked=asked_by(request), duty_id=duty_id, **_written(form))
        except UnableToSave as problem:
            form.add_error(None, str(problem))
            conflict = problem.conflict
            _take_over(form, conflict)
        except (OutOfScope, NotAllowed):
            raise
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            assert version >= 0
            if "next" in request.POST:
                return redirect("duty-check", duty_id=duty_id)
            messages.success(request, _("Đã lưu nháp."))
            return redirect("duty-write", duty_id=duty_id)
    context = duty_context(request, page, form=form, conflict=conflict, crumbs=duty_crumbs(page))
    return render(request, "plans/duty/write.html", context)


@require_POST
@allowed("plans.save_text")
def autosave(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Keep a draft while it is written; answer with when it was kept, or with why it was not."""
    form = forms.TextForm(request.POST)
    answer: dict[str, Any] = {}
    if not form.is_valid():
        answer["problem"] = _("Bản nháp chưa lưu được; bấm Lưu nháp để xem lỗi.")
        return render(request, "plans/duty/autosaved.html", answer)
    asked = asked_by(request, key=new_request_key())
    try:
        answer["version"] = ask(save_text, asked=asked, duty_id=duty_id, **_written(form))
        answer["saved_at"] = timezone.now()
    except UnableToSave as problem:
        answer["problem"] = str(problem)
        answer["compare"] = problem.conflict is not None
    except (OutOfScope, NotAllowed):
        raise
    except Refusal as problem:
        answer["problem"] = str(problem)
    return render(request, "plans/duty/autosaved.html", answer)


@require_http_methods(["GET", "POST"])
@allowed("plans.add_document")
def document(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Add a document that was issued."""
    initial = {"issuing_body": _writable(request, duty_id).line.unit_name}
    return _add(
        request,
        duty_id,
        form_class=forms.DocumentForm,
        run=add_document,
        title=_("Thêm văn bản"),
        initial=initial,
    )


@require_http_methods(["GET", "POST"])
@allowed("plans.add_media_item")
def media_item(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Add a news item, feature or broadcast."""
    return _add(request, duty_id, form_class=forms.MediaForm, run=add_media_item, title=_("Thêm tin, bài"))


@require_http_methods(["GET", "POST"])
@allowed("plans.add_briefing")
def briefing(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Add a briefing or training that was held."""
    return _add(request, duty_id, form_class=forms.BriefingForm, run=add_briefing, title=_("Thêm hội nghị, tập huấn"))


@require_http_methods(["GET", "POST"])
@allowed("plans.record_values")
def figures(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Enter the figures that the task asks for."""
    page = _writable(request, duty_id)
    assert page.content is not None
    form = keyed(forms.FiguresForm, request, lines=page.content.values)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(request, form, record_values, duty_id=duty_id, values=form.values)
    ):
        messages.success(request, _("Đã lưu số liệu."))
        return _back_to_writing(duty_id, "so-lieu")
    context = duty_context(request, page, form=form, crumbs=duty_crumbs(page))
    return render(request, "plans/duty/figures.html", context)


@require_POST
@allowed("plans.remove_deliverable")
def remove(request: HttpRequest, duty_id: int, kind: str, deliverable_id: int) -> HttpResponse:
    """Take a deliverable out of a submission."""
    if kind not in DELIVERABLES:
        raise Http404
    said = _("Đã bỏ khỏi báo cáo.")
    carry_out(request, remove_deliverable, said=said, duty_id=duty_id, kind=kind, deliverable_id=deliverable_id)
    return _back_to_writing(duty_id, "san-pham")


def _add(
    request: HttpRequest,
    duty_id: int,
    *,
    form_class: type[django_forms.Form],
    run: Callable[..., Any],
    title: str,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    page = _writable(request, duty_id)
    form = keyed(form_class, request, initial=initial or {})
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "request_key"}
        if carried_out(request, form, run, duty_id=duty_id, **fields):
            messages.success(request, _("Đã thêm vào báo cáo."))
            return _back_to_writing(duty_id, "san-pham")
    context = duty_context(request, page, form=form, title=title, crumbs=duty_crumbs(page))
    return render(request, "plans/duty/add.html", context)


def _writable(request: HttpRequest, duty_id: int) -> DutyPage:
    """Return the duty for its own unit.

    :raises NotAllowed: for readers outside the unit.
    """
    page = page_of(request, duty_id)
    if not duty_context(request, page)["inside"]:
        raise NotAllowed(_("Chỉ người của đơn vị soạn được báo cáo này."))
    return page


def _text_of(page: DutyPage) -> dict[str, Any]:
    content = page.content
    assert content is not None
    texts = {name: getattr(content, name) for name in TEXTS}
    return {"version": content.version, "session": new_request_key(), **texts}


def _written(form: forms.TextForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "request_key"}


def _take_over(form: forms.TextForm, conflict: TextConflict | None) -> None:
    """Let the next saving go over what the person has now seen."""
    refresh_key(form)
    if conflict is not None:
        form.data["version"] = str(conflict.version)  # type: ignore[index]


def _back_to_writing(duty_id: int, part: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('duty-write', args=[duty_id])}#{part}")
