"""What a page says, and in which language: for tests of the two languages of the interface."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import polib
from django.apps import apps
from django.db import models

from tantam.plans.models import Period
from tantam.programmes.law_check import values_of
from tantam.programmes.law_files import load_law
from tests.repo.test_translations import LOCALE

# A letter that English does not have.
NOT_ENGLISH = re.compile(r"[^\W\d_a-zA-Z]")
# Names that both languages share, and Vietnamese words that English quotes on purpose.
SHARED = (
    "Tận Tâm",
    "Quảng Ngãi",
    "Tiếng Việt",
    "English",
    "“thường xuyên”",
    "Phó Chủ tịch",
    "Chủ tịch",
    "đồng",
    "QĐ-UBND",
)
# The sign of the currency after an amount.
AMOUNT = re.compile(r"(?<=\d)\sđ\b")
# English words that are no Vietnamese syllables.
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|your|you|please|this|with|for|not|add|select|choose|change|delete|save|enter"
    r"|field|password|required|page|name|error|user|all|or|by|at|any|show|search)\b",
    re.IGNORECASE,
)
# The picture beside the search field of the admin, named in Django's own template.
DJANGOS_OWN = {"Search"}
# Attributes that are shown or read out.
READ = {"alt", "aria-label", "data-label", "data-lost", "label", "placeholder", "title"}
# Elements of which the words are codes, the same in both languages.
SILENT = {"code", "script", "style"}


class _Reader(HTMLParser):
    """Collect what a page says to eyes and ears: its texts, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0
        self._option: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._option = dict(attrs).get("value") if tag == "option" else None
        if self._option:
            return
        self._silent += tag in SILENT
        is_button = ("type", "submit") in attrs or ("type", "button") in attrs
        self.said += [text for name, text in attrs if text and (name in READ or (is_button and name == "value"))]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        is_value = data.strip() == self._option  # what is stored as it is shown: the kind of a document
        if not self._silent and data.strip() and not is_value:
            self.said.append(data)


def said(html: str) -> list[str]:
    """Return what a page says, spaces evened out."""
    reader = _Reader()
    reader.feed(html)
    return [" ".join(text.split()) for text in reader.said]


@cache
def catalogue() -> dict[str, set[str]]:
    """Return the English texts of each Vietnamese one."""
    entries = polib.pofile(str(LOCALE / "django.po"))
    return {entry.msgid: {entry.msgstr, *entry.msgstr_plural.values()} - {""} for entry in entries}


def written() -> Iterator[str]:
    """Yield what people and papers wrote, as the database keeps it."""
    for model in apps.get_models():
        if not model.__module__.startswith("tantam."):
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text and (model, field.name) != (Period, "label"):
                yield from map(str, model.objects.values_list(field.name, flat=True))
    yield from Period.objects.filter(kind="MILESTONE").values_list("label", flat=True)
    yield from _written_in_the_law()


def _written_in_the_law() -> Iterator[str]:
    """Yield names of documents and remarks, which the law has in Vietnamese only."""
    law = load_law()
    for placed in values_of(law):
        reference = placed.standing.reference
        yield from (reference.document, reference.article, reference.note, placed.standing.note)
    for programme in law.programmes.values():
        yield from (silence.note for silence in programme.silent)
    yield from (paper.form for paper in law.papers.values())


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in strings(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in strings(item))


class Written:
    """Takes what people and papers wrote out of a text."""

    def __init__(self, texts: Iterable[str]) -> None:
        pieces = {" ".join(piece.split()) for text in texts for piece in (text, *text.splitlines())}
        self.texts = sorted({piece for piece in pieces if NOT_ENGLISH.search(piece)}, key=len, reverse=True)

    def taken_out(self, text: str) -> str:
        """Return what is left of a text."""
        text = AMOUNT.sub(" ", text)
        for known in (*self.texts, *SHARED):
            text = text.replace(known, " ").replace(known[:1].upper() + known[1:], " ")
        if text.rstrip().endswith("…"):  # a text that was cut
            text = min((self._less_start(text, known) for known in self.texts), key=len)
        return text

    @staticmethod
    def _less_start(text: str, known: str) -> str:
        start = text.rstrip("… ")
        for place in range(len(start)):
            if known.startswith(start[place:]) and len(start) - place > 8:
                return start[:place]
        return text


def vietnamese_in(text: str, known: Written) -> bool:
    """Tell whether a text of an English page says something in Vietnamese that nobody wrote."""
    if is_untranslated(text) and text not in known.texts and text not in SHARED:
        return True
    return bool(NOT_ENGLISH.search(text) and NOT_ENGLISH.search(known.taken_out(text)))


def english_in(text: str, known: Written) -> bool:
    """Tell whether a text of a Vietnamese page says something in English that nobody wrote."""
    if text in DJANGOS_OWN:
        return False
    return (text in _english_only() and text not in SHARED) or bool(
        ENGLISH.search(text) and ENGLISH.search(known.taken_out(text))
    )


def is_untranslated(text: str) -> bool:
    """Tell whether a text is one of the interface as Vietnamese pages say it, also one without accents."""
    translations = catalogue().get(text)
    return translations is not None and text not in translations and text not in _english_texts()


@cache
def _english_texts() -> frozenset[str]:
    return frozenset(text for texts in catalogue().values() for text in texts)


@cache
def _english_only() -> frozenset[str]:
    return _english_texts() - set(catalogue())
