"""The tables of a run: what one of them adds up to, the others say too."""

from tantam.core.reforms.overlay import Overlay
from tantam.core.reforms.trial import as_plain, try_reform
from tantam.programmes.reforms.tables import tables_of
from tests.core.reforms.small_law import AS_OF, DAY, assumptions, register, small_law


def tables(changed, rows):
    overlay = Overlay.model_validate({"name": "Thử", "starts_on": DAY, "change": changed})
    trial = try_reform(small_law(), overlay, register(rows), as_of=AS_OF, assumptions=assumptions())
    return {table.key: table for table in tables_of(as_plain(trial), programmes={}, communes={})}


def test_a_source_that_lends_as_much_as_before_at_another_rate_is_still_shown():
    swapped = {
        "poor": {
            "rate": {"ppm": 60_000},
            "requirements": {"who": {"when": {"fact": "poverty_class", "one_of": ["NEAR_POOR"]}}},
        },
    }
    rows = [("21484", {"poverty_class": name}, {}) for name in ("POOR", "NEAR_POOR")]

    found = tables(swapped, rows)

    last = found["years"].rows[-1]
    assert last[8] < 0
    assert found["sources"].total[5:] == last[8:]
