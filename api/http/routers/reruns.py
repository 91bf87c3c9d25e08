"""重算：一项决定或整个项目，按原政策或假设的政策 / Reruns: of a decision or a programme, by its own rules or others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Self

from fastapi import Query
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from starlette.responses import Response

from api.http.answering import shows
from api.http.body import Body
from api.http.cursors import Cursor, CursorUnreadable
from api.http.policies import PolicyBody
from api.http.querying import Moment, Querying, TheQuery
from api.http.router import Router
from api.http.routers.things import CaseId
from api.http.values import ProgrammeId, RegionText, slashed
from application.access.decide import regions_of
from application.access.places import Place, places_of_stream
from application.lists import KeyOfAnotherList
from application.replay.decisions import DecisionRerun, rerun_decision
from application.replay.programmes import RerunAsked, Totals, rerun_page

router = Router(tags=["replay"])

Version = Annotated[int, Field(strict=True, ge=1, le=100_000, description="假设的政策版本 / Version to suppose")]
DecisionAt = Annotated[
    int | None,
    Query(ge=1, le=10**15, description="决定所在位次；不填则为最新 / The decision's position; else the newest"),
]


class SupposedBody(Body):
    """Rules to suppose: a version of the programme, or a policy that nobody has published. None: the decisions' own."""

    version: Version | None = None
    policy: PolicyBody | None = None

    @model_validator(mode="after")
    def one_or_none(self) -> Self:
        """Refuse two sets of rules at once."""
        if self.version is not None and self.policy is not None:
            zh, en = "版本与政策文本只能给出其一。", "Give a version or a policy, not both."
            raise PydanticCustomError("version_and_policy", "{en}", {"zh": zh, "en": en})
        return self

    def supposed(self) -> dict[str, Any]:
        """As the replay takes them."""
        return {"version": self.version, "policy": self.policy.policy() if self.policy else None}


class ProgrammeRerunBody(SupposedBody):
    """A programme to run again, or its part in a region."""

    programme: ProgrammeId
    region: RegionText | None = None


@dataclass(frozen=True, slots=True)
class RerunShown:
    """What a programme comes to again. `totals` stand on the first page; `decisions` are those that are not the same,
    page by page: ask again with `cursor` and the same body for more, null ends it."""

    totals: Totals | None
    decisions: tuple[DecisionRerun, ...]
    cursor: str | None


@router.get("/cases/{case}/rerun")
@shows(DecisionRerun)
def rerun_of_case(
    case: CaseId,
    query: TheQuery,
    decision: DecisionAt = None,
    version: Annotated[int | None, Query(ge=1, le=100_000, description="假设的政策版本 / Version to suppose")] = None,
) -> Response:
    """重算一项决定：逐条比对 / Run one decision again and compare it, criterion by criterion."""
    return _of_case(query, slashed(case), decision, {"version": version})


@router.post("/cases/{case}/rerun")
@shows(DecisionRerun)
def suppose_for_case(case: CaseId, body: SupposedBody, query: TheQuery, decision: DecisionAt = None) -> Response:
    """按假设的政策重算一项决定，不作任何记录 / Run one decision again under supposed rules; nothing is recorded."""
    return _of_case(query, slashed(case), decision, body.supposed())


@router.post("/reruns")
@shows(RerunShown)
def rerun_programme(
    body: ProgrammeRerunBody,
    query: TheQuery,
    limit: Annotated[int, Query(ge=1, le=1000, description="每页决定数 / Decisions a page")] = 100,
    cursor: Annotated[
        str, Query(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$", description="上一页给出的游标 / From the page before")
    ] = "",
) -> Response:
    """重算整个项目，或按假设的政策，不作记录 / Run a programme again, or under supposed rules; nothing is recorded."""
    query.may("rerun_programme", Place(body.region or "", body.programme))
    begun = Cursor.parse(cursor, of="rerun") if cursor else None
    moment = Moment(begun.position, query.effective) if begun else query.moment()
    asked = RerunAsked(
        programme=body.programme,
        as_of=moment.position,
        effective=moment.effective,
        region=body.region or "",
        within=regions_of(query.caller.account, "rerun_programme"),
        **body.supposed(),
    )
    desk = query.caller.services.desk
    try:
        page = rerun_page(asked, desk=desk, after=begun.key if begun else None, limit=limit)
    except KeyOfAnotherList:
        raise CursorUnreadable("cursor") from None
    following = None if page.next is None else str(Cursor("rerun", moment.position, page.next))
    return query.answer(moment, {"item": RerunShown(page.totals, page.rows, following)})


def _of_case(query: Querying, case: str, decision: int | None, supposed: dict[str, Any]) -> Response:
    desk = query.caller.services.desk
    query.may_in("rerun_decision", places_of_stream(f"case/{case}", desk))
    moment = query.moment()
    found = rerun_decision(
        case, desk=desk, as_of=moment.position, effective=moment.effective, decision=decision, **supposed
    )
    return query.answer(moment, {"item": found})
