"""Values of the law in force on a day, ready to be cited in a dossier: in Vietnamese, as papers are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from tantam.core.law.dated import Reference, find_on
from tantam.core.law.programme import Law, Programme
from tantam.programmes.law_files import load_law
from tantam.programmes.wording.numbers import in_language
from tantam.programmes.wording.terms import cap_words, overdue_rule_words, rate_rule_words, term_words


@dataclass(frozen=True, slots=True)
class CitableTerm:
    """A value of the law that can be cited: its key in the programme, in words, and where it stands."""

    key: str
    programme: str
    term: str
    value: str
    document: str
    year: int
    article: str


def list_citable_programmes() -> list[tuple[str, str]]:
    """Return the code and name of every programme, in the order of the law and the language of the screen."""
    programmes = sorted(load_law().programmes.values(), key=lambda programme: programme.order)
    return [(programme.code, in_language(programme.name)) for programme in programmes]


def list_citable_terms(*, programme_code: str, on: date) -> list[CitableTerm]:
    """Return what a programme grants on a day; nothing for a programme that is not known."""
    law = load_law()
    programme = law.programmes.get(programme_code)
    if programme is None:
        return []
    with override("vi"):
        return list(_terms(law, programme, on))


def _terms(law: Law, programme: Programme, on: date) -> Iterator[CitableTerm]:
    def line(key: str, term: str, value: str, where: Reference) -> CitableTerm:
        return CitableTerm(
            key=key,
            programme=programme.name.vi,
            term=term,
            value=value,
            document=where.document,
            year=where.year,
            article=article_words(where.article),
        )

    if cap := find_on(programme.cap, on):
        yield line("cap", "Mức vay tối đa", cap_words(cap.value), cap.reference)
    if rate := find_on(programme.rate, on):
        yield line("rate", "Lãi suất cho vay", rate_rule_words(rate.value, law.programmes), rate.reference)
    if overdue := find_on(programme.overdue_rate, on):
        yield line("overdue_rate", "Lãi suất nợ quá hạn", overdue_rule_words(overdue.value), overdue.reference)
    if longest := find_on(programme.longest_term, on):
        yield line("longest_term", "Thời hạn vay", term_words(longest.value), longest.reference)
    for rule in programme.requirements:
        if rule.holds_on(on):
            yield line(rule.key, "Điều kiện vay vốn", rule.words.vi, rule.reference)


def article_words(article: str) -> str:
    """Return an article as it is cited: "1" is Điều 1, words stay as they are."""
    return f"Điều {article}" if article[:1].isdigit() else article
