"""Who may borrow, from what the register knows; keeping a decision; making it again."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.base.sealing import UnreadableSeal
from tantam.core.eligibility.answers import Borrower
from tantam.core.law.facts import FACTS
from tantam.people.commands.looking import look_at_household
from tantam.people.queries.household import HouseholdPage, get_household_page
from tantam.programmes.commands.decisions import UnableToDecide, record_decision
from tantam.programmes.queries import asking, decisions
from tantam.programmes.queries.borrowers import get_borrower
from tantam.programmes.wording.subjects import ORDER
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.people.register.showing import register_crumbs, sight_of, unmasked_until
from tantam.web.programmes.days import day_of, day_or_today
from tantam.web.programmes.forms import FACT, NONE, FactsForm

# What is written to the audit as the purpose of the look.
PURPOSE = "ELIGIBILITY"
OPEN_FACTS = frozenset(name for name, fact in FACTS.items() if not fact.sensitive)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.see_register")
def eligibility(request: HttpRequest, household_id: int) -> HttpResponse:
    """Answer from the register's facts and from what the officer declares beside them.

    While the household's protected facts are masked they are not used either: an answer would tell them.
    """
    actor = get_actor(request)
    day_form, on, is_chosen = day_of(request)
    if request.method == "POST":
        on = day_or_today(request.POST.get("ngay"))
    ask(look_at_household, asked=asked_by(request, key=new_request_key()), household_id=household_id, purpose=PURPOSE)
    known = get_borrower(scope=actor.scope, household_id=household_id, on=on, known_at=timezone.now())
    usable = _usable_facts(request, household_id)
    facts = {name: value for name, value in known.facts.items() if name in usable}
    form = FactsForm(request.POST or None, names=usable - set(facts), initial={"ngay": on})
    declared = form.known if form.is_bound and form.is_valid() else {}
    answers = asking.ask_law(
        borrower=Borrower(facts={**facts, **declared}, debts=known.debts), on=on, declared=declared
    )
    in_sight = [*answers.asked_next, *declared, *form.wrong_names()]
    context = {
        "household_id": household_id,
        "household": _page(request, household_id),
        "crumbs": register_crumbs(_page(request, household_id)),
        "day_form": day_form,
        "on": on,
        "is_chosen": is_chosen,
        "form": form,
        "answers": answers,
        "next_questions": form.questions(in_sight),
        "subjects": form.subjects(without=in_sight),
        "declared_fields": _hidden_fields(request.POST, form) if declared else [],
        "may_record": actor.may("programmes.record_decision") and not form.errors,
        "is_masked": usable == OPEN_FACTS,
        "may_reveal": actor.may("people.reveal"),
        "protected": asking.protected_programmes() if usable == OPEN_FACTS else (),
        "request_key": new_request_key(),
        "known": asking.facts_in_words(facts),
        "debts": _debts(known.debts, is_masked=usable == OPEN_FACTS),
        "decisions": decisions.list_decisions(scope=actor.scope, household_id=household_id),
    }
    return render(request, "programmes/household/eligibility.html", context)


def _usable_facts(request: HttpRequest, household_id: int) -> frozenset[str]:
    """Return the facts that this person may see of the household now."""
    return frozenset(ORDER) if unmasked_until(request, household_id) else OPEN_FACTS


def _debts(debts: Mapping[str, int] | None, *, is_masked: bool) -> list[tuple[str, str]] | None:
    """Return what is owed in words; while masked, a protected programme is not named: it tells who borrowed."""
    if debts is None or not is_masked:
        return asking.debts_in_words(debts)
    protected = asking.protected_programmes()
    shown = asking.debts_in_words({code: owed for code, owed in debts.items() if code not in protected}) or []
    hidden = asking.debts_in_words({code: owed for code, owed in debts.items() if code in protected}) or []
    return shown + [(_("Chương trình được bảo mật"), amount) for _name, amount in hidden]


def _page(request: HttpRequest, household_id: int) -> HouseholdPage:
    sight = sight_of(request, household_id)
    return get_household_page(scope=get_actor(request).scope, household_id=household_id, sight=sight)


def _hidden_fields(sent: QueryDict, form: FactsForm) -> list[tuple[str, str]]:
    """Return the declared facts as they were typed, for the form that keeps a decision."""
    names = [name for fact in form.known for name in (FACT + fact, NONE + fact, f"nghia_{FACT}{fact}")]
    return [(name, str(sent[name])) for name in names if sent.get(name)]


@require_POST
@allowed("programmes.record_decision")
def record(request: HttpRequest, household_id: int) -> HttpResponse:
    """Keep what the law answers about the household, and show it."""
    usable = _usable_facts(request, household_id)
    programme = request.POST.get("programme", "")
    if usable == OPEN_FACTS and programme in asking.protected_programmes():
        messages.error(request, _("Cần mở thông tin được bảo mật của hộ trước khi ghi quyết định này."))
        return redirect("household-reveal", household_id=household_id)
    form = FactsForm(request.POST, names=usable)
    back = redirect("household-eligibility", household_id=household_id)
    if not form.is_valid():
        messages.error(request, _("Chưa ghi được: thông tin khai thêm không đọc được. Hãy khai lại."))
        return back
    try:
        decision_id = ask(
            record_decision,
            asked=asked_by(request),
            household_id=household_id,
            programme=programme,
            as_of=form.cleaned_data["ngay"],
            declared=form.known,
        )
    except UnableToDecide as problem:
        messages.error(request, str(problem))
        return back
    messages.success(request, _("Đã ghi quyết định. Có thể kiểm tra lại bất cứ lúc nào."))
    return redirect("decision", decision_id=decision_id)


@require_safe
@never_cache
@allowed("people.see_register")
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Show a kept decision; when asked, make it again and say whether the same comes out."""
    scope = get_actor(request).scope
    line = decisions.get_decision(scope=scope, decision_id=decision_id)
    ask(
        look_at_household,
        asked=asked_by(request, key=new_request_key()),
        household_id=line.household_id,
        purpose=PURPOSE,
    )
    is_masked = _usable_facts(request, line.household_id) == OPEN_FACTS
    if is_masked and line.is_protected:
        messages.info(
            request, _("Quyết định này dựa trên thông tin được bảo mật. Hãy mở thông tin của hộ rồi xem lại.")
        )
        return redirect("household-reveal", household_id=line.household_id)
    try:
        basis = decisions.list_inputs(scope=scope, decision_id=decision_id, with_protected=not is_masked)
    except UnreadableSeal:
        basis = None
    checked = "kiem-tra" in request.GET
    context = {
        "line": line,
        "basis": basis,
        "replay": decisions.replay_decision(scope=scope, decision_id=decision_id) if checked else None,
        "crumbs": [
            *register_crumbs(_page(request, line.household_id)),
            {"label": _("Được vay gì"), "url": reverse("household-eligibility", args=[line.household_id])},
        ],
    }
    return render(request, "programmes/household/decision.html", context)
