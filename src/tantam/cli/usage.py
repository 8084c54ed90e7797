"""What the tool says when it does not understand its words; the library behind it says so in English only."""

import sys

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)


def explain_words(problem: ClickException) -> str:
    """Return in a sentence what was not understood, and where the use of the command is told.

    Nothing for a command without words: its help was printed.
    """
    if isinstance(problem, NoArgsIsHelpError):
        return ""
    context = getattr(problem, "ctx", None)
    names = context.command_path.split()[1:] if context else []
    return f"{_sentence(problem)} Cách dùng: {' '.join(['tantam', *names, '--help'])}"


def _sentence(problem: ClickException) -> str:
    match problem:
        case NoSuchOption(option_name=name, possibilities=others):
            likely = f" Có phải là {' hoặc '.join(sorted(others))}?" if others else ""
            return f"Không có tùy chọn {name}.{likely}"
        case MissingParameter(param=parameter) if parameter:
            return f"Thiếu {parameter.opts[0] if parameter.opts else parameter.name}."
        case BadParameter(param=parameter) if parameter:
            return f"Giá trị của {parameter.opts[0] if parameter.opts else parameter.name} không đúng."
        case BadOptionUsage(option_name=name):
            return f"Tùy chọn {name} thiếu giá trị, hoặc không nhận giá trị."
        case UsageError():
            return f"Không hiểu câu lệnh: {' '.join(['tantam', *sys.argv[1:]])}."
    return problem.format_message()
