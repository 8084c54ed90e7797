"""`tantam setup`: everything an installation needs before it can serve; safe to repeat."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console


def setup() -> None:
    """Chuẩn bị thư mục, khóa, cơ sở dữ liệu và tệp tĩnh; chạy lại bao nhiêu lần cũng được."""
    steps: list[tuple[str, Callable[[], str]]] = [
        ("Thư mục", _make_folders),
        ("Khóa ký", _make_keys),
        ("Cơ sở dữ liệu", _migrate),
        ("Khóa dữ liệu cá nhân", _make_person_data_key),
        ("Bảo vệ các bảng chỉ ghi thêm", _install_guards),
        ("Tệp tĩnh", _collect_static),
    ]
    console = Console(highlight=False)
    for place, (name, step) in enumerate(steps, start=1):
        with console.status(f"[{place}/{len(steps)}] {name} …"):
            outcome = step()
        console.print(f"\\[{place}/{len(steps)}] {name}: {outcome}")


def _make_folders() -> str:
    from django.conf import settings

    for folder in (settings.TANTAM_HOME, settings.TANTAM_FILES_DIR, settings.TANTAM_MAIL_DIR):
        Path(folder).mkdir(parents=True, exist_ok=True)
    Path(settings.TANTAM_KEYS_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
    return str(settings.TANTAM_HOME)


def _make_keys() -> str:
    from tantam.base.signing import ensure_key

    return f"khóa công khai {ensure_key()[:16]}…"


def _make_person_data_key() -> str:
    """Make the key that seals personal data, unless something is sealed already that it could not open.

    :raises Refusal: if the key of what is sealed is missing.
    """
    from tantam.base.errors import Refusal
    from tantam.base.sealing import KEY_FILE, ensure_person_data_key
    from tantam.people.queries.keeping import get_seal_state

    state = get_seal_state()
    if state.rows and not state.has_key:
        raise Refusal(
            f"Có dữ liệu cá nhân đã niêm phong mà không thấy khóa {KEY_FILE}. "
            "Hãy khôi phục thư mục khóa từ bản sao lưu rồi chạy lại: tantam setup"
        )
    ensure_person_data_key()
    return "sẵn sàng"


def _migrate() -> str:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return "đã đúng phiên bản"
    call_command("migrate", interactive=False, verbosity=0)
    return f"đã áp dụng {len(waiting)} bước"


def _install_guards() -> str:
    from django.db import connection

    from tantam.base import guards

    guards.install(connection)
    return f"{len(guards.list_installed(connection))} bộ canh giữ"


def _collect_static() -> str:
    from django.conf import settings
    from django.core.management import call_command

    target = Path(settings.STATIC_ROOT)
    stamp = target.with_name(f"{target.name}.collected")
    state = hashlib.sha256("\n".join(_static_sources()).encode()).hexdigest()
    if target.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == state:
        return "không đổi"
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state, encoding="ascii")
    return "đã gom lại"


def _static_sources() -> Iterator[str]:
    """Yield a line for every static file of the program: path, size and time of change."""
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            yield f"{path} {found.st_size} {found.st_mtime_ns}"
