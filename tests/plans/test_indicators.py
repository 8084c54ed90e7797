"""The figures a task asks for, and the values that units report: exact, with their measure."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.base.errors import AlreadyDone, NotAllowed, OutOfScope, RequestConflict
from tantam.base.models import AuditEntry
from tantam.plans.commands.indicators import (
    UnableToRecord,
    UnableToSetIndicator,
    end_indicator,
    record_values,
    set_indicator,
)
from tantam.plans.models import Indicator, IndicatorValue, Submission
from tantam.plans.parts.writing import UnableToWrite
from tests.support.submissions import file

pytestmark = pytest.mark.django_db


@pytest.fixture
def capital(cast, duty):
    """Return the number of an indicator with two decimals."""
    return set_indicator(
        asked=cast.asked("lan"),
        task_id=duty.task_id,
        code="von",
        name="Vốn ủy thác",
        measure="triệu đồng",
        decimals=2,
    )


def record(cast, duty, value, *, key=None, code="von"):
    return record_values(asked=cast.asked("hoa", key=key), duty_id=duty.id, values={code: value})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.decimals(min_value=-(10**13) + 1, max_value=10**13 - 1, places=2, allow_nan=False))
def test_a_figure_is_kept_to_the_last_digit(cast, duty, capital, value):
    record(cast, duty, value)

    assert IndicatorValue.objects.get().value == value


def test_a_figure_can_be_changed_and_taken_back(cast, duty, capital):
    record(cast, duty, Decimal("1.5"))
    assert record(cast, duty, Decimal("1.5")) == 1
    assert record(cast, duty, Decimal("2.25")) == 2
    assert IndicatorValue.objects.get().value == Decimal("2.25")

    assert record(cast, duty, None) == 3
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (Decimal("1.005"), "2 chữ số"),
        (Decimal(10) ** 13, "quá lớn"),
        (Decimal("1E+400"), "quá lớn"),
        (Decimal("1E-400"), "2 chữ số"),
        (Decimal("NaN"), "quá lớn"),
    ],
)
def test_a_figure_that_does_not_fit_is_refused(cast, duty, capital, value, sentence):
    with pytest.raises(UnableToRecord, match=sentence):
        record(cast, duty, value)

    assert not IndicatorValue.objects.exists()


def test_a_figure_that_is_not_asked_for_is_refused(cast, duty, capital):
    with pytest.raises(UnableToRecord, match="khong-co"):
        record(cast, duty, Decimal(1), code="khong-co")
    end_indicator(asked=cast.asked("lan"), indicator_id=capital)
    with pytest.raises(UnableToRecord, match="von"):
        record(cast, duty, Decimal(1))


def test_figures_are_not_changed_after_filing_nor_by_neighbours(cast, duty, capital):
    record(cast, duty, Decimal(1))
    file(cast, duty)

    with pytest.raises(UnableToWrite):
        record(cast, duty, Decimal(2))
    with pytest.raises(OutOfScope):
        record_values(asked=cast.asked("tam"), duty_id=duty.id, values={"von": Decimal(2)})


def test_reported_figures_keep_their_meaning(cast, duty, capital):
    record(cast, duty, Decimal("1.25"))
    change = {"task_id": duty.task_id, "code": "von", "name": "Vốn"}

    with pytest.raises(UnableToSetIndicator, match="triệu đồng"):
        set_indicator(asked=cast.asked("lan"), **change, measure="tỷ đồng", decimals=2)
    with pytest.raises(UnableToSetIndicator, match="không giảm"):
        set_indicator(asked=cast.asked("lan"), **change, measure="triệu đồng", decimals=1)
    set_indicator(asked=cast.asked("lan"), **change, measure="triệu đồng", decimals=3, required=True)

    assert Indicator.objects.get().required


def test_an_ended_indicator_keeps_its_figures_and_can_be_asked_for_again(cast, duty, capital):
    record(cast, duty, Decimal(1))
    end_indicator(asked=cast.asked("lan"), indicator_id=capital)

    assert IndicatorValue.objects.count() == 1
    with pytest.raises(UnableToSetIndicator, match="trước đó"):
        end_indicator(asked=cast.asked("lan"), indicator_id=capital)
    again = set_indicator(
        asked=cast.asked("lan"),
        task_id=duty.task_id,
        code="von",
        name="Vốn",
        measure="triệu đồng",
        decimals=2,
    )
    assert again == capital
    assert Indicator.objects.get().ended_at is None


@pytest.mark.parametrize("missing", ["code", "name", "measure"])
def test_a_figure_needs_code_name_and_measure(cast, duty, missing):
    fields = {"code": "a", "name": "A", "measure": "hộ"} | {missing: " "}

    with pytest.raises(UnableToSetIndicator):
        set_indicator(asked=cast.asked("lan"), task_id=duty.task_id, **fields)


def test_what_does_not_exist_is_not_found(cast, duty):
    with pytest.raises(OutOfScope):
        set_indicator(asked=cast.asked("lan"), task_id=10**9, code="a", name="A", measure="hộ")
    with pytest.raises(OutOfScope):
        end_indicator(asked=cast.asked("lan"), indicator_id=10**9)


def test_units_do_not_choose_what_is_asked(cast, duty, capital):
    with pytest.raises(NotAllowed):
        set_indicator(asked=cast.asked("minh"), task_id=duty.task_id, code="a", name="A", measure="hộ")
    with pytest.raises(NotAllowed):
        end_indicator(asked=cast.asked("minh"), indicator_id=capital)


@pytest.mark.replays("plans.record_values")
def test_the_same_request_twice_is_carried_out_once(cast, duty, capital):
    entries = AuditEntry.objects.count()
    ask = {"task_id": duty.task_id, "code": "ho", "name": "Số hộ", "measure": "hộ"}

    record(cast, duty, Decimal(1), key="v")
    number = set_indicator(asked=cast.asked("lan", key="s"), **ask)
    end_indicator(asked=cast.asked("lan", key="e"), indicator_id=capital)

    for repeat in (
        lambda: record(cast, duty, Decimal(1), key="v"),
        lambda: set_indicator(asked=cast.asked("lan", key="s"), **ask),
        lambda: end_indicator(asked=cast.asked("lan", key="e"), indicator_id=capital),
    ):
        with pytest.raises(AlreadyDone):
            repeat()
    for other in (
        lambda: record(cast, duty, Decimal(2), key="v"),
        lambda: set_indicator(asked=cast.asked("lan", key="s"), **ask | {"measure": "người"}),
        lambda: end_indicator(asked=cast.asked("lan", key="e"), indicator_id=number),
    ):
        with pytest.raises(RequestConflict):
            other()
    assert AuditEntry.objects.count() == entries + 3
    assert Submission.objects.get().version == 1
