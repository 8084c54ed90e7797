"""The register of documents."""

from datetime import date

import pytest

from tantam.base.asked import EVERYTHING
from tantam.base.errors import OutOfScope
from tantam.exchange.attachments import read_attachment
from tantam.plans.commands.deliverables import add_document, remove_deliverable
from tantam.plans.queries.register import (
    RegisterFilter,
    count_documents,
    get_document_file,
    list_register_choices,
    search_documents,
)
from tests.support.attachments import PDF
from tests.support.submissions import sign

pytestmark = pytest.mark.django_db

DECISION = {
    "number": "12/QĐ-UBND",
    "issued_on": date(2026, 11, 10),
    "kind": "Quyết định",
    "issuing_body": "Ủy ban nhân dân xã Ba Tơ",
    "signer": "Đinh Văn Minh",
    "abstract": "Về việc ủy thác vốn ngân sách xã, 100% kế hoạch",
}
PLAN = {
    **DECISION,
    "number": "3/KH-UBND",
    "kind": "Kế hoạch",
    "signer": "",
    "issued_on": date(2025, 9, 1),
    "abstract": "Phổ biến Chỉ thị 39",
}


@pytest.fixture
def lan(cast):
    """Return the coordinator as a reader of the register."""
    return {"scope": EVERYTHING, "reader_unit_id": cast.units["NHCSXH"].id}


@pytest.fixture
def documents(cast, duty):
    """Return the numbers of a decision and a plan of Ba Tơ, signed off."""
    added = [
        add_document(asked=cast.asked("hoa"), duty_id=duty.id, **fields, attachment=read_attachment(PDF, "a.pdf"))
        for fields in (DECISION, PLAN)
    ]
    sign(cast, duty)
    return added


def numbers(reader, **chosen):
    found = search_documents(**reader, chosen=RegisterFilter(**chosen))
    assert len(found) == count_documents(**reader, chosen=RegisterFilter(**chosen))
    return [line.document.number for line in found]


@pytest.mark.parametrize(
    "text",
    [
        "quyet dinh uy thac",
        "ỦY THÁC quyết định",
        "thac   uy",
        "12/qd-ubnd",
        "12/QĐ-UBND",
        "dinh van minh",
        "100%",
        "Uỷ thác",
    ],
)
def test_all_words_are_found_in_any_order_with_or_without_accents(documents, lan, text):
    assert numbers(lan, text=text) == ["12/QĐ-UBND"]


@pytest.mark.parametrize("text", ["quyet dinh pho bien", "1_0", "uy%thac", "khong co"])
def test_what_lacks_one_of_the_words_is_not_found(documents, lan, text):
    assert numbers(lan, text=text) == []


def test_the_newest_stands_first_and_the_filters_narrow(documents, lan, cast):
    assert numbers(lan) == ["12/QĐ-UBND", "3/KH-UBND"]
    assert numbers(lan, kind="Kế hoạch") == ["3/KH-UBND"]
    assert numbers(lan, year=2026) == ["12/QĐ-UBND"]
    assert numbers(lan, unit_id=cast.units["STC"].id) == []
    choices = list_register_choices(**lan)
    assert choices.kinds == ("Kế hoạch", "Quyết định")
    assert choices.years == (2026, 2025)
    assert [name for _id, name in choices.units] == ["Ủy ban nhân dân xã Ba Tơ"]


def test_neighbours_have_their_own_register(documents, cast):
    tam = cast.actor("tam")

    assert numbers({"scope": tam.scope, "reader_unit_id": tam.unit_id}) == []


def test_documents_of_a_draft_are_in_the_units_register_only(cast, duty, lan):
    number = add_document(
        asked=cast.asked("hoa"), duty_id=duty.id, **DECISION, attachment=read_attachment(PDF, "a.pdf")
    )
    hoa = cast.actor("hoa")
    own = {"scope": hoa.scope, "reader_unit_id": hoa.unit_id}

    assert numbers(own) == ["12/QĐ-UBND"]
    assert numbers(lan) == []
    assert get_document_file(document_id=number, **own).filename == "a.pdf"
    with pytest.raises(OutOfScope):
        get_document_file(document_id=number, **lan)


def test_a_removed_document_leaves_the_register(cast, duty, lan):
    number = add_document(asked=cast.asked("hoa"), duty_id=duty.id, **DECISION)
    remove_deliverable(asked=cast.asked("hoa"), duty_id=duty.id, kind="DOCUMENT", deliverable_id=number)
    sign(cast, duty)

    assert numbers(lan) == []
