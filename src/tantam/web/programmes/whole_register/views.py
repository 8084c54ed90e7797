"""The law over the whole register: who may borrow, and what the poverty standard to come would change."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.base.asked import Actor
from tantam.base.errors import AlreadyDone, Refusal
from tantam.core.law.dated import MissingValueError
from tantam.core.law.facts import FACTS
from tantam.operations.register_columns import make_snapshot_in_background
from tantam.people.queries.heads import HeadLine
from tantam.people.queries.lists import list_lists
from tantam.programmes.commands.exports import hand_out_list
from tantam.programmes.commands.snapshots import begin_snapshot
from tantam.programmes.law_files import load_law
from tantam.programmes.queries import over_register as queries
from tantam.programmes.queries.asking import protected_programmes
from tantam.programmes.queries.decisions import programme_words
from tantam.programmes.queries.snapshots import list_snapshots
from tantam.programmes.wording.conditions import question_of
from tantam.units.queries import list_communes
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.people.register.showing import register_crumbs
from tantam.web.people.tabs import register_tabs
from tantam.web.plans.numbers import whole_number
from tantam.web.programmes.whole_register import exports, forms
from tantam.web.programmes.whole_register.words import CLASS_WORDS

# The day on which the standard of NĐ 351/2025/NĐ-CP begins.
NEXT_STANDARD = date(2027, 1, 1)
SHOWN = 200
_SEES_PEOPLE = "people.see_register"
_SEES_LISTS = "people.see_lists"
# Lists whose rows were read.
_READ = ("READ", "APPROVED", "IN_FORCE")


def _see(actor: Actor, list_id: int | None = None) -> queries.Seen | None:
    """Return what somebody works on: a list if one was chosen, else the register as far as they see it."""
    today, now = timezone.localdate(), timezone.now()
    if list_id is None:
        return queries.see_register(scope=actor.scope, as_of=today, known_at=now)
    if not actor.may(_SEES_LISTS):
        raise Http404
    return queries.see_list(scope=actor.scope, list_id=list_id, as_of=today, known_at=now)


@require_safe
@never_cache
@allowed("programmes.see_answers")
def answers(request: HttpRequest) -> HttpResponse:
    """Show for each programme how many households may borrow, may not, or must be asked something."""
    actor = get_actor(request)
    seen = _see(actor)
    communes = list_communes(scope=actor.scope)
    commune = request.GET.get("xa", "")
    if commune and commune not in {line.code for line in communes}:
        raise Http404
    lines = []
    if seen is not None:
        counted = queries.count_over_register(seen, on=seen.as_of, commune_code=commune)
        lines = [(count, programme_words(count.programme), _asked_words(count.asked_for)) for count in counted]
    context = {
        "seen": seen,
        "lines": lines,
        "communes": communes,
        "commune": commune,
        "snapshots": list_snapshots(limit=5),
        "sees_people": actor.may(_SEES_PEOPLE),
        "protected": protected_programmes(),
        "may_begin": actor.may("programmes.begin_snapshot"),
        "request_key": new_request_key(),
        "today": timezone.localdate(),
        "tabs": register_tabs(actor, here="register-answers"),
    }
    return render(request, "programmes/whole_register/answers.html", context)


def _crumbs(name: str, label: str) -> list[dict[str, str]]:
    """Return the way back from a list of households to the figures that it belongs to."""
    return [*register_crumbs(), {"label": label, "url": reverse(name)}]


def _asked_words(asked_for: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    return [(question_of(FACTS[name]), count) for name, count in asked_for[:2]]


@require_safe
@never_cache
@allowed("people.see_register")
def who_may(request: HttpRequest, programme_code: str) -> HttpResponse:
    """List the households that may borrow under a programme and owe nothing there."""
    actor = get_actor(request)
    # A list by a sentence served or an ethnicity would tell of each household what is masked on its page.
    if programme_code not in load_law().programmes or programme_code in protected_programmes():
        raise Http404
    seen = _see(actor)
    count, heads = 0, list[HeadLine]()
    if seen is not None:
        count, heads = queries.list_who_may(
            seen, scope=actor.scope, programme=programme_code, on=seen.as_of, limit=SHOWN
        )
    context = {
        "seen": seen,
        "name": programme_words(programme_code),
        "count": count,
        "heads": heads,
        "shown": SHOWN,
        "crumbs": _crumbs("register-answers", _("Được vay trên toàn sổ")),
    }
    return render(request, "programmes/whole_register/who_may.html", context)


@require_safe
@never_cache
@allowed("programmes.see_answers")
def rehearsal(request: HttpRequest) -> HttpResponse:
    """Show who changes class under the standard of a day, by commune, and what that touches."""
    actor = get_actor(request)
    asked_day = forms.Day(request.GET)
    day = asked_day.chosen(NEXT_STANDARD)
    list_id = whole_number(request.GET.get("danh-sach"))
    seen = _see(actor, list_id)
    page, problem = None, ""
    if not asked_day.is_valid():
        problem = _("Ngày không đúng. Hãy ghi ngày/tháng/năm, ví dụ 07/08/2025.")
    if seen is not None:
        try:
            page = queries.get_rehearsal(seen, on=day)
        except MissingValueError:
            problem = _("Pháp luật chưa có chuẩn nghèo cho ngày này. Hãy chọn ngày khác.")
    context = {
        "seen": seen,
        "page": page,
        "day": day,
        "list_id": list_id,
        "lists": list_lists(scope=actor.scope, states=_READ) if actor.may(_SEES_LISTS) else [],
        "problem": problem,
        "moves": [(CLASS_WORDS[m.before], CLASS_WORDS[m.after], m) for m in page.moves] if page else [],
        "programmes": [(programme_words(p.programme), p) for p in page.programmes] if page else [],
        "debts": [(programme_words(code), count, vnd) for code, count, vnd in page.debts] if page else [],
        "sees_people": actor.may(_SEES_PEOPLE),
        "may_begin": actor.may("programmes.begin_snapshot"),
        "request_key": new_request_key(),
        "tabs": register_tabs(actor, here="poverty-rehearsal"),
    }
    return render(request, "programmes/whole_register/rehearsal.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.see_register")
def to_verify(request: HttpRequest) -> HttpResponse:
    """List the households to visit before a new standard; as a workbook when a reason is given."""
    actor = get_actor(request)
    day = forms.Day(request.GET).chosen(NEXT_STANDARD)
    list_id = whole_number(request.GET.get("danh-sach"))
    seen = _see(actor, list_id)
    form = forms.HandOut(request.POST or None, initial={"request_key": new_request_key()})
    count, lines = 0, list[queries.ToVerify]()
    if seen is not None:
        whole = seen.households.count if request.method == "POST" else SHOWN
        try:
            count, lines = queries.list_to_verify(seen, scope=actor.scope, on=day, limit=whole)
        except MissingValueError:
            raise Http404 from None
    if request.method == "POST" and form.is_valid():
        try:
            hand_out_list(
                asked=asked_by(request),
                what=f"poverty:{day.isoformat()}" + (f":{list_id}" if list_id else ""),
                reason=form.cleaned_data["reason"],
                households=count,
            )
            return exports.to_verify(request, lines, day=day)
        except AlreadyDone:  # each file has its own entry in the chain
            form.add_error(None, _("Tệp theo yêu cầu này đã được giao. Hãy mở lại trang để xuất lần nữa."))
        except Refusal as problem:
            form.add_error("reason", str(problem))
    context = {
        "form": form,
        "day": day,
        "list_id": list_id,
        "count": count,
        "shown": SHOWN,
        "lines": [(line, CLASS_WORDS[line.before], CLASS_WORDS[line.after]) for line in lines[:SHOWN]],
        "crumbs": _crumbs("poverty-rehearsal", _("Diễn tập chuẩn nghèo mới")),
    }
    return render(request, "programmes/whole_register/to_verify.html", context)


@require_POST
@allowed("programmes.begin_snapshot")
def begin(request: HttpRequest) -> HttpResponse:
    """Take the register down in columns, in the background."""
    asked = asked_by(request)
    try:
        snapshot_id = ask(begin_snapshot, asked=asked, as_of=asked.book_date)
    except Refusal as problem:
        messages.error(request, str(problem))
    else:
        make_snapshot_in_background.enqueue(snapshot_id, asked.at.isoformat(), asked.book_date.isoformat())
        messages.success(request, _("Đang chụp sổ. Trang này sẽ có số liệu mới khi chụp xong."))
    return redirect("register-answers")
