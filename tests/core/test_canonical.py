"""One way to write a value down: what was made plain once is not walked again."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.canonical import canonical_json, digest, plain, plain_digest, plain_json


@dataclass(frozen=True)
class Row:
    """What a command may be given."""

    name: str
    amount_vnd: int


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(Row, st.text(), st.integers()),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner), st.tuples(inner, inner), st.dictionaries(st.text(), inner)),
    max_leaves=20,
)


@given(VALUES)
def test_a_plain_value_stays_as_it_is_and_has_the_same_digest(value):
    made = plain(value)

    assert plain(made) == made
    assert plain_json(made) == canonical_json(value)
    assert plain_digest(made) == digest(value)


def test_equal_texts_are_written_equally():
    apart = normalize("NFD", "Xã Ba Tơ")

    assert apart != "Xã Ba Tơ"
    assert canonical_json({"b": apart, "a": Decimal("1.50")}) == '{"a":"1.50","b":"Xã Ba Tơ"}'.encode()
    assert canonical_json([date(2026, 11, 23), b"", {"b", "a"}]).startswith(b'["2026-11-23",{"bytes":0,"sha256":"')


def test_what_has_no_exact_form_is_refused():
    with pytest.raises(TypeError, match="float"):
        plain({"rate": 0.5})
