"""公示单打印 / The notice that hangs in the village: masked names in large print, the hotline, a code to the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers.notices import Notice
from api.pages import words
from api.pages.documents import code_to, in_yuan, left, printed, right, short
from api.pages.notice_page import NoticeFile, read_notice
from api.pages.page import Page, ThePage
from application.public_notices import PEOPLE_A_PAGE, PublicPerson
from application.queries import UnknownId
from domain.free_text import PersonalNumberInText, looks_like_personal_number

router = Router()

PAGES_A_PART = 10
"""Pages of `PEOPLE_A_PAGE` people that one file prints; a longer notice is printed in parts."""

Part = Annotated[int, Query(ge=1, le=1000)]

_HEADS = words.sentences("No.", "Name", "Village", "Standard")


@router.get("/print/notices/{notice}.pdf")
def notice(page: ThePage, notice: Notice, part: Part = 1) -> Response:
    """公示单 / The notice sheet; reading the names, masked as they come out, is noted in the caller's name."""
    file = read_notice(page, notice)
    parts = max(1, -(-len(file.people) // (PEOPLE_A_PAGE * PAGES_A_PART)))
    if part > parts:
        raise UnknownId(f"notice/{file.state.id}, {part}")
    say, posted = page.said, file.published
    programme = page.programme(posted.programme)
    without_numbers(programme, posted.place, file.state.id)
    first = (part - 1) * PEOPLE_A_PAGE * PAGES_A_PART
    people = list(_people(page, file, part))
    called = _called(page, file, {posted.region, *(one.region for one in people)})
    number, name, village, standard = (say(one) for one in _HEADS)
    content = {
        "opening": say("These people are proposed for the subsidy. Whoever knows that something is wrong, say so."),
        "facts": _facts(page, file, called[posted.region]),
        "objections": say(
            "Objections until %(day)s: call %(hotline)s, or go to the township office. You need not give your name.",
            day=posted.closes_on,
            hotline=posted.hotline,
        ),
        "columns": [right(number), left(name), short(village), in_yuan(page, standard)],
        "rows": [
            [str(place), one.name, called[one.region], one.amount.grouped() if one.amount else "—"]
            for place, one in enumerate(people, first + 1)
        ],
        "remarks": [
            say("Names are masked, children's more than others'."),
            *([say("part %(part)s of %(parts)s", part=part, parts=parts)] if parts > 1 else []),
        ],
        "signed": f"{say('Seal of the office')}　　　　　　{posted.published_on}",
        "code": code_to(page, f"/public{file.path}", say("The same on the web")),
    }
    data = {"notice": file.state.id, "people": len(file.people), "published_on": posted.published_on}
    title = say("Public notice: %(programme)s", programme=programme)
    return printed(page, f"{say('Notice sheet')}-{file.state.id}", title, "notice", content, data=data)


def without_numbers(*texts: str) -> None:
    """Return if nothing in them looks like a number of somebody. Raises PersonalNumberInText."""
    if any(looks_like_personal_number(text) for text in texts):
        raise PersonalNumberInText("notice")


def _facts(page: Page, file: NoticeFile, region: str) -> list[tuple[str, str]]:
    posted = file.published
    return [
        (page.heading("notice"), file.state.id),
        (page.heading("region"), region),
        (page.heading("published_on"), str(posted.published_on)),
        (page.heading("closes_on"), str(posted.closes_on)),
        (page.heading("working_days"), str(posted.working_days)),
        (page.heading("people"), f"{len(file.people):,}"),
        (page.heading("place"), posted.place),
        (page.said("Hotline"), posted.hotline),
    ]


def _called(page: Page, file: NoticeFile, regions: set[str]) -> dict[str, str]:
    """Return each region's name of the day the notice was posted, with its code; only that where it has no name."""
    names = page.views.region_names(regions, **{**page.times, "effective": file.published.published_on})
    return {code: f"{names[code]} {code}" if code in names else code for code in regions}


def _people(page: Page, file: NoticeFile, part: int) -> Iterator[PublicPerson]:
    notices = page.caller.services.notices
    of = notices.notice(file.state.id)
    begin = (part - 1) * PAGES_A_PART + 1
    for number in range(begin, begin + PAGES_A_PART):
        yield from (found := notices.on_paper(of, number, reader=page.caller.account.id))
        if len(found) < PEOPLE_A_PAGE:
            return
