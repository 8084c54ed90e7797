"""What an overlay changes, in words: no key of a rule, no code of a fact."""

import re

import pytest
from django.utils.translation import override

from tantam.core.law.facts import FACTS
from tantam.programmes.law_files import load_law
from tantam.programmes.reforms.reading import read_overlay
from tantam.programmes.reforms.wording import change_lines
from tests.repo.source import ROOT

LAW = load_law(ROOT / "law")
HEAD = "name: Thử\nstarts_on: 2027-01-01\nchange:\n"
WIDER = "{when: {any: [{fact: poverty_class, one_of: [POOR]}, {fact: is_rural}]}}"
OTHER = "{words: {vi: Hộ ở nông thôn, en: The household is rural}, when: {fact: is_rural}}"


def changed(rule):
    [line] = change_lines(LAW, read_overlay(f"{HEAD}  poor: {{requirements: {{on-poor-list: {rule}}}}}", LAW))
    return line


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("rule", [WIDER, OTHER, "null"])
def test_a_changed_condition_is_said_without_codes(rule, language):
    with override(language):
        sentence = changed(rule).sentence

    assert not re.search("|".join([r"\bon-poor-list\b", r"\bPOOR\b", *(rf"\b{name}\b" for name in FACTS)]), sentence)


def test_a_changed_condition_is_named_once_and_compared_by_what_it_asks():
    line = changed(WIDER)

    words = LAW.programmes["poor"].requirements[0].words.vi
    assert line.thing == f"Điều kiện “{words}”"
    assert line.before == "Hộ thuộc diện nào trong danh sách được duyệt? hộ nghèo"
    assert line.after == f"{line.before}; hoặc Hộ cư trú ở vùng nông thôn? có"


def test_a_condition_with_other_words_says_them():
    assert changed(OTHER).after == "Hộ ở nông thôn (Hộ cư trú ở vùng nông thôn? có)"


def test_an_abolished_condition_is_named_by_its_words():
    line = changed("null")

    assert "danh sách hộ nghèo" in line.thing
    assert line.after == "bãi bỏ"
