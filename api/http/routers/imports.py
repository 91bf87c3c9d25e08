"""批量导入 / Bulk imports: a list is brought as a file, and a job is noted that works on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import File, Form, UploadFile
from starlette.responses import Response

from api.http.answering import answers
from api.http.commanding import Commanding, TheCommand
from api.http.rendering import to_json
from api.http.router import Router
from api.http.values import Day, Document, MonthText, PeriodText, ProgrammeId, Reference, RegionText, choices
from application.access.places import Place, places_of_contract, places_of_stream
from application.bank_formats import result_columns
from application.imports import ScreeningList, TailoredList
from application.jobs import (
    BankResultImport,
    BatchImport,
    Job,
    JobParameters,
    PeopleImport,
    RegionImport,
    ScreeningImport,
    ServiceImport,
    SignalImport,
    SubmitJob,
    TailoredImport,
)
from domain.batches.events import PayoutKind

router = Router(tags=["jobs"])

SCREENING_LISTS = {
    ScreeningList.CANDIDATES: "list_candidates",
    ScreeningList.RESULTS: "record_stage",
    ScreeningList.FOLLOW_UPS: "record_follow_ups",
}
"""What a list of a screening comes to, which has to be permitted besides bringing it."""

PIECE = 1 << 20
"""Bytes of an upload that are in memory at a time."""

Upload = Annotated[UploadFile, File(description="xlsx、xls 或 csv / The list as .xlsx, .xls or .csv")]
BanksFile = Annotated[
    UploadFile,
    File(description="xlsx、xls、csv 或 XML（pain.002、camt.053、camt.054）/ The bank's list or message"),
]
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
    return asked(command, file, PeopleImport(why=why, on=on, region=region or ""), sheet, accept)


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
    return asked(command, file, parameters, sheet, accept)


@router.post("/bank-result-imports", status_code=202, response_model=None)
@answers(Job)
def import_bank_result(
    command: TheCommand,
    file: BanksFile,
    batch: Annotated[str, Form(min_length=1, max_length=200, description="批次编号 / Batch id")],
    on: On,
    bank_format: Annotated[
        str, Form(max_length=30, description="银行格式代码，取其表头和用语 / A bank's format: its headings, its words")
    ] = "",
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入银行回盘：清单或 pain.002、camt.053、camt.054 / Post the bank's result on a batch: a list or its message."""
    command.caller.may("bank_result_import", places_of_stream(f"batch/{batch}", command.caller.services.desk))
    result_columns(bank_format, command.caller.services.desk)  # one that nobody declared is refused before it is queued
    parameters = BankResultImport(batch_id=batch, on=on, bank_format=bank_format)
    return asked(command, file, parameters, sheet, accept)


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
    return asked(command, file, SignalImport(on=on, region=region or ""), sheet, accept)


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
    return asked(command, file, RegionImport(document=document), sheet, accept)


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
    return asked(command, file, parameters, sheet, accept)


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
    return asked(command, file, parameters, sheet, accept)


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
    return asked(command, file, TailoredImport(what=what, year=year, region=region or ""), sheet, accept)


def asked(command: Commanding, file: UploadFile, parameters: JobParameters, sheet: str, accept: list[str]) -> Response:
    """Note the job that works on a file, and answer with it."""
    ask = SubmitJob(
        command_id=command.id,
        parameters=parameters,
        file_name=file.filename or "list",
        sheet=sheet,
        accept=tuple(accept),
        dry_run=command.is_rehearsal,
    )
    job = command.caller.services.jobs.submit(ask, _pieces(file), by=command.caller.officer)
    headers = {"Location": f"/v1/jobs/{job.id}"}
    return Response(to_json(job), status_code=202, media_type="application/json", headers=headers)


def _pieces(file: UploadFile) -> Iterator[bytes]:
    while piece := file.file.read(PIECE):
        yield piece
