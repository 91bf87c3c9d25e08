"""审批 / Approvals: the queue, one step's yes bound to what was shown, or its no with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import batches as api
from api.pages.batch_page import deeds, own_step, read_file
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.decide import regions_of
from application.access.places import ANYWHERE
from application.batch_file import BatchFile
from application.lists import BATCHES, Where
from domain.batches.state import Stage
from domain.programmes.policy import ApprovalStep

router = Router()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A batch on its way: whose step is due (None: to be released), whether it is the caller's."""

    file: BatchFile
    step: ApprovalStep | None
    mine: bool


@router.get("/approvals")
def queue(page: ThePage) -> Response:
    """What waits for the caller's word, and what waits for somebody else's."""
    page.query.may("batches", ANYWHERE)
    waiting = waiting_batches(page)
    return page.show(
        "batches/queue.html",
        mine=[one for one in waiting if one.mine],
        others=[one for one in waiting if not one.mine],
    )


@router.get("/batches/{batch}/approve")
def ask_approval(page: ThePage, batch: api.Batch) -> Response:
    """What is to be approved, and the form."""
    return _approval(page, batch, Filled(), 200, ask=True)


@router.post("/batches/{batch}/approve")
def approve(page: ThePage, batch: api.Batch, form: TheForm) -> Response:
    """Say yes to exactly what was shown."""
    return form.give(
        lambda: api.approve_batch(batch, _approved(form), form.command()),
        lead_to=f"/batches/{batch}",
        again=lambda filled, status: _approval(page, batch, filled, status),
    )


@router.get("/batches/{batch}/send-back")
def ask_reason(page: ThePage, batch: api.Batch) -> Response:
    """The form for saying no."""
    return _sending_back(page, batch, Filled(), 200, ask=True)


@router.post("/batches/{batch}/send-back")
def send_back(page: ThePage, batch: api.Batch, form: TheForm) -> Response:
    """Say no, and why."""
    return form.give(
        lambda: api.send_batch_back(batch, form.body(api.SendBackBody), form.command()),
        lead_to=f"/batches/{batch}",
        again=lambda filled, status: _sending_back(page, batch, filled, status),
    )


def waiting_batches(page: Page) -> list[Waiting]:
    """Return the batches that somebody has to approve or release, the oldest first."""
    where = Where(
        within=regions_of(page.caller.account, "batches"), stages=(Stage.SUBMITTED.value, Stage.APPROVED.value)
    )
    found = []
    for row in page.views.rows(BATCHES, where=where, **page.times):
        file = read_file(page, row.batch)
        if file.state.stage in (Stage.SUBMITTED, Stage.APPROVED):
            mine = bool({"approve", "release"} & set(deeds(page, file)))
            found.append(Waiting(file, file.state.next_step, mine))
    return found


def _approval(page: Page, batch: str, form: Filled, status: int, *, ask: bool = False) -> Response:
    file = read_file(page, batch)
    step = file.state.next_step
    if step is None or file.draft.submitted is None or page.is_of_the_past:
        return page.lead_to(f"/batches/{batch}")
    if ask:
        read_file(page, batch, f"approve_batch_as_{step.value}")
    today = page.caller.services.desk.clock.today()
    return page.show("batches/approve.html", status=status, file=file, step=step, form=form, today=today)


def _sending_back(page: Page, batch: str, form: Filled, status: int, *, ask: bool = False) -> Response:
    file = read_file(page, batch)
    step = own_step(page, file)
    if step is None or file.draft.submitted is None or page.is_of_the_past:
        return page.lead_to(f"/batches/{batch}")
    if ask:
        read_file(page, batch, f"send_batch_back_as_{step.value}")
    today = page.caller.services.desk.clock.today()
    return page.show("batches/send_back.html", status=status, file=file, step=step, form=form, today=today)


def _approved(form: Form) -> api.ApprovalBody:
    """Return the form as the API's body; the minutes are named by their file's hash. Raises FileEmpty."""
    if form.values.get("step") != ApprovalStep.COLLECTIVE_MEETING.value:
        return form.body(api.ApprovalBody)
    return form.with_minutes(api.ApprovalBody)
