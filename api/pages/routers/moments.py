"""看过去 / The time machine: any page as of any moment, and what was different then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import PlainTextResponse, Response

from api.http.listing import Offered
from api.http.router import Router
from api.http.routers.lists import OFFERED
from api.pages.look_back import LookBack, Typed, recorded_at
from api.pages.page import Page, ThePage, local
from api.pages.templating import CHINA
from application.access.decide import regions_of
from application.access.places import ANYWHERE
from application.lists import Total, Where
from application.queries import UnknownId
from application.replay.difference import COMPARED, At, PositionMoved, difference_of_position
from domain.money import Money
from domain.rejected import Rejected

router = Router()

Text = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class Counted:
    """A register at two moments: how many rows and what they come to, and by how much that is more."""

    offered: Offered
    before: Total
    after: Total
    is_compared: bool

    @property
    def more(self) -> int:
        """Rows more (or, below zero, fewer)."""
        return self.after.rows - self.before.rows

    @property
    def more_money(self) -> Money | None:
        """Money more (or less); None where there is no one sum."""
        if self.before.amount is None or self.after.amount is None:
            return None
        return self.after.amount - self.before.amount


@router.get("/look")
def look(
    page: ThePage,
    onward: Annotated[str, Query(max_length=2000)] = "/",
    slider: Text = "",
    position: Text = "",
    at: Text = "",
    until: Text = "",
) -> Response:
    """Lead to the same page as of the moment that was chosen: what was typed counts before where the slider stands."""
    page.query.may("position")
    head = page.views.position()
    exact = position.strip() or at.strip()
    moment, wrong = Typed(position if exact else slider, at, until).read(page, head)
    path = local(onward)
    if wrong:
        typed = {"position": position, "at": at, "until": until}
        wrong = {"until" if name == "effective" else name: said for name, said in wrong.items()}
        return page.show("time/look.html", status=422, onward=path, typed=typed, wrong=wrong)
    is_now = moment.position == head and not exact
    return page.lead_to(path, as_of="" if is_now else str(moment.position), effective=moment.effective or "")


@router.get("/time/at/{position}")
def told(page: ThePage, position: Annotated[int, Path(ge=1, le=10**15)]) -> Response:
    """Say in words when an entry was recorded, for the slider. Raises UnknownId."""
    page.query.may("position")
    at = recorded_at(page, position)
    if at is None:
        raise UnknownId(f"entry/{position}")
    entry = page.said("Entry %(position)s", position=f"{position:,}")
    text = f"{entry} · {at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
    return PlainTextResponse(text, headers={"cache-control": "no-store"})


@router.get("/time")
def then_and_now(
    page: ThePage, against_position: Text = "", against_at: Text = "", against_effective: Text = ""
) -> Response:
    """The ledger at one moment beside itself at another: its money and its registers."""
    page.query.may("difference", ANYWHERE)
    then = At(page.moment.position, page.moment.effective)
    typed = Typed(against_position, against_at, against_effective)
    other, wrong = typed.read(page, page.views.position())
    before, after = in_order(then, other)
    return page.show(
        "time/time.html",
        status=422 if wrong else 200,
        look=LookBack(then.position, page.views.position(), recorded_at(page, then.position)),
        typed=typed,
        wrong={"position": "", "at": "", "effective": "", **wrong},
        before=before,
        after=after,
        before_at=recorded_at(page, before.position),
        after_at=recorded_at(page, after.position),
        moved=_moved(page, before, after),
        registers=tuple(_registers(page, before, after)),
        link_of=_as_of,
    )


def in_order(one: At, other: At) -> tuple[At, At]:
    """Return two moments, the earlier first: by what was known, then by the day they count to."""
    return (one, other) if _key(one) <= _key(other) else (other, one)


def _key(moment: At) -> tuple[int, str]:
    return moment.position, moment.effective.isoformat() if moment.effective else "9999"


def _moved(page: Page, before: At, after: At) -> PositionMoved | None:
    """Compare the fund positions; None for who may not see all of it."""
    try:
        page.query.may("difference_of_position", ANYWHERE)
    except Rejected:  # The registers are shown all the same.
        return None
    return difference_of_position(before, after, page.views)


def _registers(page: Page, before: At, after: At) -> Iterator[Counted]:
    for offered in OFFERED:
        if offered.inside or offered.of.needs or not page.may(offered.operation):
            continue
        where = Where(within=regions_of(page.caller.account, offered.operation))
        was, now = (page.total(offered.of, where, moment.both) for moment in (before, after))
        yield Counted(offered, was, now, offered.of.name in COMPARED)


def _as_of(path: str, moment: At) -> str:
    """Return the address of a page as of a moment."""
    joint = "&" if "?" in path else "?"
    day = f"&effective={moment.effective}" if moment.effective else ""
    return f"{path}{joint}as_of={moment.position}{day}"
