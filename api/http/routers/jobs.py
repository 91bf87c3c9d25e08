"""批量导入 / Bulk jobs: a list is brought as a file, worked on, and saved only when all of it is right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from api.http.answering import answers
from api.http.caller import Caller, TheCaller
from api.http.commanding import Commanding, TheCommand
from api.http.rendering import to_json
from api.http.values import Day, Document, MonthText, PeriodText, ProgrammeId, Reference, RegionText, choices
from application.access.decide import NotPermitted, check
from application.access.places import Place, places_of_contract, places_of_stream
from application.imports import ScreeningList, TailoredList
from application.jobs import (
    BankResultImport,
    BatchImport,
    Job,
    JobParameters,
    JobRemark,
    Jobs,
    PeopleImport,
    RegionImport,
    RowOf,
    ScreeningImport,
    ServiceImport,
    SignalImport,
    SubmitJob,
    TailoredImport,
)
from domain.batches.events import PayoutKind

router = APIRouter(tags=["jobs"])

SCREENING_LISTS = {
    ScreeningList.CANDIDATES: "list_candidates",
    ScreeningList.RESULTS: "record_stage",
    ScreeningList.FOLLOW_UPS: "record_follow_ups",
}
"""What a list of a screening comes to, which has to be permitted besides bringing it."""

PIECE = 1 << 20
"""Bytes of an upload that are in memory at a time."""

JobId = Annotated[str, Path(max_length=100, description="任务编号 / Job id")]
Upload = Annotated[UploadFile, File(description="xlsx、xls 或 csv / The list as .xlsx, .xls or .csv")]
Sheet = Annotated[str, Form(max_length=100, description="工作表 / Sheet")]
Accept = Annotated[
    list[str], Form(max_length=50, description="预先确认的提示代码 / Codes of doubts accepted beforehand")
]
On = Annotated[Day, Form(description="业务日期 / The day it counts for")]


@router.post("/people-imports", status_code=202, response_model=None)
@answers(Job)
def import_people(
    command: TheCommand,
    file: Upload,
    why: Annotated[
        str, Form(min_length=1, max_length=200, description="事由，记入查阅记录 / Reason, kept with each reading")
    ],
    on: On,
    region: Annotated[
        RegionText | None,
        Form(description="名单所属区划，所有人员须在其内 / Where everybody on it lives"),
    ] = None,
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入人员名单 / Import a list of people."""
    command.caller.may("person_import", [Place(region or "", None)])
    return _asked(command, file, PeopleImport(why=why, on=on, region=region or ""), sheet, accept)


@router.post("/batch-imports", status_code=202, response_model=None)
@answers(Job)
def import_batch(
    command: TheCommand,
    file: Upload,
    programme: Annotated[ProgrammeId, Form()],
    region: Annotated[RegionText, Form()],
    period: Annotated[PeriodText, Form()],
    number: Annotated[Reference, Form()],
    on: On,
    payout_kind: Annotated[PayoutKind, Form()] = PayoutKind.REGULAR,
    agreements: Annotated[list[str], Form(max_length=1000)] = [],  # noqa: B006 - FastAPI copies it
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """按名单组批并报批 / Submit a batch of the people and amounts of a list."""
    command.caller.may("batch_import", [Place(region, programme)])
    parameters = BatchImport(
        programme=programme,
        region=region,
        period=period,
        number=number,
        payout_kind=payout_kind,
        agreements=tuple(agreements),
        on=on,
    )
    return _asked(command, file, parameters, sheet, accept)


@router.post("/bank-result-imports", status_code=202, response_model=None)
@answers(Job)
def import_bank_result(
    command: TheCommand,
    file: Upload,
    batch: Annotated[str, Form(min_length=1, max_length=200, description="批次编号 / Batch id")],
    on: On,
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入银行回盘 / Post the bank's result on a batch."""
    command.caller.may("bank_result_import", places_of_stream(f"batch/{batch}", command.caller.services.desk))
    return _asked(command, file, BankResultImport(batch_id=batch, on=on), sheet, accept)


@router.post("/signal-imports", status_code=202, response_model=None)
@answers(Job)
def import_signals(
    command: TheCommand,
    file: Upload,
    on: On,
    region: Annotated[
        RegionText | None,
        Form(description="名单所属区划，所有人员须在其内 / Where everybody on it lives"),
    ] = None,
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入停发情形名单 / Take in a list of signals."""
    command.caller.may("signal_import", [Place(region or "", None)])
    return _asked(command, file, SignalImport(on=on, region=region or ""), sheet, accept)


@router.post("/region-imports", status_code=202, response_model=None)
@answers(Job)
def import_regions(
    command: TheCommand,
    file: Upload,
    document: Annotated[Document, Form()],
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入区划名称 / Import names of regions."""
    command.caller.may("region_import")
    return _asked(command, file, RegionImport(document=document), sheet, accept)


@router.post("/service-imports", status_code=202, response_model=None)
@answers(Job)
def import_services(
    command: TheCommand,
    file: Upload,
    agreement: Annotated[str, Form(min_length=1, max_length=50, description="协议编号 / Agreement id")],
    month: Annotated[MonthText, Form()],
    acceptance_sheet: Annotated[Reference, Form(description="验收单编号 / Number of the acceptance sheet")],
    on: On,
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入当月服务记录并验收 / Accept a month's service by a list of its records."""
    command.caller.may("service_import", places_of_contract(agreement, command.caller.services.desk))
    parameters = ServiceImport(agreement_id=agreement, month=month, acceptance_sheet=acceptance_sheet, on=on)
    return _asked(command, file, parameters, sheet, accept)


@router.post("/screening-imports", status_code=202, response_model=None)
@answers(Job)
def import_screening(
    command: TheCommand,
    file: Upload,
    screening: Annotated[str, Form(min_length=1, max_length=100, description="筛查编号 / Screening id")],
    what: Annotated[ScreeningList, Form(description=choices(ScreeningList))],
    on: On,
    stage: Annotated[str, Form(max_length=40, description="环节，登记结果时必填 / Stage, for results")] = "",
    region: Annotated[
        RegionText | None,
        Form(description="名单所属区划，所有人员须在其内 / Where everybody on it lives"),
    ] = None,
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入筛查对象、环节结果或随访名单 / Import who was screened, what a stage came to, or who was followed up."""
    place = next(places_of_stream(f"screening/{screening}", command.caller.services.desk))
    places = [Place(region or place.region, place.programme)]
    command.caller.may("screening_import", places)
    command.caller.may(SCREENING_LISTS[what], places)
    parameters = ScreeningImport(screening=screening, what=what, stage=stage, on=on, region=region or "")
    return _asked(command, file, parameters, sheet, accept)


@router.post("/tailored-imports", status_code=202, response_model=None)
@answers(Job)
def import_tailored(
    command: TheCommand,
    file: Upload,
    what: Annotated[TailoredList, Form(description=choices(TailoredList))],
    year: Annotated[int, Form(ge=2000, le=2100, description="年度 / Year")],
    region: Annotated[
        RegionText | None,
        Form(description="名单所属区划，所有人员须在其内 / Where everybody on it lives"),
    ] = None,
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入需求调查或服务记录 / Import surveys, or services given."""
    places = [Place(region or "", None)]
    command.caller.may("tailored_import", places)
    command.caller.may("record_surveys" if what is TailoredList.SURVEYS else "record_services", places)
    return _asked(command, file, TailoredImport(what=what, year=year, region=region or ""), sheet, accept)


@router.get("/jobs", response_model=None)
@answers(Job, many=True)
def own_jobs(
    caller: TheCaller,
    before: Annotated[int, Query(ge=0, le=10**15, description="此序号之前 / Before this number")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """本人的任务，新的在前 / The caller's jobs, newest first."""
    caller.may("jobs")
    return _json({"items": caller.services.jobs.jobs(by=caller.account.id, before=before, limit=limit)})


@router.get("/jobs/{job}", response_model=None)
@answers(Job)
def one_job(job: JobId, caller: TheCaller) -> Response:
    """任务的进度与结果 / A job's progress and outcome."""
    return _json(own_job(caller, job))


@router.get("/jobs/{job}/remarks", response_model=None)
@answers(JobRemark, many=True)
def remarks(
    job: JobId,
    caller: TheCaller,
    after: Annotated[int, Query(ge=0, le=10**15)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
) -> Response:
    """名单中的问题，含单元格位置 / What is wrong or doubtful, cell by cell."""
    own_job(caller, job)
    return _json({"items": caller.services.jobs.remarks(job, after=after, limit=limit)})


@router.get(
    "/jobs/{job}/remarks.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def remarks_file(job: JobId, caller: TheCaller) -> Response:
    """下载全部问题 / Everything wrong or doubtful, as a file to work through."""
    own_job(caller, job)
    headers = {"Content-Disposition": f'attachment; filename="{job}.csv"'}
    return StreamingResponse(_lines(caller.services.jobs, job), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/jobs/{job}/people", response_model=None)
@answers(RowOf, many=True)
def people(
    job: JobId,
    caller: TheCaller,
    after: Annotated[int, Query(ge=0, le=10**15)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
) -> Response:
    """名单各行对应的人员编号 / Whom each row of a finished list means."""
    own_job(caller, job)
    return _json({"items": caller.services.jobs.people(job, after=after, limit=limit)})


class DoubtsBody(BaseModel):
    """Codes of the doubts that are accepted."""

    model_config = ConfigDict(extra="forbid")

    codes: Annotated[list[Annotated[str, Field(min_length=1, max_length=60)]], Field(min_length=1, max_length=50)]


@router.post("/jobs/{job}/acceptance", response_model=None)
@answers(Job)
def accept_doubts(job: JobId, body: DoubtsBody, caller: TheCaller) -> Response:
    """确认提示并继续 / Accept doubts; the job goes on."""
    own_job(caller, job)
    return _json(caller.services.jobs.accept_doubts(job, body.codes, by=caller.officer))


@router.post("/jobs/{job}/cancellation", response_model=None)
@answers(Job)
def cancel(job: JobId, caller: TheCaller) -> Response:
    """取消尚未开始的任务 / Give up a job that has not begun."""
    own_job(caller, job)
    return _json(caller.services.jobs.cancel(job, by=caller.officer))


def _asked(command: Commanding, file: UploadFile, parameters: JobParameters, sheet: str, accept: list[str]) -> Response:
    ask = SubmitJob(
        command_id=command.id,
        parameters=parameters,
        file_name=file.filename or "list",
        sheet=sheet,
        accept=tuple(accept),
        dry_run=command.is_rehearsal,
    )
    job = command.caller.services.jobs.submit(ask, _pieces(file), by=command.caller.officer)
    return _json(job, status=202, headers={"Location": f"/v1/jobs/{job.id}"})


def _pieces(file: UploadFile) -> Iterator[bytes]:
    while piece := file.file.read(PIECE):
        yield piece


def own_job(caller: Caller, job: str) -> Job:
    """Return a job of the caller's own. Somebody else's is as good as none: its name says who brought what."""
    check(caller.account, "jobs", (), second_factor=caller.signed_in.second_factor)
    found = caller.services.jobs.job(job)
    if found.asked_by != caller.account.id:
        raise NotPermitted(operation="jobs")
    return found


def _lines(jobs: Jobs, job: str) -> Iterator[bytes]:
    yield "\ufeff".encode() + _line(["sheet", "row", "column", "heading", "value", "doubt", "code", "zh", "en"])
    after = 0
    while page := jobs.remarks(job, after=after):
        for one in page:
            said = one.remark
            places = [said.sheet, said.row, said.column, said.heading, said.value]
            yield _line([*places, "yes" if one.is_doubt else "", said.code, said.zh, said.en])
        after = page[-1].number


def _line(cells: list[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_harmless(str(cell)) for cell in cells])
    return text.getvalue().encode()


def _harmless(text: str) -> str:
    """Return a text that a spreadsheet program does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _json(content: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(to_json(content), status_code=status, media_type="application/json", headers=headers)
