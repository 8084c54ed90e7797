"""Runs every benchmark of this folder and prints one table: what was asked, what was measured, whether it is enough.

    python -m bench                 at the sizes that the limits are about; the better part of an hour
    python -m bench small           at the SMALL_SIZE of each script, in a few minutes
    python -m bench small book_verify ledger_posting

Each script takes its size as its first argument, says its findings through `bench/support/result.py`, and is a
program of its own. Exits with 1 if a limit was not kept or a script failed.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from bench.support.result import Result, results_in

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NOT_INSTALLED = 2  # what a script ends with that lacks what it compares us with


def main() -> int:
    """Run what was asked for and return how the runner should end."""
    words = set(sys.argv[1:])
    is_small = "small" in words
    names = words - {"small", "full"}
    every = [path for path in sorted(HERE.glob("*.py")) if path.stem != "__main__"]
    scripts = [path for path in every if path.stem in names or not names]
    if unknown := names - {path.stem for path in scripts}:
        print(f"There is no benchmark {', '.join(sorted(unknown))} in {HERE.name}/.")
        return 1
    found: list[Result] = []
    failed: list[str] = []
    for path in scripts:
        size = [str(small_size(path))] if is_small and small_size(path) else []
        print(f"== {path.name} {' '.join(size)}", flush=True)
        code, output = run([sys.executable, str(path), *size])
        found += (results := results_in(output))
        if code and not any(not each.ok for each in results):
            failed.append(f"{path.name}: {'not measured' if code == NOT_INSTALLED else f'ended with {code}'}")
    print_table(found, failed)
    return 1 if failed or not all(each.ok for each in found) else 0


def small_size(path: Path) -> int | None:
    """Return what a script calls its SMALL_SIZE."""
    named = re.search(r"^(?:\w+ = )?SMALL_SIZE = ([\d_]+)\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    return int(named[1]) if named else None


def run(command: list[str]) -> tuple[int, str]:
    """Run a script and pass its words on; return how it ended and what it said."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "PYTHONUNBUFFERED": "1"}
    lines = []
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if not results_in(line):
                print(line, end="", flush=True)
    return process.returncode, "".join(lines)


def print_table(found: list[Result], failed: list[str]) -> None:
    """Print a line for each limit, and for each script that came to nothing."""
    width = max([len(each.question) for each in found], default=0)
    print(f"\n{'question':{width}}{'measured':>14}{'limit':>16}{'ratio':>8}  ok")
    for each in found:
        limit = f"{'≥' if each.at_least else '≤'} {each.limit:,.6g} {each.unit}"
        measured = f"{each.measured:,.6g} {each.unit}"
        print(f"{each.question:{width}}{measured:>14}{limit:>16}{each.ratio:>8.2f}  {'yes' if each.ok else 'NO'}")
    for line in failed:
        print(line)


if __name__ == "__main__":
    sys.exit(main())
