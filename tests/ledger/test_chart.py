"""The chart of accounts is read strictly, and every account that the program knows stands in it."""

from datetime import date

import pytest
import yaml
from pydantic import ValidationError

from tantam.base.strict_files import UnreadableLaw
from tantam.core.law.chart import FAULTS, Chart
from tantam.core.law.dated import MissingValueError
from tantam.ledger.chart import load_chart
from tantam.ledger.parts import accounts
from tests.repo.source import ROOT

DAY = date(2026, 11, 22)


@pytest.fixture
def content():
    return yaml.safe_load((ROOT / "law" / "ledger" / "accounts.yaml").read_text(encoding="utf-8"))


def test_every_account_has_a_number_today_and_waits_to_be_verified():
    chart = load_chart()

    assert {chart.number_on(code, DAY) for code in chart.accounts}
    assert all(number.verify for account in chart.accounts.values() for number in account.numbers)


def test_memo_accounts_have_their_contra_account():
    assert load_chart().accounts["MEMO_CONTRA"].is_memo


def test_an_account_without_a_number_on_a_day_is_not_in_use():
    with pytest.raises(MissingValueError):
        load_chart().number_on("CASH_AT_OFFICE", date(2004, 9, 30))


def test_two_accounts_with_one_number_on_one_day_are_refused(content):
    content["accounts"]["CASH_AT_POINT"]["numbers"][0]["value"] = "1011"

    with pytest.raises(ValidationError, match="have the number 1011 on one day"):
        Chart.model_validate(content)


def test_a_number_may_pass_to_another_account_when_it_ended(content):
    content["accounts"]["CASH_AT_OFFICE"]["numbers"][0]["ends_before"] = date(2020, 1, 1)
    content["accounts"]["CASH_AT_POINT"]["numbers"][0] |= {"value": "1011", "starts_on": date(2020, 1, 1)}

    chart = Chart.model_validate(content)

    assert chart.fault_of(code="CASH_AT_OFFICE", source="", programme="", day=DAY) == "NOT_IN_USE"


def test_two_numbers_of_an_account_on_one_day_are_refused(content):
    numbers = content["accounts"]["CASH_AT_POINT"]["numbers"]
    numbers.append({**numbers[0], "value": "1099"})

    with pytest.raises(ValidationError, match="two numbers hold on one day"):
        Chart.model_validate(content)


@pytest.mark.parametrize("change", [{"colour": "red"}, {"side": "LEFT"}, {"split_by": ["SOURCE", "SOURCE"]}])
def test_a_word_that_is_not_known_is_refused(content, change):
    content["accounts"]["CASH_AT_POINT"] |= change

    with pytest.raises(ValidationError):
        Chart.model_validate(content)


def test_a_file_that_cannot_be_read_says_where(tmp_path):
    (tmp_path / "ledger").mkdir()
    path = tmp_path / "ledger" / "accounts.yaml"
    path.write_text("sources: {}\nsources: {}\n", encoding="utf-8")

    with pytest.raises(UnreadableLaw, match="duplicate key"):
        load_chart(tmp_path)
    with pytest.raises(UnreadableLaw, match="không có tệp này"):
        load_chart(tmp_path / "nowhere")


def test_every_fault_of_a_key_has_its_words():
    assert all(accounts._fault_words(fault) for fault in FAULTS)
