"""Whom a command is for when it names nobody: those a view knows when it is asked, the same ones when it is retried."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from api.http.body import People
from api.http.commanding import Commanding
from application.queries import Views


def _named_or_all(value: object) -> str:
    return "all" if isinstance(value, str) else "named"


PeopleOnNotice = Annotated[
    Annotated[People, Tag("named")] | Annotated[Literal["all_on_notice"], Tag("all")], Discriminator(_named_or_all)
]
ReturnedPeople = Annotated[
    Annotated[People, Tag("named")] | Annotated[Literal["all_returned"], Tag("all")], Discriminator(_named_or_all)
]


def selected(
    named: Sequence[str] | str, command: Commanding, known: Callable[[Views, int], Sequence[str]]
) -> tuple[str, ...]:
    """Return the people named, or those that a view knows as of the position the command looks at.

    That is the newest one; for a command that was answered before it is the one it was asked at, so that a retry asks
    for the same people. Raises what `Caller.signed_in` raises: nothing is looked up for a stranger.
    """
    if not isinstance(named, str):
        return tuple(named)
    _ = command.caller.signed_in
    desk = command.caller.services.desk
    position = desk.views_now()
    if receipt := desk.log.receipt(command.id):
        position = int(json.loads(receipt.answer)["first_position"]) - 1
    return tuple(known(desk.views, position))
