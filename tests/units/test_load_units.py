"""The province's units."""

from pathlib import Path

import pytest
from vietnam_provinces import Ward

from tantam.base.errors import AlreadyDone
from tantam.exchange.unit_lists import read_unit_list
from tantam.units.commands import UnableToLoadUnits, UnitRow, load_units
from tantam.units.models import Commune, Unit
from tests.support.cast import asked_by_system

UNITS_FILE = Path(__file__).parents[2] / "demo" / "units.yaml"


def test_the_demo_list_has_the_state_names_of_the_96_communes():
    rows, _ = read_unit_list(UNITS_FILE)
    official = {f"{ward.code.value}": ward.name for ward in Ward.iter_all() if ward.province_code == 51}

    ours = {row.state_code: row.short_name for row in rows if row.state_code}

    assert ours == official
    assert len(ours) == 96


@pytest.mark.django_db
@pytest.mark.replays("units.load_units")
def test_loading_units_twice_adds_nothing():
    rows, valid_from = read_unit_list(UNITS_FILE)
    added = load_units(asked=asked_by_system(key="first"), rows=rows, valid_from=valid_from)

    again = load_units(asked=asked_by_system(), rows=rows, valid_from=valid_from)
    with pytest.raises(AlreadyDone):
        load_units(asked=asked_by_system(key="first"), rows=rows, valid_from=valid_from)

    assert (added, again) == (141, 0)
    assert Unit.objects.filter(kind="COMMUNE_PC").count() == Commune.objects.count() == 96
    assert Unit.objects.filter(kind="BANK_OFFICE", parent__code="NHCSXH").count() == 22


@pytest.mark.django_db
def test_two_units_with_one_code_are_refused():
    row = UnitRow(code="A", name="A", short_name="A", kind="DEPARTMENT")

    with pytest.raises(UnableToLoadUnits):
        load_units(asked=asked_by_system(), rows=(row, row), valid_from=read_unit_list(UNITS_FILE)[1])

    assert not Unit.objects.exists()
