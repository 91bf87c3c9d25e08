"""Lists over HTTP: one route a list, with exactly the filters the list has, a page or a file, as of any moment."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import Response

from api.http.answering import lists
from api.http.cursors import Cursor, CursorUnreadable
from api.http.files import AcceptHeader, FormatAsked, LanguageHeader, file_answer, wanted
from api.http.querying import Moment, TheQuery
from api.http.router import Router
from api.http.values import PERIOD_PATTERN, RegionText, YearAsked, slashed
from application.access.decide import regions_of
from application.access.places import ANYWHERE
from application.lists import KeyOfAnotherList, ListOf, Where
from domain.periods import Period
from domain.regions import RegionCode


def _texts(zh: str, en: str) -> Any:
    return Annotated[list[str], Query(max_length=100, description=f"{zh}，可多次 / {en}, repeatable")]


def _text(zh: str, en: str) -> Any:
    return Annotated[str, Query(max_length=200, description=f"{zh} / {en}")]


FILTERS: Mapping[str, tuple[str, Any]] = {
    "programmes": ("programme", _texts("项目", "Programme")),
    "regions": (
        "region",
        Annotated[
            list[RegionText], Query(max_length=100, description="区划，含下辖，可多次 / With all inside, repeatable")
        ],
    ),
    "stages": ("stage", _texts("状态", "Stage")),
    "period": ("period", Annotated[str | None, Query(pattern=PERIOD_PATTERN, description="发放期间 / Period")]),
    "year": ("year", Annotated[YearAsked | None, Query()]),
    "batch": ("batch", _text("批次编号", "Batch id")),
    "notice": ("notice", _text("公示编号", "Notice id")),
    "agreement": ("agreement", _text("协议编号", "Agreement id")),
    "award": ("award", _text("奖补编号", "Award id")),
    "assessment": ("assessment", _text("核定编号", "Assessment id")),
    "scheme": ("scheme", _text("方案编号", "Scheme id")),
    "budget": ("budget", _text("预算编号", "Budget id")),
    "inspection": ("inspection", _text("督查编号", "Inspection id")),
    "screening": ("screening", _text("筛查编号", "Screening id")),
    "beneficiary": ("beneficiary", _text("人员编号", "Beneficiary id")),
}
"""Each filter's name in an address, and how it is read."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A list as it is offered: the address, the operation that has to be permitted, and what it is called.

    `inside` names the filter that is part of the address (`/batches/{batch}/lines`).
    """

    of: ListOf[Any]
    path: str
    operation: str
    zh: str
    en: str
    tag: str
    inside: str = ""


def list_route(offered: Offered) -> Callable[..., Response]:
    """Return the route of one list."""

    filters: Any = Depends(where_of(offered))

    def pages(
        request: Request,
        query: TheQuery,
        where: Where = filters,
        limit: Annotated[int, Query(ge=1, le=1000, description="每页行数 / Rows a page")] = 100,
        cursor: Annotated[
            str,
            Query(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$", description="上一页给出的游标 / From the page before"),
        ] = "",
        newest_first: Annotated[bool, Query(description="倒序 / In reverse order")] = False,
        format: FormatAsked = None,  # noqa: A002 - the parameter's name in the address
        accept: AcceptHeader = "",
        accept_language: LanguageHeader = "",
    ) -> Response:
        query.may(offered.operation, ANYWHERE)
        seen = replace(where, within=regions_of(query.caller.account, offered.operation))
        begun = Cursor.parse(cursor, of=offered.of.name) if cursor else None
        goes_on = Moment(begun.position, query.effective) if begun else None  # as of the position of the page before
        if export := wanted(format, accept):
            moment = goes_on or query.moment()
            return file_answer(
                query,
                moment,
                export,
                name=offered.of.name,
                titles=(offered.zh, offered.en),
                row_type=offered.of.row,
                rows=query.views.rows(offered.of, where=seen, **moment.both),
                accept_language=accept_language,
            )
        after, times = (begun.key, goes_on.both) if begun and goes_on else (None, query.times())
        try:
            page = query.views.page(
                offered.of, after=after, limit=limit, newest_first=newest_first, where=seen, **times
            )
        except KeyOfAnotherList:
            raise CursorUnreadable("cursor") from None
        following = None if page.next is None else str(Cursor(offered.of.name, page.position, page.next))
        told = {"items": page.rows, "cursor": following, "next": following and _next(request, following)}
        return query.answer(Moment(page.position, query.effective), told)

    pages.__name__ = f"list_{offered.of.name}"
    pages.__doc__ = f"{offered.zh} / {offered.en}"
    return lists(offered.of.row)(pages)


def add_lists(router: Router, all_offered: tuple[Offered, ...]) -> None:
    """Add the routes of lists."""
    for offered in all_offered:
        router.add_api_route(
            offered.path,
            list_route(offered),
            methods=["GET"],
            tags=[offered.tag],
            response_class=Response,
        )


def _next(request: Request, cursor: str) -> str:
    address = request.url.include_query_params(cursor=cursor)
    return f"{address.path}?{address.query}"


def where_of(offered: Offered) -> Callable[..., Where]:
    """Return the dependency that reads the filters of this list, and no others."""
    names = {FILTERS[name][0]: name for name in sorted(offered.of.filters) if name != offered.inside}

    def read(**given: Any) -> Where:
        found: dict[str, Any] = {}
        for written, value in given.items():
            name = names.get(written, written)
            if name == offered.inside:
                found[name] = slashed(value)
            elif name == "regions":
                found[name] = tuple(RegionCode.parse(one) for one in value)
            elif name == "period" and value:
                found[name] = Period.parse(value)
            elif value:
                found[name] = tuple(value) if isinstance(value, list) else value
        return Where(**found)

    parameters = [_parameter(written, name, offered) for written, name in names.items()]
    if offered.inside:
        parameters.insert(0, inspect.Parameter(offered.inside, inspect.Parameter.KEYWORD_ONLY, annotation=str))
    read.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what FastAPI reads
    return read


def _parameter(written: str, name: str, offered: Offered) -> inspect.Parameter:
    kind = FILTERS[name][1]
    needed = name in offered.of.needs
    several = name in ("programmes", "regions", "stages")
    default: Any = inspect.Parameter.empty if needed else [] if several else None if name in ("period", "year") else ""
    return inspect.Parameter(written, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
