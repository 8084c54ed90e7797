"""The one write path: a command runs once for a key, in one transaction, and leaves one audit entry."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.audit import write_entry
from tantam.base.errors import AlreadyDone, NotAllowed, RequestConflict
from tantam.base.models import Request
from tantam.base.rows import kept_cursor
from tantam.base.sealing import blind_index
from tantam.core.canonical import digest, plain, plain_digest

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Command:
    """What the register of commands knows about one."""

    name: str
    run: Callable[..., Any]
    sealed: frozenset[str]


_CLAIM: Final = (
    "INSERT INTO base_request (key, command, digest, at) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (key) DO NOTHING RETURNING id"
)
COMMANDS: Final[dict[str, Command]] = {}


def command(
    name: str, *, subject: Callable[[Any, dict[str, Any]], str] | None = None, sealed: tuple[str, ...] = ()
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a command.

    The function takes `asked` and keyword-only arguments with a canonical form, and returns something with
    a canonical form (a number, text, or None). The permission has the command's name. `subject` names what
    was changed, from the result and the arguments; `sealed` arguments are written to the audit as keyed digests,
    and go so into the request's, so that neither tells a name or a number to who tries them all.

    The command raises NotAllowed without the permission, AlreadyDone for a repeated key, RequestConflict for a
    repeated key with other content, and MissingPersonDataKey where something is sealed and the key is not here.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            assert not args, "commands take keyword arguments only"
            asked = kwargs["asked"]
            assert isinstance(asked, Asked)
            if not asked.actor.may(name):
                raise NotAllowed(_("Vai trò hiện tại không có quyền làm việc này."))
            arguments = {key: value for key, value in kwargs.items() if key != "asked"}
            shown = {k: _keyed(name, k, v) if k in sealed else plain(v) for k, v in arguments.items()}
            with transaction.atomic(durable=True):
                request_id = _claim(asked, name, plain_digest({"actor": asked.actor_id, "arguments": shown}))
                result = function(*args, **kwargs)
                write_entry(
                    asked=asked,
                    command=name,
                    subject=subject(result, arguments) if subject else "",
                    details={"arguments": shown, "result": plain(result)},
                    request_id=request_id,
                )
            return result

        assert name not in COMMANDS, f"two commands are called {name}"
        COMMANDS[name] = Command(name=name, run=run, sealed=frozenset(sealed))
        return run

    return register


def _keyed(name: str, argument: str, value: Any) -> str:
    """Return the keyed digest of an argument; a value looks different in every argument of every command."""
    return blind_index(digest(value), purpose=f"command.{name}.{argument}")


def _claim(asked: Asked, name: str, content: str) -> int:
    """Write the key down and return the row's number, or answer from the row that has it.

    Who comes second with the same key waits here until the first is done.
    """
    at = connection.ops.adapt_datetimefield_value(asked.at)
    with kept_cursor() as cursor:
        cursor.execute(_CLAIM, [asked.request_key, name, content, at])
        made = cursor.fetchone()
    if made is not None:
        return int(made[0])
    earlier = Request.objects.get(key=asked.request_key)
    if (earlier.command, earlier.digest) != (name, content):
        raise RequestConflict(_("Yêu cầu này đã được gửi trước đó với nội dung khác. Hãy tải lại trang rồi làm lại."))
    raise AlreadyDone(earlier.result)


def was_carried_out(request_key: str) -> bool:
    """Tell whether a request with this key was carried out before."""
    return Request.objects.filter(key=request_key).exists()
