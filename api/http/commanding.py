"""How a route takes a command down the road: who asks, whether they may, under which key, what they are answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Depends, Header, Request
from pydantic import WithJsonSchema
from starlette.responses import Response

from api.http.caller import Caller
from api.http.rendering import command_answer, to_json
from application.access.places import operation_of, places_of
from application.desk import Desk
from application.road import Answer, Command, Expecting, Officer, WouldDo
from application.work import Work
from domain.catalogue import NAMES
from domain.rejected import Rejected

_ANY_OR_VERSION = re.compile(r'(?:\*|(?:W/)?"([0-9]{1,9})")')

Ask = TypeVar("Ask", bound=Command, contravariant=True)


class VersionUnreadable(Rejected):
    """If-Match holds one version, as the ETag said it: "3"."""

    code = "version_unreadable"
    zh = 'If-Match 应为所见的一个版本，如 ETag 所写："3"。'


class UseCase(Protocol[Ask]):
    """A use case of `application/commands`."""

    def __call__(self, ask: Ask, *, by: Officer, desk: Desk) -> Answer: ...


class Commanding:
    """One command of one request. `id` is the Idempotency-Key, which is the command's id."""

    def __init__(self, caller: Caller, *, key: str, dry_run: bool, seen: int | None) -> None:
        self.caller, self.id, self._dry_run, self._seen = caller, key, dry_run, seen

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing is to be written."""
        return self._dry_run

    @property
    def desk(self) -> Desk:
        """The desk, where nothing is written if the caller asked for a dry run."""
        desk = self.caller.services.desk
        return replace(desk, dry_run=True) if self._dry_run else desk

    def take(self, use_case: UseCase[Ask], ask: Ask, *, thing: str = "") -> Response:
        """Check the permission for where the thing lies, carry the command out, and answer.

        `thing` is the stream that If-Match speaks of. Raises what permissions, the road and the use case raise.
        """
        self.caller.may(operation_of(ask), places_of(ask, self.caller.services.desk))
        return self.answer(lambda desk: use_case(ask, by=self.caller.officer, desk=desk), thing=thing)

    def answer(self, carry_out: Callable[[Desk], Answer], *, thing: str = "", **more: Any) -> Response:
        """Carry something out that was permitted, and answer: the receipt's own words, the same bytes each time."""
        desk = self.desk
        if thing and self._seen is not None:
            desk = replace(desk, expecting=Expecting(thing, self._seen))
        try:
            answer = carry_out(desk)
        except WouldDo as rehearsed:
            return _rehearsal(rehearsed.work)
        headers = {"Ledger-Position": str(answer.position)}
        if answer.replayed:
            headers["Idempotent-Replayed"] = "true"
        return _json({**command_answer(answer.said), **more}, headers)


def _rehearsal(work: Work) -> Response:
    would = [
        {"stream": change.stream, "name": NAMES[type(fact)], "fact": fact}
        for change in work.changes
        for fact in change.facts
    ]
    return _json({"would_record": would}, {"Preference-Applied": "dry-run"})


def _json(content: object, headers: dict[str, str]) -> Response:
    return Response(to_json(content), media_type="application/json", headers=headers)


async def commanding(
    request: Request,
    idempotency_key: Annotated[
        str,
        Header(
            pattern=r"^[A-Za-z0-9._-]{8,100}$",
            description="命令编号，重试时不变，只生效一次 / Command id, repeated on retry; takes effect once",
            examples=["release-2017-1-a7f3"],
        ),
    ],
    prefer: Annotated[
        str,
        Header(description="`dry-run`：走完全程而不记录 / `dry-run`: walk the whole road and record nothing"),
    ] = "",
    if_match: Annotated[
        str,
        Header(description='所见版本，如 `"3"` / The version you saw, as its ETag said', examples=['"3"']),
        WithJsonSchema({"type": "string", "pattern": r'^(\*|(W/)?"[0-9]{1,9}")?$'}),
    ] = "",
) -> Commanding:
    """Return the request's command. Raises VersionUnreadable: who names a version must not be done without it."""
    preferences = {part.strip().lower() for part in prefer.split(",")}
    return Commanding(
        Caller(request), key=idempotency_key, dry_run="dry-run" in preferences, seen=_version(if_match.strip())
    )


def _version(if_match: str) -> int | None:
    """Return the version that has to be the thing's own; None where any will do."""
    if not if_match:
        return None
    said = _ANY_OR_VERSION.fullmatch(if_match)
    if said is None:
        raise VersionUnreadable("if-match")
    return None if said[1] is None else int(said[1])


TheCommand = Annotated[Commanding, Depends(commanding)]
