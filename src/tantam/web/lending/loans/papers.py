"""The loan book of a household as Word and PDF, in Vietnamese; whoever takes one away is written down."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from tantam.documents.media import PDF, WORD
from tantam.documents.official import OfficialDocument
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.lending.papers.loan_book import BookOf
from tantam.lending.papers.loan_book import loan_book as book_of
from tantam.lending.queries.loans import list_household_loans
from tantam.people.commands.looking import look_at_household
from tantam.people.queries.household import get_household_page
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.handing_out import file_answer
from tantam.web.lending.loans.showing import SEE
from tantam.web.people.register.showing import programme_shown, sight_of

_KINDS: Final[Mapping[str, tuple[Callable[[OfficialDocument], bytes], str]]] = {
    "docx": (write_word, WORD),
    "pdf": (write_pdf, PDF),
}
# What is written to the audit as the purpose of the look.
PURPOSE: Final = "so-vay-von"


@require_safe
@allowed(SEE)
def loan_book(request: HttpRequest, household_id: int, file_kind: str) -> HttpResponse:
    """Give the book of a household's loans away, as they stand today."""
    if file_kind not in _KINDS:
        raise Http404
    write, media_type = _KINDS[file_kind]
    actor, today = get_actor(request), timezone.localdate()
    ask(look_at_household, asked=asked_by(request, key=new_request_key()), household_id=household_id, purpose=PURPOSE)
    sight = sight_of(request, household_id)
    with translation.override("vi"):
        household = get_household_page(scope=actor.scope, household_id=household_id, sight=sight)
        loans = list_household_loans(scope=actor.scope, household_id=household_id, on=today)
        of = BookOf(
            head=household.head,
            code=household.code,
            village=household.village,
            commune=household.commune,
            office=loans[0].office if loans else actor.unit_name,
            on=today,
        )
        paper = book_of(of, [(programme_shown(page.programme, unmasked=sight.unmasked), page) for page in loans])
        body = write(paper)
    return file_answer(body, media_type, f"so-vay-von-{household.code}.{file_kind}", is_shown=file_kind == "pdf")
