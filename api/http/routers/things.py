"""单项查询 / One thing at a time: a batch, a case, a person, a notice, an agreement, a recovery, with its version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from starlette.responses import Response

from api.http.answering import shows
from api.http.querying import Moment, Querying, TheQuery
from api.http.router import Router
from api.http.values import path_id, slashed
from application import lists
from application.access.places import Place, places_of_stream
from application.lists import ListOf, Where
from application.queries import UnknownId
from domain.regions import RegionCode

router = Router()

Row = TypeVar("Row")

BatchId = Annotated[str, path_id("批次编号", "Batch id", "psy-medicine~2017~1")]
CaseId = Annotated[str, path_id("个案编号", "Case id", "psy-medicine~b-0001")]
PersonId = Annotated[str, path_id("人员编号", "Beneficiary id", "b-0001")]
NoticeId = Annotated[str, path_id("公示编号", "Notice id", "medicine-2017")]
AgreementId = Annotated[str, path_id("协议编号", "Agreement id", "rehab-2017-1")]
RecoveryId = Annotated[str, path_id("追回编号", "Recovery id", "recovery-2017-1")]

ScreeningId = Annotated[str, path_id("筛查编号", "Screening id", "cataract~2017")]
InspectionId = Annotated[str, path_id("督查编号", "Inspection id", "inspection-2017-1")]


@router.get("/batches/{batch}", tags=["batches"])
@shows(lists.BATCHES.row)
def one_batch(batch: BatchId, query: TheQuery) -> Response:
    """一个批次 / One batch."""
    return _one(query, "batches", lists.BATCHES, "batch", slashed(batch))


@router.get("/cases/{case}", tags=["cases"])
@shows(lists.CASES.row)
def one_case(case: CaseId, query: TheQuery) -> Response:
    """一个个案 / One case."""
    return _one(query, "cases", lists.CASES, "case", slashed(case))


@router.get("/beneficiaries/{beneficiary}", tags=["beneficiaries"])
@shows(lists.BENEFICIARIES.row)
def one_person(beneficiary: PersonId, query: TheQuery) -> Response:
    """一名人员，不含明文个人信息 / One person, without clear personal data."""
    return _one(query, "beneficiaries", lists.BENEFICIARIES, "beneficiary", slashed(beneficiary))


@router.get("/notices/{notice}", tags=["notices"])
@shows(lists.NOTICES.row)
def one_notice(notice: NoticeId, query: TheQuery) -> Response:
    """一份公示 / One notice."""
    return _one(query, "notices", lists.NOTICES, "notice", slashed(notice))


@router.get("/agreements/{agreement}", tags=["agreements"])
@shows(lists.AGREEMENTS.row)
def one_agreement(agreement: AgreementId, query: TheQuery) -> Response:
    """一份协议 / One agreement."""
    return _one(query, "agreements", lists.AGREEMENTS, "agreement", slashed(agreement))


@router.get("/recoveries/{recovery}", tags=["recoveries"])
@shows(lists.RECOVERIES.row)
def one_recovery(recovery: RecoveryId, query: TheQuery) -> Response:
    """一项追回 / One recovery."""
    return _one(query, "recoveries", lists.RECOVERIES, "recovery", slashed(recovery))


ServiceFileId = Annotated[str, path_id("档案编号 年度/人员", "Service file", "2017~b-7k0v9m2xq4a8e1zt")]
AwardId = Annotated[str, path_id("奖补编号", "Award id", "homes-2017.sunshine")]
AwardSchemeId = Annotated[str, path_id("方案编号", "Scheme id", "homes-2017")]


@router.get("/awards/{award}", tags=["awards"])
@shows(lists.AWARDS.row)
def one_award(award: AwardId, query: TheQuery) -> Response:
    """一项以奖代补 / One award."""
    return _one(query, "awards", lists.AWARDS, "award", slashed(award))


@router.get("/award-schemes/{scheme}", tags=["awards"])
@shows(lists.AWARD_SCHEMES.row)
def one_award_scheme(scheme: AwardSchemeId, query: TheQuery) -> Response:
    """一个以奖代补方案 / One scheme of awards."""
    return _one(query, "award_schemes", lists.AWARD_SCHEMES, "award_scheme", slashed(scheme))


AssessmentId = Annotated[str, path_id("核定编号 年度/信用代码", "Assessment id", "2024~91990101MA0000001Y")]


@router.get("/levy-assessments/{assessment}", tags=["levy"])
@shows(lists.LEVY_ASSESSMENTS.row)
def one_levy_assessment(assessment: AssessmentId, query: TheQuery) -> Response:
    """一份残保金核定 / One assessment of the levy."""
    return _one(query, "levy_assessments", lists.LEVY_ASSESSMENTS, "levy_assessment", slashed(assessment))


SchemeId = Annotated[str, path_id("方案编号", "Scheme id", "stations-2017")]


@router.get("/matching-schemes/{scheme}", tags=["matching"])
@shows(lists.MATCHING_SCHEMES.row)
def one_matching_scheme(scheme: SchemeId, query: TheQuery) -> Response:
    """一个配套方案 / One matching scheme."""
    return _one(query, "matching_schemes", lists.MATCHING_SCHEMES, "matching", slashed(scheme))


@router.get("/inspections/{inspection}", tags=["inspections"])
@shows(lists.INSPECTIONS.row)
def one_inspection(inspection: InspectionId, query: TheQuery) -> Response:
    """一项督查 / One inspection."""
    return _one(query, "inspections", lists.INSPECTIONS, "inspection", slashed(inspection))


@router.get("/service-files/{file}", tags=["tailored service"])
@shows(lists.SERVICE_FILES.row)
def one_service_file(file: ServiceFileId, query: TheQuery) -> Response:
    """一份量服档案 / One service file."""
    return _one(query, "service_files", lists.SERVICE_FILES, "service_file", slashed(file))


_NAMED_OTHERWISE = {"matching": "scheme", "service_file": "file", "levy_assessment": "assessment"}
"""The field that holds a thing's id, where that is not called as its stream is."""


@router.get("/screenings/{screening}", tags=["screenings"])
@shows(lists.SCREENINGS.row)
def one_screening(screening: ScreeningId, query: TheQuery) -> Response:
    """一项筛查 / One screening."""
    return _one(query, "screenings", lists.SCREENINGS, "screening", slashed(screening))


def _one(query: Querying, operation: str, of: ListOf[Row], kind: str, name: str) -> Response:
    """Answer with the row of one thing as of the moment; the ETag is its stream's version then."""
    desk, stream = query.caller.services.desk, f"{kind}/{name}"
    query.may_in(operation, places_of_stream(stream, desk))
    place = next(places_of_stream(stream, desk))
    moment = query.moment()
    version = sum(1 for entry in desk.log.stream(stream) if entry.position <= moment.position)
    for row in _near(query, of, place, kind, name, moment):
        if getattr(row, _NAMED_OTHERWISE.get(kind, kind)) == name:
            return query.answer(moment, {"item": row}, version=version)
    raise UnknownId(stream)


def _near(query: Querying, of: ListOf[Row], place: Place, kind: str, name: str, moment: Moment) -> Iterator[Row]:
    """Yield the rows of the place where the thing lies, by as many of the list's filters as are known of it."""
    found: dict[str, Any] = {}
    if place.region and "regions" in of.filters:
        found["regions"] = (RegionCode.parse(place.region),)
    if place.programme and "programmes" in of.filters:
        found["programmes"] = (place.programme,)
    if kind == "levy_assessment":
        found["assessment"] = name
    if kind in ("beneficiary", "case", "service_file"):
        found["beneficiary"] = name.rpartition("/")[2]
    return query.views.rows(of, where=Where(**found), **moment.both)
