"""The law is dated data: every value says where it stands and when somebody looked."""

from datetime import date

import pytest
import yaml

from tests.repo.source import ROOT

# What `programmes/law_files.py`, `groups/law_files.py` and `ledger/chart.py` read, and refuse.
READ_ELSEWHERE = {"cases", "programmes", "poverty", "lending", "groups", "ledger", "papers.yaml"}
FILES = sorted(path for path in (ROOT / "law").rglob("*.yaml") if not READ_ELSEWHERE & set(path.parts))
VALUE_KEYS = {"value", "unit", "reference", "verify", "checked_on", "note", "starts_on", "ends_before"}
REFERENCE_KEYS = {"document", "year", "article", "note"}


def faults(values: dict) -> list[str]:
    """Return what is wrong with the values of a file, each with its name."""
    found = []
    for name, entry in values.items():
        if not isinstance(entry, dict):
            found.append(f"{name}: is not a value with a reference")
            continue
        reference = entry.get("reference") or {}
        found += [f"{name}: unknown key {key}" for key in set(entry) - VALUE_KEYS]
        found += [f"{name}: unknown key reference.{key}" for key in set(reference) - REFERENCE_KEYS]
        found += [f"{name}: no reference.{key}" for key in ("document", "year", "article") if not reference.get(key)]
        if "value" not in entry:
            found.append(f"{name}: no value")
        if isinstance(entry.get("value"), float):
            found.append(f"{name}: a float")
        if not isinstance(entry.get("checked_on"), date):
            found.append(f"{name}: checked_on is not a day")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_law_value_has_a_reference_and_a_day_it_was_checked(path):
    values = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert values
    assert not faults(values)


def test_a_value_without_reference_or_with_an_unknown_key_is_found():
    values = {"rate": {"value": 1, "checked": "yesterday"}}

    found = faults(values)

    assert "rate: unknown key checked" in found
    assert "rate: no reference.document" in found
    assert "rate: checked_on is not a day" in found
