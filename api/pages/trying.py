"""What a form does beside the log: passwords, sessions, keys. Done, or shown again with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import ValidationError
from starlette.responses import Response

from api.http.errors import status_of
from api.pages.forms import Filled, Form
from domain.rejected import Rejected

DoneT = TypeVar("DoneT")


def tried(
    form: Form,
    do: Callable[[], DoneT],
    *,
    then: Callable[[DoneT], Response],
    again: Callable[[Filled, int], Response],
    places: Mapping[str, str] | None = None,
) -> Response:
    """Return what `then` makes of what was done, or the form again.

    `places` says which field of the form a refusal means, where it has another name for it.
    """
    try:
        form.check_session()
        done = do()
    except (Rejected, ValidationError) as error:
        filled = renamed(form.refused(error), places or {})
        return again(filled, 422 if isinstance(error, ValidationError) else status_of(error.code))
    return then(done)


def renamed(filled: Filled, places: Mapping[str, str]) -> Filled:
    """Return the form with its errors at the fields of the form."""
    return replace(filled, errors={places.get(name, name): said for name, said in filled.errors.items()})
