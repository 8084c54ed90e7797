"""How long do 100.000 rows of official lists take, from the file to the register? Ten minutes are allowed.

Works in a temporary home with SQLite, the slower of the two databases. Four files of 25.000 rows (a commune has a
few thousand) are staged, read, approved and written; each is cut half-way, in reading and in writing, and taken up
again. Prints rows a second and the share of the limit that was used; exits with 1 when the limit is passed or when
anything was written twice. The number of rows may be given: `python bench/import_list.py 5000`.
"""

import sys
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.support.installed import begin  # noqa: E402
from bench.support.result import result, size_asked  # noqa: E402

begin()

from django.core.management import call_command  # noqa: E402
from tests.support.cast import Cast, make_cast  # noqa: E402
from tests.support.lists import approve, chosen, list_workbook, person_row, stage  # noqa: E402

from tantam.base.sealing import ensure_person_data_key  # noqa: E402
from tantam.operations.list_work import read_rest, write_rest  # noqa: E402
from tantam.people.commands.lists import map_columns  # noqa: E402
from tantam.people.models import Household, ListRow, Member, OfficialList, Person, Status  # noqa: E402

ROWS = size_asked(100_000)
SMALL_SIZE = 2_000
FILES = 4
LIMIT_SECONDS = max(600 * ROWS // 100_000, 1)
AT = datetime.fromisoformat("2026-11-22T05:00:00+00:00")
FIELDS = {1: "HOUSEHOLD_CODE", 2: "FULL_NAME", 3: "RELATION", 4: "IDENTITY", 5: "BIRTH", 6: "VILLAGE", 7: "STANDING"}
FAMILY = ("Phạm", "Đinh", "Hồ", "Nguyễn", "Trần", "Lê", "Võ", "Bùi")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phúc")


def rows_of(file: int, count: int) -> list[tuple[str, ...]]:
    """Return rows of households of three persons each."""
    made = []
    for at in range(count):
        name = f"{FAMILY[at % 8]} {GIVEN[at % 12]} {GIVEN[at // 12 % 12]}"
        made.append(
            person_row(
                name,
                1 + file * 1_000_000 + at,
                "Hộ nghèo" if at // 3 % 3 else "Hộ cận nghèo",
                code=f"BENCH-{file}-{at // 3:06d}",
                relation=("Chủ hộ", "Vợ", "Con")[at % 3],
                village=f"Làng {GIVEN[at // 3 % 12]}",
            )
        )
    return made


def take_in(cast: Cast, file: int, count: int) -> dict[str, float]:
    """Take one file in, cut half-way both times; return the seconds of each step."""
    seconds: dict[str, float] = {}
    content = list_workbook(*rows_of(file, count))
    list_id = stage(cast, content, kind="ADDITIONS", day=date(2027, 1, 1))
    map_columns(asked=cast.asked("ha"), list_id=list_id, chosen=chosen(count, FIELDS))
    half = Half(count, "rows_read", list_id)
    began = perf_counter()
    read_rest(list_id=list_id, at=AT, stopping=half)
    read_rest(list_id=list_id, at=AT, stopping=lambda: False)
    seconds["read"] = perf_counter() - began
    approve(cast, list_id, number=file + 1)
    half = Half(count, "rows_written", list_id)
    began = perf_counter()
    write_rest(list_id=list_id, stopping=half)
    write_rest(list_id=list_id, stopping=lambda: False)
    seconds["write"] = perf_counter() - began
    return seconds


class Half:
    """Says once that the work must stop: when half of it is done."""

    def __init__(self, count: int, field: str, list_id: int) -> None:
        self.count, self.field, self.list_id = count, field, list_id

    def __call__(self) -> bool:
        return bool(OfficialList.objects.values_list(self.field, flat=True).get(id=self.list_id) * 2 >= self.count)


def main() -> int:
    """Take the files in, print what it took, and compare with the limit."""
    call_command("migrate", verbosity=0)
    ensure_person_data_key()
    cast = make_cast()
    count = ROWS // FILES
    total = {"read": 0.0, "write": 0.0}
    for file in range(FILES):
        for step, took in take_in(cast, file, count).items():
            total[step] += took
        print(f"file {file + 1}: {count} rows, {sum(total.values()):.1f} s so far")
    rows, seconds = count * FILES, sum(total.values())
    homes = sum(-(-count // 3) for _file in range(FILES))
    for step, took in total.items():
        print(f"{step:6} {took:7.1f} s  {rows / took:8.0f} rows/s")
    found = (
        ListRow.objects.count(),
        Person.objects.count(),
        Member.objects.count(),
        Household.objects.count(),
        Status.objects.count(),
    )
    expected = (rows, rows, rows, homes, homes)
    print(f"rows, persons, members, households, statuses: {found}; expected {expected}")
    in_force = OfficialList.objects.filter(state="IN_FORCE").count()
    sound = found == expected and in_force == FILES
    return 0 if result(f"{rows:,} rows of official lists", seconds, LIMIT_SECONDS, unit="s", sound=sound) else 1


if __name__ == "__main__":
    sys.exit(main())
