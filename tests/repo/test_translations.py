"""Every Vietnamese text of the interface has its English one."""

import ast
import re
from collections.abc import Iterator

import polib
import pytest
from django.utils.translation.template import templatize

from tests.repo.source import PACKAGE, modules

# Texts of Django's own that its Vietnamese catalogue lacks, by their English.
BORROWED = PACKAGE / "site" / "locale" / "vi" / "LC_MESSAGES"
LOCALE = PACKAGE / "site" / "locale" / "en" / "LC_MESSAGES"
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
# One text has one English: a text that means two things is worded in two ways rather than given a context.
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
_QUOTED = r"""u?((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))"""
IN_TEMPLATE = re.compile(rf"(?<!\w)(n?gettext|_)\(\s*{_QUOTED}(?:\s*,\s*{_QUOTED})?")


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text that code and templates ask to be translated, and its plural if it has one."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
                found = [
                    item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str)
                ]
                if found:
                    yield found[0], found[1] if node.func.id.startswith("n") else ""
    for path in sorted([*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        for function, one, many in IN_TEMPLATE.findall(templatize(path.read_text(encoding="utf-8"))):
            yield ast.literal_eval(one), ast.literal_eval(many) if function == "ngettext" else ""


def msgids() -> set[str]:
    """Return every text that is asked to be translated."""
    return {text for text, _plural in texts()}


def test_texts_are_asked_for_by_names_that_are_collected():
    odd = [
        f"{module.path}: {alias.asname}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in GETTEXT | WITH_CONTEXT and alias.asname not in {None, "_", *GETTEXT}
    ]

    assert not odd


def test_every_text_has_an_english_entry():
    known = {entry.msgid for entry in polib.pofile(str(LOCALE / "django.po")) if entry.translated() and not entry.fuzzy}

    missing = sorted(msgids() - known)

    assert not missing


def test_every_text_that_counts_has_both_forms_in_english():
    plurals = {entry.msgid: entry for entry in polib.pofile(str(LOCALE / "django.po")) if entry.msgid_plural}

    lacking = [
        one for one, many in texts() if many and (one not in plurals or set(plurals[one].msgstr_plural) != {0, 1})
    ]

    assert not lacking


def test_no_text_is_told_apart_by_its_context():
    told_apart = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name) and node.id in WITH_CONTEXT
    ]

    assert not told_apart


def test_no_english_entry_is_left_over():
    known = {entry.msgid for entry in polib.pofile(str(LOCALE / "django.po")) if not entry.obsolete}

    assert not sorted(known - msgids())


def test_placeholders_are_the_same_in_both():
    placeholder = re.compile(r"%\(\w+\)[sd]")

    differing = [
        entry.msgid
        for entry in polib.pofile(str(LOCALE / "django.po"))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and set(placeholder.findall(entry.msgid)) != set(placeholder.findall(text))
    ]

    assert not differing


@pytest.mark.parametrize("folder", [LOCALE, BORROWED])
def test_the_compiled_texts_are_up_to_date(folder):
    written = {
        entry.msgid: entry.msgstr or entry.msgstr_plural
        for entry in polib.pofile(str(folder / "django.po"))
        if entry.translated()
    }
    compiled = {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in polib.mofile(str(folder / "django.mo"))}

    assert written == compiled


def test_texts_of_django_keep_their_placeholders_in_vietnamese():
    placeholder = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")

    differing = [
        entry.msgid
        for entry in polib.pofile(str(BORROWED / "django.po"))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and sorted(placeholder.findall(entry.msgid)) != sorted(placeholder.findall(text))
    ]

    assert not differing


def test_no_text_of_ours_is_worded_in_vietnamese_twice():
    borrowed = {entry.msgid for entry in polib.pofile(str(BORROWED / "django.po"))}

    assert not borrowed & msgids()
