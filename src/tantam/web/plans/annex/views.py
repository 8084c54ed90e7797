"""Upload an annex, look at what was read beside its source, map names, import or amend."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tantam.base.errors import OutOfScope, Refusal
from tantam.base.files import read_file
from tantam.core.annex.reading import AnnexReading, MentionKind, PartiesReading, SectionReading, TaskReading
from tantam.core.annex.title import read_title
from tantam.core.annex_difference import TaskChange
from tantam.exchange.annex_files import UnreadableAnnex, refuse_too_large
from tantam.exchange.annexes import ReadAnnex, read_annex_content
from tantam.plans.commands.importing import AnnexFile, amend_plan, import_plan, stage_annex
from tantam.plans.commands.parties import map_name
from tantam.plans.queries import annex as queries
from tantam.units.queries import list_unit_kinds, list_units, suggest_units
from tantam.web.asking import allowed, ask, asked_by, new_request_key
from tantam.web.navigation import safe_next
from tantam.web.plans.annex import forms
from tantam.web.plans.annex.doubts import sentence
from tantam.web.plans.crumbs import plan_crumbs


@dataclass(frozen=True, slots=True)
class TaskBesideSource:
    """A task as read, the lines it came from, what is doubtful, and what an amendment would change."""

    task: TaskReading
    lead: PartiesReading
    coordinating: PartiesReading
    lines: list[dict[str, str]]
    doubts: list[str]
    change: TaskChange | None


@require_http_methods(["GET", "POST"])
@allowed("plans.import_plan")
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and show what can be read in it; nothing of a plan changes."""
    plan_id = _plan_asked_for(request)
    form = forms.Upload(request.POST or None, request.FILES or None, initial={"request_key": new_request_key()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            refuse_too_large(given.size)
            content = given.read()
            read_annex_content(content, filename=given.name)
            staged = ask(
                stage_annex,
                asked=asked_by(request),
                file=AnnexFile(content, given.name, given.content_type or "application/octet-stream"),
                plan_id=plan_id,
            )
        except (UnreadableAnnex, Refusal) as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("annex-preview", staged_id=staged)
    plan = queries.get_plan_head(plan_id) if plan_id else None
    return render(request, "plans/annex/upload.html", {"form": form, "plan": plan, "crumbs": plan_crumbs(plan)})


@require_http_methods(["GET", "POST"])
@allowed("plans.import_plan")
def preview(request: HttpRequest, staged_id: int) -> HttpResponse:
    """Show what was read beside its source, and import it or apply it to the plan that is there."""
    try:
        staged = queries.get_staged(staged_id)
    except OutOfScope:
        raise Http404 from None
    content = read_file(staged.sha256)
    issued_on = queries.get_plan_head(staged.plan_id).issued_on if staged.plan_id else None
    read = read_annex_content(content, filename=staged.filename, issued_on=issued_on)
    form = forms.Import(request.POST or None, initial=_first_guess(read))
    file = AnnexFile(content, staged.filename)
    if request.method == "POST":
        try:
            if staged.plan_id:
                return _amend(request, staged.plan_id, read, file)
            if form.is_valid():
                return _import(request, form, content, file)
        except Refusal as problem:
            form.add_error(None, str(problem))
    return render(request, "plans/annex/preview.html", _preview_context(staged, read, form))


def _import(request: HttpRequest, form: forms.Import, content: bytes, file: AnnexFile) -> HttpResponse:
    # Read again with the day of issue that was confirmed: relative deadlines depend on it.
    read = read_annex_content(content, filename=file.filename, issued_on=form.cleaned_data["issued_on"])
    plan_id = ask(
        import_plan,
        asked=asked_by(request),
        reading=read.reading,
        file=file,
        source_lines=read.source_lines,
        number=form.cleaned_data["number"].strip(),
        title=form.cleaned_data["title"].strip(),
        issued_on=form.cleaned_data["issued_on"],
        issuer=form.cleaned_data["issuer"].strip(),
    )
    messages.success(
        request,
        _("Đã nhập %(count)d nhiệm vụ. Việc tiếp theo: chọn đơn vị và mở kỳ báo cáo.")
        % {"count": len(read.reading.tasks)},
    )
    return redirect("plan-setup", plan_id=plan_id)


def _amend(request: HttpRequest, plan_id: int, read: ReadAnnex, file: AnnexFile) -> HttpResponse:
    counts = ask(
        amend_plan,
        asked=asked_by(request),
        plan_id=plan_id,
        reading=read.reading,
        file=file,
        source_lines=read.source_lines,
    )
    messages.success(
        request,
        _("Đã cập nhật phụ lục: thêm %(added)d, sửa %(changed)d, bỏ %(removed)d nhiệm vụ.")
        % {"added": counts["ADDED"], "changed": counts["CHANGED"], "removed": counts["REMOVED"]},
    )
    return redirect("plan-setup", plan_id=plan_id)


@require_http_methods(["GET", "POST"])
@allowed("plans.map_name")
def name(request: HttpRequest) -> HttpResponse:
    """Say once and for ever what a name in an annex means."""
    text = (request.POST.get("text") or request.GET.get("text") or "")[:300]
    if not text.strip():
        raise Http404
    suggestions = suggest_units(text)
    form = forms.MapName(
        request.POST or None,
        units=_unit_choices(),
        kinds=list_unit_kinds(),
        initial={
            "text": text,
            "meaning": "UNIT",
            "unit_code": suggestions[0].code if suggestions else "",
            "request_key": new_request_key(),
        },
    )
    onward = safe_next(request, fallback=reverse("annex-import"))
    if request.method == "POST" and form.is_valid():
        meaning = form.cleaned_data["meaning"]
        try:
            ask(
                map_name,
                asked=asked_by(request),
                text=text,
                unit_code=form.cleaned_data["unit_code"] if meaning == "UNIT" else "",
                kind=form.cleaned_data["kind"] if meaning == "SET" else "",
            )
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã ghi nhớ tên “%(text)s”.") % {"text": text})
            return redirect(onward)
    context = {"form": form, "text": text, "suggestions": suggestions, "next": onward, "crumbs": plan_crumbs()}
    return render(request, "plans/annex/name.html", context)


def _plan_asked_for(request: HttpRequest) -> int | None:
    given = request.GET.get("plan", "")
    if not given:
        return None
    try:
        return queries.get_plan_head(int(given)).id
    except (ValueError, OutOfScope):
        raise Http404 from None


def _unit_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in list_units():
        groups.setdefault(unit.kind_label, []).append((unit.code, unit.name))
    return list(groups.items())


def _first_guess(read: ReadAnnex) -> dict[str, object]:
    title = read_title(read.reading.title)
    return {
        "number": title.number,
        "title": title.name,
        "issuer": title.issuer,
        "issued_on": read.reading.issued_on,
        "request_key": new_request_key(),
    }


def _preview_context(staged: queries.Staged, read: ReadAnnex, form: forms.Import) -> dict[str, object]:
    reading = read.reading
    changes: dict[str, TaskChange] = {}
    plan = None
    if staged.plan_id:
        plan = queries.get_plan_head(staged.plan_id)
        changes = {c.code: c for c in queries.compare_with_plan(plan_id=plan.id, reading=reading)}
    return {
        "staged": staged,
        "plan": plan,
        "crumbs": plan_crumbs(plan),
        "form": form,
        "reading": reading,
        "coverage": reading.coverage,
        "sections": _by_section(read, changes),
        "general_doubts": [sentence(doubt) for doubt in reading.doubts if not doubt.task_code],
        "unknown_names": _unknown_names(reading),
        "removed": [change for change in changes.values() if change.kind == "REMOVED"],
        "differs": any(change.kind != "SAME" for change in changes.values()),
    }


def _by_section(
    read: ReadAnnex, changes: Mapping[str, TaskChange]
) -> list[tuple[SectionReading, list[TaskBesideSource]]]:
    text_at = dict(read.source_lines)
    groups = []
    for section in read.reading.sections or ():
        tasks = [
            TaskBesideSource(
                task=task,
                lead=task.lead,
                coordinating=task.coordinating,
                lines=[{"number": place, "text": text_at[place]} for place in task.source if place in text_at],
                doubts=[sentence(d) for d in read.reading.doubts if d.task_code == task.code],
                change=changes.get(task.code),
            )
            for task in read.reading.tasks
            if task.section_code == section.code
        ]
        groups.append((section, tasks))
    return groups


def _unknown_names(reading: AnnexReading) -> list[str]:
    names = [
        mention.text
        for task in reading.tasks
        for mention in (*task.lead.mentions, *task.coordinating.mentions)
        if mention.kind is MentionKind.UNKNOWN
    ]
    return list(dict.fromkeys(names))
