"""How a route asks the views: who asks, whether they may, as of when, and with what the answer is enveloped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic_core import PydanticCustomError
from starlette.responses import Response

from api.http.caller import Caller
from api.http.rendering import to_json
from api.http.values import Day, read_by
from application.access.places import Place
from application.queries import ViewBehind, Views

LONGEST_WAIT_SECONDS = 10
AS_OF_PATTERN = (
    r"^(0|[1-9][0-9]{0,14}|(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):00))$"
)


def _as_of(text: str) -> int | datetime:
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        zh, en = "应为位次或带时区的时刻。", "A position, or an instant with its zone."
        raise PydanticCustomError("not_an_as_of", "{en}", {"zh": zh, "en": en})
    return instant.astimezone(UTC)


AsOfText = Annotated[
    int | datetime,
    *read_by(
        _as_of,
        {
            "pattern": AS_OF_PATTERN,
            "examples": ["1190", "2017-12-31T15:59:59Z"],
            "description": "截至：位次，或记录的时刻 / As of: a position, or an instant of recording",
        },
    ),
]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a question is asked as of: everything recorded up to `position`, counting up to `effective` (None: all)."""

    position: int
    effective: date | None

    @property
    def both(self) -> dict[str, Any]:
        """As the views' queries take it."""
        return {"as_of": self.position, "effective": self.effective}


class Querying:
    """One question of one request."""

    def __init__(
        self,
        caller: Caller,
        as_of: int | datetime | None,
        effective: date | None,
        wait_for: int | None,
        *,
        if_none_match: str = "",
    ) -> None:
        self.caller = caller
        self.effective = effective
        self._known = frozenset(part.strip().removeprefix("W/") for part in if_none_match.split(","))
        self._as_of, self._wait_for = as_of, wait_for

    @property
    def views(self) -> Views:
        """The views of the ledger."""
        return self.caller.services.desk.views

    @property
    def asks_of_the_past(self) -> bool:
        """Whether a moment was named, past or not, in the stead of the newest."""
        return self._as_of is not None

    def may(self, operation: str, *places: Place) -> None:
        """Return if the caller may ask this of these places (see `Caller.may` for what it raises)."""
        self.caller.may(operation, places)

    def may_in(self, operation: str, places: Iterable[Place]) -> None:
        """Return if the caller may ask this of places that are worked out only if a role is narrowed."""
        self.caller.may(operation, places)

    def moment(self) -> Moment:
        """Return what the question is as of, once the views have come so far. Raises ViewBehind, ViewStopped."""
        if self._wait_for is not None:
            self._wait(self._wait_for)
        match self._as_of:
            case None:
                position = self.views.position()
            case int():
                position = self._as_of
                if position > self.views.position():
                    self.views.wait_for(position, timeout=0)
            case instant:
                position = self.views.position_at(instant)
        return Moment(position, self.effective)

    def times(self) -> dict[str, Any]:
        """Return both times as the views' queries take them, for an answer that says itself as of when it is.

        Where nothing is said of the position, the views are not asked for it beforehand. Raises what `moment` does.
        """
        if self._as_of is not None:
            return self.moment().both
        if self._wait_for is not None:
            self._wait(self._wait_for)
        return {"as_of": None, "effective": self.effective}

    def _wait(self, position: int) -> None:
        """Return once the views have come so far. Nobody waits for what is not in the log: nothing brings it there."""
        reached = self.views.position()
        if position > reached:
            if position > self.caller.services.feed.head():
                raise ViewBehind(position, reached)
            self.views.wait_for(position, timeout=LONGEST_WAIT_SECONDS)

    def answer(self, moment: Moment, content: dict[str, Any], *, version: int | None = None) -> Response:
        """Answer as of a moment; `version` of the thing asked for becomes its ETag, 304 for who knows it."""
        headers = {"Ledger-Position": str(moment.position)}
        if version is not None:
            headers["ETag"] = f'"{version}"'
            if headers["ETag"] in self._known:
                return Response(status_code=304, headers=headers)
        told = {"as_of": moment.position, "effective": moment.effective, **content}
        return Response(to_json(told), media_type="application/json", headers=headers)

    def answer_again(self, moment: Moment, found: object, content: Callable[[], dict[str, Any]]) -> Response:
        """Answer with what says itself as of when it is; nothing is written anew where it was `found` before."""
        told = self.caller.services.rendered.of(
            found, lambda: {"as_of": moment.position, "effective": moment.effective, **content()}
        )
        return Response(told, media_type="application/json", headers={"Ledger-Position": str(moment.position)})


async def querying(
    request: Request,
    as_of: Annotated[AsOfText | None, Query()] = None,
    effective: Annotated[
        Day | None,
        Query(description="计至此日生效的内容 / Count what is effective up to this day", examples=["2017-12-31"]),
    ] = None,
    wait_for: Annotated[
        int | None,
        Query(ge=0, le=10**15, description="等待视图到达此位次 / Wait until the views have reached this position"),
    ] = None,
) -> Querying:
    """Return the request's question."""
    known = request.headers.get("if-none-match", "")
    return Querying(Caller(request), as_of, effective, wait_for, if_none_match=known)


TheQuery = Annotated[Querying, Depends(querying)]
