"""审计数据与公开数据 / The books for auditors' software, and a year's open data for everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import Path, Query
from starlette.responses import Response, StreamingResponse

from api.http.answering import is_open
from api.http.caller import Caller, TheCaller
from api.http.querying import AsOfText, Querying
from api.http.router import Router
from api.http.values import MONTH_PATTERN
from application.audit_data.books import span_of
from application.audit_data.exporting import exported, wanted
from domain.periods import Month

router = Router(tags=["audit data"])

ZIP = "application/zip"
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {ZIP: {"schema": {"type": "string", "contentMediaType": ZIP}}}}
}

FirstMonth = Annotated[str, Query(pattern=MONTH_PATTERN, description="起始月份 / First month", examples=["2017-01"])]
LastMonth = Annotated[str, Query(pattern=MONTH_PATTERN, description="结束月份 / Last month", examples=["2017-12"])]
AsOf = Annotated[AsOfText | None, Query()]
OpenYear = Annotated[int, Path(ge=2000, le=2100, description="年度 / Fiscal year", examples=[2017])]


@router.get("/audit-data", response_class=Response, responses=_FILE)
def audit_data(caller: TheCaller, first_month: FirstMonth, last_month: LastMonth, as_of: AsOf = None) -> Response:
    """审计数据包：电子账簿、凭证、余额、指标与控制表 / The books of some months of a year, as one zip."""
    return books_file(_asking(caller, as_of), first_month, last_month)


@router.get("/open-data/{year}", response_class=Response, responses=_FILE)
@is_open
def open_data(year: OpenYear, caller: TheCaller, as_of: AsOf = None) -> Response:
    """某年公开数据与数据字典；指定时点须有权限 / A year's open data; as of a past moment for auditors."""
    query = _asking(caller, as_of)
    if query.asks_of_the_past:
        query.may("open_data")
    position, content = caller.services.open_data.package(year, as_of=query.moment().position)
    name = caller.services.open_data.file_name(year, position)
    return Response(content, media_type=ZIP, headers=_named(name, position))


def books_file(query: Querying, first: str, last: str) -> Response:
    """Answer with the books of some months, streamed as they are read. Raises what stands in their way beforehand."""
    query.may("audit_data")
    desk = query.caller.services.desk
    months = Month.parse(first, field="first_month"), Month.parse(last, field="last_month")
    span = span_of(*months, today=desk.clock.today())
    asked = wanted(span, query.moment().position if query.asks_of_the_past else None, desk)
    name = asked.file_name(desk.log.ledger)
    return StreamingResponse(exported(asked, desk), media_type=ZIP, headers=_named(name, asked.as_of))


def _asking(caller: Caller, as_of: int | datetime | None) -> Querying:
    """Return the question: a file of months or of a year has no other day up to which it counts."""
    return Querying(caller, as_of, None, None)


def _named(name: str, position: int) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Ledger-Position": str(position)}
