"""差异 / Two moments of one register, row by row: what is new, gone or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.cursors import Cursor, CursorUnreadable
from api.http.listing import Offered
from api.http.router import Router
from api.http.routers.lists import OFFERED
from api.pages.look_back import Typed, recorded_at
from api.pages.page import Page, ThePage
from api.pages.reading import Said, read
from api.pages.routers.lists import SHOWN
from api.pages.routers.moments import in_order
from application.access.decide import regions_of
from application.access.places import ANYWHERE
from application.lists import KeyOfAnotherList, Where
from application.queries import UnknownId
from application.replay.difference import COMPARED, At, Difference, Differs, difference

router = Router()

ROWS_A_PAGE = 50
Text = Annotated[str, Query(max_length=40)]
_OFFERED = {one.of.name: one for one in OFFERED}


@dataclass(frozen=True, slots=True)
class Row:
    """One difference in words: of a changed row each field before and after, of others what it said."""

    thing: str
    differs: Differs
    said: Sequence[Said]
    changed: Sequence[tuple[Said, Said]]


@router.get("/differences")
def differences(
    page: ThePage,
    register: Annotated[str, Query(max_length=60)] = "",
    against_position: Text = "",
    against_at: Text = "",
    against_effective: Text = "",
    cursor: Annotated[str, Query(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$")] = "",
) -> Response:
    """Compare a register at two moments."""
    page.query.may("difference", ANYWHERE)
    open_to_them = [_OFFERED[name] for name in COMPARED if page.may(_OFFERED[name].operation)]
    typed = Typed(against_position, against_at, against_effective)
    other, wrong = typed.read(page, page.views.position())
    before, after = in_order(At(page.moment.position, page.moment.effective), other)
    rows: Sequence[Row] | None = None
    following = None
    if register and not wrong:
        rows, following = _rows(page, register, before, after, cursor)
    return page.show(
        "time/differences.html",
        status=422 if wrong else 200,
        registers=open_to_them,
        register=register,
        typed=typed,
        wrong={"position": "", "at": "", "effective": "", **wrong},
        before=before,
        after=after,
        before_at=recorded_at(page, before.position),
        after_at=recorded_at(page, after.position),
        rows=rows,
        begins=not cursor,
        next=following,
    )


def _rows(page: Page, register: str, before: At, after: At, cursor: str) -> tuple[list[Row], str | None]:
    """Return a page of differences and what to go on with. Raises UnknownId, and what permissions raise."""
    offered: Offered | None = _OFFERED.get(register)
    if offered is None or register not in COMPARED:
        raise UnknownId(register)
    page.query.may(offered.operation, ANYWHERE)
    where = Where(within=regions_of(page.caller.account, offered.operation))
    behind = Cursor.parse(cursor, of=f"difference {register}").key if cursor else None
    try:
        found = difference(COMPARED[register], before, after, page.views, where=where, behind=behind, limit=ROWS_A_PAGE)
    except KeyOfAnotherList:
        raise CursorUnreadable("cursor") from None
    following = None if found.next is None else str(Cursor(f"difference {register}", after.position, found.next))
    return [_row(page, register, one) for one in found.rows], following


def _row(page: Page, register: str, one: Difference) -> Row:
    if one.before is None or one.after is None:
        shown = set(SHOWN.get(register, "").split())
        return Row(one.thing, one.differs, _named(page, one.after or one.before, shown), ())
    names = {field.name for field in one.fields}
    pairs = zip(_named(page, one.before, names), _named(page, one.after, names), strict=True)
    return Row(one.thing, one.differs, (), tuple(pairs))


def _named(page: Page, row: object, names: set[str]) -> Sequence[Said]:
    """Return the fields of these names in words; all where none is named."""
    told = read(row, page.language)
    every = list(type(row).__dataclass_fields__)  # type: ignore[attr-defined]  # rows are dataclasses
    return [said for name, said in zip(every, told, strict=True) if not names or name in names]
