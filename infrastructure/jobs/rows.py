"""The jobs' SQL by name, and a stored row as a `Job`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from application.imports import CellRemark
from application.jobs import (
    BankResultImport,
    BatchImport,
    Job,
    JobKind,
    JobParameters,
    JobRemark,
    JobState,
    PeopleImport,
    Problem,
    RegionImport,
    RegisterImport,
    ScreeningImport,
    ServiceImport,
    SignalImport,
    TailoredImport,
)
from infrastructure.log import codec

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)
_COLUMNS = (
    "id, number, kind, state, asked_by, asked_at, command_id, parameters, file_name, file_sha256, size, sheet, "
    "accepted, dry_run, progress_done, progress_of, answer, problem_code, problem_field, problem_zh, problem_en, "
    "remarks, finished_at"
)
_PARAMETERS: Mapping[JobKind, type[JobParameters]] = {
    JobKind.PEOPLE_IMPORT: PeopleImport,
    JobKind.BATCH_IMPORT: BatchImport,
    JobKind.BANK_RESULT: BankResultImport,
    JobKind.REGION_IMPORT: RegionImport,
    JobKind.SIGNAL_IMPORT: SignalImport,
    JobKind.SERVICE_IMPORT: ServiceImport,
    JobKind.SCREENING_IMPORT: ScreeningImport,
    JobKind.TAILORED_IMPORT: TailoredImport,
    JobKind.REGISTER_IMPORT: RegisterImport,
}


def _statements() -> Mapping[str, bytes]:
    text = Path(__file__).with_name("jobs.sql").read_text("utf-8").replace("{columns}", _COLUMNS)
    parts = _NAME.split(text)[1:]
    return {name: body.strip().removesuffix(";").encode() for name, body in zip(parts[::2], parts[1::2], strict=True)}


SQL: Mapping[str, bytes] = _statements()


def written(parameters: JobParameters) -> str:
    """Return a job's parameters as they are stored. Raises Malformed."""
    return orjson.dumps(codec.encode(parameters), option=orjson.OPT_SORT_KEYS).decode()


def job_of(row: tuple[Any, ...]) -> Job:
    """Return a row of the statement `job` as what it is."""
    (
        job_id, number, kind, state, asked_by, asked_at, command_id, parameters, file_name, file_sha256, size, sheet,
        accepted, dry_run, done, of, answer, code, field, zh, en, remarks, finished_at,
    ) = row  # fmt: skip
    return Job(
        id=job_id,
        number=number,
        kind=JobKind(kind),
        state=JobState(state),
        asked_by=asked_by,
        asked_at=asked_at,
        command_id=command_id,
        parameters=codec.decode(_PARAMETERS[JobKind(kind)], orjson.loads(parameters)),
        file_name=file_name,
        file_sha256=file_sha256,
        size=size,
        sheet=sheet,
        accepted=tuple(accepted),
        dry_run=dry_run,
        progress_done=done,
        progress_of=of,
        answer=None if answer is None else orjson.loads(answer),
        problem=None if code is None else Problem(code, field, zh, en),
        remarks=remarks,
        finished_at=finished_at,
    )


def remark_of(row: tuple[Any, ...]) -> JobRemark:
    """Return a row of the statement `remarks` as what it is."""
    number, is_doubt, *told = row
    return JobRemark(number, is_doubt, CellRemark(*told))
