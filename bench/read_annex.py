"""How long does it take to read the annex of Plan 17, in each format, against the limit of one second?

Run from the repository: `python bench/read_annex.py [rounds]`. It ends with 1 when a format is over the limit.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import django
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
LIMIT_MS = 1_000
SMALL_SIZE = 2


def main() -> int:
    """Print a table of times and return how the script should end."""
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    settings.configure(USE_I18N=True, LANGUAGE_CODE="vi", INSTALLED_APPS=[])
    django.setup()
    from bench.support.result import result, size_asked

    kept = []
    print(f"{'format':8}{'bytes':>10}{'best ms':>10}{'median ms':>11}  tasks")
    for name, content in _files().items():
        times, tasks = _times(content, filename=f"plan-17.{name}", rounds=size_asked(5))
        # The best of the rounds is the work itself; caches and neighbours explain the rest.
        best_ms, median_ms = min(times), sorted(times)[len(times) // 2]
        print(f"{name:8}{len(content):>10}{best_ms:>10}{median_ms:>11}  {tasks}")
        kept.append(result(f"reading the annex as {name}", best_ms, LIMIT_MS, unit="ms"))
    return 0 if all(kept) else 1


def _files() -> dict[str, bytes]:
    """Return the annex as the four kinds of file."""
    from tests.exchange.annex_builders import HEADER, as_docx, as_pdf, as_xlsx
    from tests.exchange.test_plan_17_files import plan_17_rows

    rows = plan_17_rows()
    text = (ROOT / "demo" / "plan-17-annex.txt").read_bytes()
    return {
        "txt": text,
        "docx": as_docx(HEADER, rows),
        "pdf": as_pdf(HEADER, rows),
        "xlsx": as_xlsx(HEADER, rows),
    }


def _times(content: bytes, *, filename: str, rounds: int) -> tuple[list[int], int]:
    """Read a file several times; return each time in milliseconds and the number of tasks found."""
    from tests.core.annex.quang_ngai import VOCABULARY

    from tantam.core.annex import read_annex
    from tantam.core.annex.vocabulary import Vocabulary
    from tantam.exchange.annex_files import read_annex_file

    times, tasks = [], 0
    for _ in range(rounds):
        # A fresh vocabulary each time: building its phrases is part of the work.
        vocabulary = Vocabulary(units=VOCABULARY.units)
        # Processor time: what else the machine is doing must not decide.
        start = time.process_time_ns()
        reading = read_annex(read_annex_file(content, filename=filename), vocabulary=vocabulary)
        times.append((time.process_time_ns() - start) // 1_000_000)
        tasks = len(reading.tasks)
    return times, tasks


if __name__ == "__main__":
    raise SystemExit(main())
