"""Carrying out a command for a request: a refusal is said in the form that asked, or as a message."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.web.asking import ask, asked_by, new_request_key

# A page with one form, its title and what is said before it.
FORM_PAGE: Final = "web/form_page.html"


class KeyedForm(forms.Form):
    """A form with the key that keeps it from being carried out twice."""

    use_required_attribute = False

    request_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


def keyed(form_class: type[forms.Form], request: HttpRequest, **options: Any) -> Any:
    """Return a form for the request: filled in when it was sent, else new with a key."""
    initial = {"request_key": new_request_key(), **options.pop("initial", {})}
    if request.method == "POST":
        return form_class(request.POST, request.FILES, initial=initial, **options)
    return form_class(initial=initial, **options)


def refresh_key(form: forms.Form) -> None:
    """Give a form that is shown again a new key: what is sent next is another request."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data[form.add_prefix("request_key")] = new_request_key()  # type: ignore[index]


def carried_out(request: HttpRequest, form: forms.Form, run: Callable[..., Any], **arguments: Any) -> bool:
    """Carry out a command for a valid form, and tell whether it was; a refusal stands in the form.

    :raises OutOfScope, NotAllowed: as the command.
    """
    try:
        ask(run, asked=asked_by(request), **arguments)
    except Refusal as problem:
        show_refusal(form, problem)
        return False
    return True


def show_refusal(form: forms.Form, problem: Refusal) -> None:
    """Make a refusal an error of the form, with a fresh key; what hides or forbids is the whole answer, and raised."""
    if isinstance(problem, OutOfScope | NotAllowed):
        raise problem
    form.add_error(None, str(problem))
    refresh_key(form)


def carry_out(request: HttpRequest, run: Callable[..., Any], *, said: str = "", **arguments: Any) -> bool:
    """Carry out a command that has no form, and tell whether it was; a refusal is a message, and so is what is `said`.

    :raises OutOfScope, NotAllowed: as the command.
    """
    try:
        ask(run, asked=asked_by(request), **arguments)
    except (OutOfScope, NotAllowed):
        raise
    except Refusal as problem:
        messages.error(request, str(problem))
        return False
    if said:
        messages.success(request, said)
    return True


def answer_form(
    request: HttpRequest,
    form: forms.Form,
    write: Callable[[], str],
    *,
    done: Callable[[], str],
    home: str,
    template: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Carry out what a form asks for and go to where `done` says, or show the form with what is wrong.

    `home` is the name of the page to which one goes back unless the context says another.
    """
    if request.method == "POST" and form.is_valid():
        try:
            said = write()
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, said)
            return redirect(done())
    defaults = {"form": form, "action": _("Lưu"), "sign": "check", "back": reverse(home)}
    return render(request, template, defaults | context)
