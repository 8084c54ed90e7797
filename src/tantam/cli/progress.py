"""Progress of long work, on the error stream, so that the output stays clean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def counting(name: str, *, total: int, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Show a bar for the named work; yield the function that says how many are done."""
    console = Console(stderr=True, quiet=quiet or not Console(stderr=True).is_terminal)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=max(total, 1))
        yield lambda done: bar.update(task, completed=done)
