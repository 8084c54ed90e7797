"""A reform and a run of it over a register of two households, learnt once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tantam.core.canonical import digest
from tantam.core.eligibility.building import ColumnsBuilder
from tantam.core.reforms.trial import as_plain, try_reform
from tantam.programmes.law_files import law_digest, load_law
from tantam.programmes.models import Reform, ReformRun, Snapshot
from tantam.programmes.reforms.files import list_examples, load_assumptions
from tantam.programmes.reforms.reading import read_overlay
from tantam.units.models import Unit

AS_OF = date(2026, 10, 31)
AT = datetime(2026, 11, 1, 3, tzinfo=UTC)


@dataclass(frozen=True)
class SmallReform:
    """A reform of the bank's branch and its run."""

    reform: Reform
    run: ReformRun


def make_reform(*, unit: Unit, example: str = "near-poor-cap") -> SmallReform:
    """Write an example down for a unit, and run it over two near-poor households of Ba Tơ."""
    builder = ColumnsBuilder(room_for=2)
    for number in (1, 2):
        facts = {"poverty_class": "NEAR_POOR", "adults": number}
        builder.add(number=number, commune_code="21484", facts=facts, debts={})
    law, assumptions = load_law(), load_assumptions()
    text = next(one.text for one in list_examples() if one.key == example)
    overlay = read_overlay(text, law)
    reform = Reform.objects.create(
        name=overlay.name, overlay=text, unit=unit, written_by_name="Trần Thị Lan", written_at=AT
    )
    snapshot = Snapshot.objects.create(as_of=AS_OF, known_at=AT, state="MADE", households=2, content_sha256="0" * 64)
    result = as_plain(try_reform(law, overlay, builder.build(), as_of=AS_OF, assumptions=assumptions))
    run = ReformRun.objects.create(
        reform=reform,
        snapshot=snapshot,
        law_digest=law_digest(law),
        assumptions=assumptions.model_dump(mode="json"),
        result=result,
        result_digest=digest(result),
        run_by_name="Trần Thị Lan",
        run_at=AT,
    )
    return SmallReform(reform, run)
