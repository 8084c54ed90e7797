"""Figures that other lending systems publish, through our engine: a test a vector, by its id."""

import json
from pathlib import Path

import pytest

from tests.support.vectors import OURS, SHARED, Verdict, judge, load, main

HANDED_OUT = load(SHARED) if SHARED.exists() else []


@pytest.mark.skipif(not HANDED_OUT, reason="the file of outside vectors does not lie beside the project")
@pytest.mark.parametrize("vector", HANDED_OUT, ids=lambda vector: vector["id"])
def test_a_vector_that_was_handed_out_agrees(vector):
    assert judge(vector).reasons == ()


@pytest.mark.parametrize("vector", load(OURS), ids=lambda vector: vector["id"])
def test_a_vector_that_we_found_agrees(vector):
    assert judge(vector).reasons == ()


def test_a_vector_of_unknown_kind_is_said_to_be_unknown():
    outcome = judge({"id": "X", "kind": "fortune"})

    assert outcome.verdict is Verdict.UNKNOWN
    assert "fortune" in outcome.reasons[0]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"day_count": "actual/999"}, "the day count 'actual/999' is not known"),
        ({"annual_rate_pct": "13"}, "balance is"),
        ({"instalments": 0, "due_dates": []}, "ImpossibleTerms"),
    ],
)
def test_what_cannot_be_read_or_differs_is_said_and_not_raised(changed, reason):
    vector = next(vector for vector in load(OURS) if vector["id"] == "RS03")

    outcome = judge(vector | {"terms": vector["terms"] | changed})

    assert outcome.verdict is Verdict.DIFFERS
    assert reason in outcome.reasons[0]


def _file(folder: Path, *vectors: dict) -> str:
    file = folder / "vectors.json"
    file.write_text(json.dumps({"_schema": {}, "vectors": vectors}), encoding="utf-8")
    return str(file)


def test_the_command_counts_by_kind_and_ends_well_where_all_agree(tmp_path, capsys):
    code = main([_file(tmp_path, *load(OURS))])

    assert code == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[0] == "all"


def test_the_command_names_each_difference_in_a_line_and_ends_badly(tmp_path, capsys):
    vector = next(vector for vector in load(OURS) if vector["kind"] == "ageing")

    code = main([_file(tmp_path, vector | {"id": "WRONG", "expected": {"1-3": "1"}}, {"id": "ODD", "kind": "odd"})])

    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert any(line.startswith("WRONG (ageing): ") for line in lines)
    assert any("unknown kind" in line for line in lines)
    assert any(line.startswith("ODD (odd): ") for line in lines)


def test_a_file_that_is_no_file_of_vectors_is_refused_plainly(tmp_path, capsys):
    file = tmp_path / "vectors.json"
    file.write_text("no JSON", encoding="utf-8")

    assert main([str(file)]) == 2
    assert "cannot be read as vectors" in capsys.readouterr().err
