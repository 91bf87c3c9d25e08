"""批量任务 / Bulk jobs: how the work on a list that was brought is getting on, and what is wrong with the list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from api.http.answering import answers
from api.http.caller import Caller, TheCaller
from api.http.rendering import to_json
from api.http.router import Router
from application.access.decide import NotPermitted, check
from application.jobs import Job, JobRemark, Jobs, RowOf

router = Router(tags=["jobs"])

JobId = Annotated[str, Path(max_length=100, description="任务编号 / Job id")]


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


def _json(content: object) -> Response:
    return Response(to_json(content), media_type="application/json")
