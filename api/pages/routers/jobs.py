"""导入任务 / Lists brought as files: how far each is, what is wrong with which cell, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import jobs as api
from api.http.values import tilded
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from api.pages.routers.registers import page_of
from application.jobs import (
    BankResultImport,
    BatchImport,
    Job,
    JobRemark,
    JobState,
    PeopleImport,
    RegionImport,
    RegisterImport,
    ScreeningImport,
    ServiceImport,
    SignalImport,
    TailoredImport,
)
from application.registers.known import REGISTERS
from domain.money import Money

router = Router()

ROWS_A_PAGE = 100
STILL_GOING = frozenset({JobState.WAITING, JobState.RUNNING})

After = Annotated[int, Query(ge=0, le=10**15)]


@router.get("/jobs")
def own_jobs(page: ThePage, before: After = 0) -> Response:
    """The caller's jobs, newest first."""
    page.query.may("jobs")
    found = page.caller.services.jobs.jobs(by=page.account, before=before, limit=ROWS_A_PAGE)
    following = found[-1].number if len(found) == ROWS_A_PAGE else None
    return page.show("jobs/list.html", jobs=found, before=before, next=following)


@router.get("/jobs/{job}")
def one_job(page: ThePage, job: api.JobId, after: After = 0) -> Response:
    """A job's progress, its remarks beside their cells, its outcome."""
    return _job(page, job, Filled(), 200, after)


@router.get("/jobs/{job}/people")
def people(page: ThePage, job: api.JobId, after: After = 0) -> Response:
    """Whom each row of a finished list means."""
    found = api.own_job(page.caller, job)
    rows = page.caller.services.jobs.people(job, after=after, limit=ROWS_A_PAGE)
    following = rows[-1].row if len(rows) == ROWS_A_PAGE else None
    return page.show("jobs/people.html", job=found, rows=rows, after=after, next=following)


@router.post("/jobs/{job}/acceptance")
def accept_doubts(page: ThePage, job: api.JobId, form: TheForm) -> Response:
    """Accept doubts; the job goes on."""
    return form.give(
        lambda: api.accept_doubts(job, form.body(api.DoubtsBody), page.caller),
        lead_to=f"/jobs/{job}",
        again=lambda filled, status: _job(page, job, filled, status, 0),
    )


@router.post("/jobs/{job}/cancellation")
def cancel(page: ThePage, job: api.JobId, form: TheForm) -> Response:
    """Give up a job that has not begun."""
    return form.give(
        lambda: api.cancel(job, page.caller),
        lead_to=f"/jobs/{job}",
        again=lambda filled, status: _job(page, job, filled, status, 0),
    )


def _job(page: Page, name: str, form: Filled, status: int, after: int) -> Response:
    job, jobs = api.own_job(page.caller, name), page.caller.services.jobs
    remarks = jobs.remarks(name, after=after, limit=ROWS_A_PAGE)
    total = job.answer.get("total_fen") if job.answer else None
    return page.show(
        "jobs/job.html",
        status=status,
        job=job,
        form=form,
        going=job.state in STILL_GOING,
        remarks=remarks,
        after=after,
        next=remarks[-1].number if len(remarks) == ROWS_A_PAGE else None,
        doubts=_doubts(page, job) if job.state is JobState.DOUBTFUL else {},
        total=None if total is None else Money(int(total)),
        again=_bring_again(job),
        home=_recorded_at(job),
        names_people=_names_people(job),
    )


def _doubts(page: Page, job: Job) -> Mapping[str, tuple[JobRemark, int]]:
    """Return the doubts that are open, by code: the first of each, and how many there are."""
    found: dict[str, tuple[JobRemark, int]] = {}
    after = 0
    while remarks := page.caller.services.jobs.remarks(job.id, after=after):
        for one in remarks:
            if one.is_doubt:
                first, count = found.get(one.remark.code, (one, 0))
                found[one.remark.code] = (first, count + 1)
        after = remarks[-1].number
    return found


def _recorded_at(job: Job) -> str:
    """Return where to look at what a register has recorded; empty for other lists."""
    match job.parameters:
        case RegisterImport(what=register, of=of):
            return page_of(register, of)
    return ""


def _names_people(job: Job) -> bool:
    """Say whether the rows of such a list mean people."""
    match job.parameters:
        case RegisterImport(what=register):
            return REGISTERS[register].of_people
        case parameters:
            return not isinstance(parameters, RegionImport)


def _bring_again(job: Job) -> str:
    """Return where the same kind of file is brought, for the corrected one."""
    match job.parameters:
        case BatchImport(programme=programme):
            return f"/batches/build?programme={programme}&by=list"
        case BankResultImport(batch_id=batch):
            return f"/batches/{tilded(batch)}/bank-result"
        case PeopleImport():
            return "/people/import"
        case ServiceImport(agreement_id=agreement):
            return f"/agreements/{tilded(agreement)}/records"
        case RegionImport():
            return "/regions/import"
        case SignalImport():
            return "/monthly/signals"
        case RegisterImport(what=register, of=of):
            return f"/registers/{register.value}/bring?of={of}"
        case TailoredImport(what=what, year=year):
            return f"/tailored-service/bring?what={what.value}&year={year}"
        case ScreeningImport(screening=screening, what=what):
            return f"/screenings/{tilded(screening)}/bring?what={what.value}"
