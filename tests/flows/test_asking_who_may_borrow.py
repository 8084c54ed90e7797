"""Asking who may borrow by facts that are typed in, and for a household of the register."""

import json
from datetime import date

import pytest
from django.test import Client

from tantam.access.models import User
from tantam.base.models import AuditEntry
from tantam.base.sealing import seal
from tantam.core.eligibility.answers import Borrower
from tantam.core.law.conditions import facts_of
from tantam.core.law.facts import FACTS, FactKind
from tantam.people.models import Fact
from tantam.programmes.law_files import load_law
from tantam.programmes.models import EligibilityDecision
from tantam.programmes.queries.asking import ask_law
from tantam.programmes.wording.conditions import CHOICES, needs_of
from tantam.programmes.wording.subjects import FIRST, SUBJECTS
from tests.support.pages import form_fields, words
from tests.support.register import RECORDED

pytestmark = pytest.mark.django_db
ASK = "/chuong-trinh/hoi/"
NEAR_POOR = {"ngay": "22/11/2026", "f_poverty_class": "NEAR_POOR", "f_adults": "2"}


def card(said: str, name: str) -> str:
    """Return what the answers say from a programme's name on."""
    return said[said.index("Trả lời theo quy định") :].split(name, maxsplit=1)[1][:400]


def test_few_questions_are_asked_first(signed_in):
    response = signed_in("hoa").get(ASK)

    html = response.content.decode()
    before_the_rest = html[: html.index("<details", html.index('id="id_f_poverty_class"'))]
    assert sum(f'name="f_{name}"' in before_the_rest for name in FACTS) == len(FIRST) <= 5


def test_answers_say_how_much_at_what_rate_and_by_which_clause(signed_in):
    response = signed_in("hoa").post(ASK, {**NEAR_POOR, "no_vay": "co", "ct_0": "near-poor", "so_tien_0": "60 triệu"})

    said = words(response)
    answer = card(said, "Cho vay hộ cận nghèo")
    assert answer.startswith(" Được vay Còn được vay 40.000.000 đ (mức tối đa 100.000.000 đ, đang nợ 60.000.000 đ)")
    assert "Lãi suất 7,92%/năm (quá hạn 10,296%/năm) Thời hạn tối đa 120 tháng" in answer
    assert "(hộ có: hộ cận nghèo) 15/2013/QĐ-TTg, Điều 1" in said
    assert "Không được vay" in card(said, "Cho vay hộ nghèo")


def test_what_is_missing_is_asked_next_few_at_a_time_and_earlier_answers_stay(signed_in):
    response = signed_in("hoa").post(ASK, NEAR_POOR)

    assert "Cần biết thêm" in words(response)
    assert 1 <= len(response.context["next_questions"]) <= 5
    fields = form_fields(response)
    assert fields["f_poverty_class"] == "NEAR_POOR"
    assert fields["f_adults"] == "2"


def test_a_number_is_asked_for_only_when_the_rule_before_it_holds(signed_in):
    client = signed_in("hoa")

    before = client.post(ASK, NEAR_POOR).context["answers"].asked_next
    after = client.post(ASK, {**NEAR_POOR, "f_has_student": "co"}).context["answers"].asked_next

    assert "study_months" not in before
    assert "study_months" in after or len(after) == 5


def test_questions_end_when_everything_that_matters_is_known(signed_in):
    client, sent = signed_in("hoa"), dict(NEAR_POOR)

    for _round in range(20):
        response = client.post(ASK, sent)
        asked = [question.field.name.removeprefix("f_") for question in response.context["next_questions"]]
        if not asked:
            break
        assert not set(asked) & {name.removeprefix("f_") for name in sent}
        sent |= {field: value for name in asked for field, value in typed(name)}

    assert asked == []
    assert response.context["answers"].counts["UNKNOWN"] == 0


def typed(name: str) -> list[tuple[str, str]]:
    """Return an answer to a question, as typed."""
    kind = FACTS[name].kind
    if kind is FactKind.DAY:
        return [(f"khong_{name}", "on")]
    answer = {FactKind.YES_NO: "co", FactKind.COUNT: "1", FactKind.VND: "10 triệu", FactKind.CHOICE: "NONE"}[kind]
    return [(f"f_{name}", answer)]


def test_nothing_that_was_typed_is_kept_or_stands_in_an_address(signed_in):
    before = AuditEntry.objects.count()

    response = signed_in("hoa").post(ASK, NEAR_POOR)

    assert AuditEntry.objects.count() == before
    assert "NEAR_POOR" not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]
    assert "no-store" in response.headers["Cache-Control"]


def test_unknown_debts_are_said_once_and_leave_the_room_open(signed_in):
    said = words(signed_in("hoa").post(ASK, NEAR_POOR))

    assert said.count("Chưa rõ dư nợ của hộ") == 1
    assert "chưa tính được; mức tối đa: 100.000.000 đ" in card(said, "Cho vay hộ cận nghèo")


def test_an_amount_with_two_meanings_is_asked_about(signed_in):
    client = signed_in("hoa")
    sent = {**NEAR_POOR, "no_vay": "co", "ct_0": "near-poor", "so_tien_0": "60"}

    asked = client.post(ASK, sent)
    answered = client.post(ASK, {**sent, "nghia_so_tien_0": "60000000"})

    assert "Số này có hai cách hiểu" in words(asked)
    assert "Trả lời theo quy định" not in words(asked)
    assert "Còn được vay 40.000.000 đ" in card(words(answered), "Cho vay hộ cận nghèo")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"f_study_months": "1.234,5"}, "Cần số nguyên từ 0 đến 10.000."),
        ({"f_study_months": "-3"}, "Cần số nguyên từ 0 đến 10.000."),
        ({"f_adults": "99999999999999999999"}, "Cần số nguyên từ 0 đến 10.000."),
        ({"f_income_vnd": "hai triệu"}, "Cần số tiền tròn đồng"),
        ({"f_priority_workers_ppm": "130"}, "Cần số phần trăm từ 0 đến 100"),
        ({"f_released_on": "31/02/2025"}, "Ngày không đúng"),
        ({"f_released_on": "01/02/2025", "khong_released_on": "on"}, "không đánh dấu"),
        ({"f_poverty_class": "GIÀU"}, "lựa chọn"),
        ({"ngay": "hôm nay"}, "Ngày không đúng"),
        ({"ngay": ""}, ""),
        ({"no_vay": "co"}, "Cần ghi chương trình và dư nợ"),
        ({"no_vay": "khong", "ct_0": "poor", "so_tien_0": "5 triệu"}, "Đã ghi dư nợ bên dưới"),
        ({"ct_0": "poor"}, "Cần dư nợ gốc của chương trình này"),
        ({"so_tien_0": "5 triệu"}, "Cần chọn chương trình của dư nợ này"),
        ({"ct_0": "poor", "so_tien_0": "1 tr", "ct_1": "poor", "so_tien_1": "2 tr"}, "đã ghi ở dòng trên"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(sent, said, signed_in):
    response = signed_in("hoa").post(ASK, {**NEAR_POOR, **sent})

    assert response.status_code == 200
    assert "Chưa trả lời được, cần sửa" in words(response)
    assert 'class="field-error"' in response.content.decode()
    assert said in words(response)
    assert response.context["answers"] is None


def test_a_share_is_typed_in_percent(signed_in):
    response = signed_in("hoa").post(ASK, {**NEAR_POOR, "f_priority_workers_ppm": "12,5 %"})

    assert response.context["form"].known["priority_workers_ppm"] == 125_000


def test_answers_come_in_english(signed_in):
    User.objects.filter(username="hoa").update(language="en")

    said = words(signed_in("hoa").post(ASK, NEAR_POOR))

    assert "Loans to near-poor households" in said
    assert "The household is on the approved list of near-poor households" in said


def test_every_fact_has_one_subject():
    placed = [name for _words, names in SUBJECTS.values() for name in names]

    assert sorted(placed) == sorted(FACTS)
    assert set(FIRST) <= set(placed)
    assert {choice for fact in FACTS.values() for choice in fact.choices} <= set(CHOICES)


def test_every_rule_of_the_law_says_what_it_needs():
    for programme in load_law().programmes.values():
        parameters = dict.fromkeys(programme.parameters, 1)
        for rule in programme.requirements:
            needs = needs_of(rule.when, parameters=parameters, had={})

            assert {need.fact for need in needs} == facts_of(rule.when)
            assert all(need.needed and "?" not in need.needed for need in needs)


def test_best_answers_come_first_and_closed_programmes_last():
    answers = ask_law(borrower=Borrower(facts={"poverty_class": "POOR", "adults": 1}, debts={}), on=date(2026, 11, 22))

    truths = [line.truth for line in answers.lent]
    assert truths == sorted(truths, key=["YES", "UNKNOWN", "NO"].index)
    assert answers.lent[0].code == "poor"
    assert answers.closed


# A household of the register


@pytest.fixture
def page(small_register) -> str:
    """Return the address of what Bình Cận's household may borrow."""
    return f"/nguoi-thu-huong/{small_register.households['binh-can'].pk}/duoc-vay/"


def record(client: Client, page: str, **sent: str):
    """Keep a decision on the near-poor programme, and follow to its page."""
    content = {"programme": "near-poor", "ngay": "22/11/2026", "request_key": "once", **sent}
    return client.post(f"{page}ghi/", content, follow=True)


def test_the_register_answers_for_its_household_and_the_look_is_written_down(page, signed_in):
    said = words(signed_in("ha").get(page))

    assert "Còn được vay 40.000.000 đ" in card(said, "Cho vay hộ cận nghèo")
    entry = AuditEntry.objects.latest("sequence")
    assert entry.command == "people.look_at_household"


def test_a_household_of_another_commune_is_not_there(page, signed_in):
    client = signed_in("sau")

    assert client.get(page).status_code == 404
    assert client.post(page, {"ngay": "22/11/2026"}).status_code == 404
    assert record(client, page).status_code == 404
    assert not EligibilityDecision.objects.exists()


def reveal(client: Client, page: str) -> None:
    """Open the household's protected facts, with a reason."""
    address = page.replace("duoc-vay", "xem-day-du")
    client.post(address, {"purpose": "LOAN_FILE", "reason": "Làm hồ sơ vay vốn cho hộ", "request_key": "look"})


@pytest.fixture
def released(small_register) -> None:
    """Let a member of the household have come out of prison, which the register keeps sealed."""
    Fact.objects.create(
        household=small_register.households["binh-can"],
        name="released_on",
        value_sealed=seal(json.dumps("2025-01-01"), purpose="fact.released_on"),
        starts_on=date(2025, 1, 1),
        source="thử",
        recorded_at=RECORDED,
    )


@pytest.mark.usefixtures("released")
def test_protected_facts_are_not_used_while_they_are_masked_for_the_answer_would_tell_them(page, signed_in):
    client = signed_in("ha")
    masked = words(client.get(page))

    reveal(client, page)
    shown = words(client.get(page))

    name = "Cho vay người chấp hành xong án phạt tù"
    assert "01/01/2025" not in masked
    assert card(masked, name).startswith(" Chưa rõ")
    assert "Thông tin được bảo mật chưa được dùng" in masked
    assert "(hộ có: 01/01/2025)" in shown
    assert "Thông tin được bảo mật chưa được dùng" not in shown


@pytest.mark.usefixtures("released")
def test_a_decision_on_protected_facts_is_kept_and_seen_only_by_whoever_opened_them(page, signed_in):
    client = signed_in("ha")
    refused = record(client, page, programme="former-prisoners")
    assert "Cần mở thông tin được bảo mật" in words(refused)
    assert not EligibilityDecision.objects.exists()

    reveal(client, page)
    address = record(client, page, programme="former-prisoners").redirect_chain[-1][0]

    assert "01/01/2025" in words(client.get(address))
    other = signed_in("yen")
    assert other.get(address).status_code == 302
    assert "được bảo mật 22/11/2026" in words(other.get(page))


def test_what_an_officer_declares_counts_for_this_answer_and_is_marked(page, signed_in):
    said = words(signed_in("ha").post(page, {"ngay": "22/11/2026", "f_has_student": "co", "f_study_months": "10"}))

    assert "(hộ có: có, do cán bộ khai)" in said
    assert "40.000.000 đ" in card(said, "Cho vay học sinh, sinh viên có hoàn cảnh khó khăn")


def test_a_declared_fact_that_cannot_be_read_is_said_beside_the_field(page, signed_in):
    response = signed_in("ha").post(page, {"ngay": "22/11/2026", "f_study_months": "mười"})

    assert response.status_code == 200
    assert "Cần số nguyên từ 0 đến 10.000." in words(response)


def test_a_decision_is_kept_with_what_was_declared_and_checked_again(page, signed_in):
    client = signed_in("ha")

    kept = record(client, page, f_has_job_plan="co")
    address = kept.redirect_chain[-1][0]
    checked = client.get(address, {"kiem-tra": "1"})

    said = words(kept)
    assert "Đã ghi quyết định" in said
    assert "Còn được vay 40.000.000 đ" in said
    assert "có, do cán bộ khai" in said
    assert "Xét lại cho cùng kết quả" in words(checked)
    assert "Cho vay hộ cận nghèo Được vay 22/11/2026" in words(client.get(page))


def test_a_decision_of_another_commune_is_not_there(page, signed_in):
    address = record(signed_in("ha"), page).redirect_chain[-1][0]

    assert signed_in("sau").get(address).status_code == 404
    assert signed_in("hoa").get(address).status_code == 403


@pytest.mark.parametrize(
    "sent", [{"programme": "vay-nong"}, {"f_poverty_class": "POOR"}, {"f_study_months": "mười"}, {"ngay": "x"}]
)
def test_a_decision_that_cannot_be_kept_says_why(sent, page, signed_in):
    response = record(signed_in("ha"), page, **sent)

    assert response.status_code == 200
    assert 'class="alert alert-wrong"' in response.content.decode()
    assert not EligibilityDecision.objects.exists()
