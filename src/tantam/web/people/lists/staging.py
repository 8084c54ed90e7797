"""A clerk uploads a list and says what its columns mean."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tantam.base.errors import OutOfScope, Refusal
from tantam.core.identity import mask_number
from tantam.core.lists.fields import NAME_FIELDS, ListField
from tantam.exchange.beneficiary_lists import ListReading, read_list, worded
from tantam.exchange.beneficiary_lists.opening import refuse_too_large
from tantam.operations.list_work import terms_for, terms_of
from tantam.operations.work import read_list as read_later
from tantam.people.commands.lists import ChosenColumns, ListFile, drop_list, map_columns, stage_list
from tantam.people.queries import lists as queries
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import refresh_key, show_refusal
from tantam.web.people.lists import forms
from tantam.web.people.lists.views import list_crumbs

_NUMBERS = frozenset({ListField.IDENTITY, ListField.OLD_IDENTITY, ListField.PHONE})
# What a list cannot do without: who it is, and where no heading of a section says it, the household's class.
_ESSENTIAL = {"STANDING_MISSING", "NAME_MISSING"}


@dataclass(frozen=True, slots=True)
class _Given:
    """An uploaded file, looked at."""

    content: bytes
    name: str
    seen: ListReading
    remembered: bool


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.stage_list")
def new(request: HttpRequest) -> HttpResponse:
    """Take a list's file; where every column is clear, it is read at once."""
    form = forms.Upload(request.POST or None, request.FILES or None, initial=_first_guess())
    if request.method == "POST" and form.is_valid():
        try:
            given = _look_at(request, form)
            list_id = ask(
                stage_list,
                asked=asked_by(request),
                file=ListFile(given.content, given.name),
                content_sha256=hashlib.sha256(given.content).hexdigest(),
                kind=form.cleaned_data["kind"],
                year=form.cleaned_data["year"],
                effective_on=form.cleaned_data["effective_on"],
            )
        except Refusal as problem:
            form.add_error("file", str(problem))
            refresh_key(form)
        else:
            if given.remembered or not _unclear(given.seen):
                _begin(request, list_id, given.seen, key=f"{form.cleaned_data['request_key']}:columns")
                return redirect("list", list_id=list_id)
            return redirect("list-columns", list_id=list_id)
    return render(request, "people/lists/new.html", {"form": form, "crumbs": list_crumbs()})


def _first_guess() -> dict[str, Any]:
    """Offer the next year's list, which is drawn up before its first of January."""
    year = timezone.localdate().year + 1
    return {
        "kind": "YEARLY",
        "year": year,
        "effective_on": date(year, 1, 1),
        "request_key": new_request_key(),
    }


def _look_at(request: HttpRequest, form: forms.Upload) -> _Given:
    """Read the head of the file; what its columns mean may be remembered from a file that looked alike.

    :raises UnreadableList: if it cannot be read.
    """
    given = form.cleaned_data["file"]
    refuse_too_large(given.size)
    content = given.read()
    terms = terms_for(
        commune_name=queries.find_commune_name(get_actor(request).unit_id),
        kind=form.cleaned_data["kind"],
        year=form.cleaned_data["year"],
        effective_on=form.cleaned_data["effective_on"],
    )
    seen = read_list(content, filename=given.name, terms=terms)
    remembered = queries.find_remembered_columns(seen.headers_digest)
    if remembered is not None:
        seen = read_list(content, filename=given.name, terms=terms, sheet=seen.sheet, columns=remembered)
    return _Given(content, given.name, seen, remembered is not None)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.map_columns")
def columns(request: HttpRequest, list_id: int) -> HttpResponse:
    """Say what the columns mean; only those that are not clear ask for it."""
    scope = get_actor(request).scope
    line = queries.get_list(scope=scope, list_id=list_id)
    file = queries.get_list_file(scope=scope, list_id=list_id)
    terms = terms_of(queries.get_list_place(scope=scope, list_id=list_id))
    sheet = request.POST.get("sheet") or request.GET.get("sheet") or file.sheet
    try:
        seen = read_list(file.content, filename=file.filename, terms=terms, sheet=sheet)
    except Refusal as problem:
        messages.error(request, str(problem))
        return redirect("list", list_id=list_id)
    guessed = queries.find_remembered_columns(seen.headers_digest) or seen.columns
    form = forms.Columns(
        request.POST or None,
        headers=seen.headers,
        guessed=guessed,
        unsure=_unclear(seen),
        initial={"request_key": new_request_key()},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        counted = read_list(file.content, filename=file.filename, terms=terms, sheet=seen.sheet, columns=chosen)
        try:
            _begin(request, list_id, counted)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            return redirect("list", list_id=list_id)
    context = {
        "line": line,
        "form": form,
        "seen": seen,
        "sample": [_masked(row.written, guessed) for row in seen.sample],
        "sheets": [one for one in seen.sheets if not one.is_hidden],
        "notes": [worded(note) for note in seen.notes],
        "crumbs": list_crumbs(line),
    }
    return render(request, "people/lists/columns.html", context)


def _masked(written: tuple[str, ...], columns: Mapping[int, ListField]) -> list[str]:
    """Return a row as it was written, numbers that identify a person masked."""
    return [mask_number(text) if columns.get(place) in _NUMBERS else text for place, text in enumerate(written)]


def _unclear(seen: ListReading) -> frozenset[int]:
    """Return the columns that somebody should look at: unsure ones, and unknown ones where something is missing."""
    lacking = any(str(reason.code) in _ESSENTIAL for row in seen.sample for reason in row.reading.reasons)
    if NAME_FIELDS & set(seen.columns.values()) and not lacking:
        return seen.unsure
    unknown = {place for place, header in enumerate(seen.headers) if header.strip() and place not in seen.columns}
    return seen.unsure | unknown


@require_POST
@allowed("people.drop_list")
def drop(request: HttpRequest, list_id: int) -> HttpResponse:
    """Drop a list that is not approved."""
    try:
        ask(drop_list, asked=asked_by(request), list_id=list_id)
    except OutOfScope:
        raise
    except Refusal as problem:
        messages.error(request, str(problem))
        return redirect("list", list_id=list_id)
    messages.success(request, _("Đã bỏ danh sách. Tệp gốc vẫn được lưu."))
    return redirect("lists")


def _begin(request: HttpRequest, list_id: int, seen: ListReading, *, key: str | None = None) -> None:
    """Remember the columns and let the worker read the rows."""
    asked = asked_by(request, key=key)
    chosen = ChosenColumns(
        sheet=seen.sheet,
        headers=seen.headers,
        headers_digest=seen.headers_digest,
        columns=seen.columns,
        rows_total=seen.rows_total,
    )
    ask(map_columns, asked=asked, list_id=list_id, chosen=chosen)
    read_later.enqueue(list_id, asked.at.isoformat())
