"""Who may borrow, by facts that are typed in. They are sensitive, so they never stand in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.programmes.queries import asking
from tantam.programmes.wording.subjects import FIRST
from tantam.web.asking import allowed
from tantam.web.programmes.forms import AskForm


@require_http_methods(["GET", "POST"])
@allowed("programmes.ask_about_facts")
@never_cache
def ask_law(request: HttpRequest) -> HttpResponse:
    """Ask a few questions, answer for every programme, then ask what is missing."""
    initial = {"ngay": timezone.localdate()}
    form = AskForm(request.POST, initial=initial) if request.method == "POST" else AskForm(initial=initial)
    answers = None
    if form.is_bound and form.is_valid():
        answers = asking.ask_law(borrower=form.borrower, on=form.cleaned_data["ngay"])
    asked_next = answers.asked_next if answers else ()
    in_sight = form.shown_first if form.is_bound else list(FIRST)
    context = {
        "form": form,
        "answers": answers,
        "next_questions": form.questions(asked_next),
        "first_questions": form.questions([name for name in in_sight if name not in asked_next]),
        "subjects": form.subjects(without={*in_sight, *asked_next}),
        "debts_open": form.is_bound and bool(form["no_vay"].value() or form.debts or form.errors),
        "declared": asking.facts_in_words(form.known),
        "debts": asking.debts_in_words(form.debts),
        "crumbs": [{"label": _("Chương trình cho vay"), "url": reverse("programmes")}],
    }
    return render(request, "programmes/asking/ask.html", context)
