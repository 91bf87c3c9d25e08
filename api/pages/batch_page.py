"""What the pages of one batch have in common: the file as of the page's moment, and what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from api.http.values import slashed
from api.pages.page import Page
from application.access.decide import check
from application.access.places import Place, places_of_stream
from application.batch_file import BatchFile, file_of
from application.listed.rules_and_people import ProgrammeListed
from application.lists import PROGRAMMES, Where
from domain.batches.events import BankResultPosted, LateReturnsPosted, PayoutsCancelled, PayoutsReissued
from domain.batches.rejections import NoSuchBatch
from domain.batches.state import Stage
from domain.money import ZERO, Money
from domain.programmes.policy import ApprovalStep
from domain.rejected import Rejected

_NONE = (0, ZERO)

Deed = Literal[
    "approve", "send_back", "release", "bank_file", "bank_result", "returns", "close", "late_returns", "build"
]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many payments of a batch stand in one stage, and what they come to."""

    stage: str
    people: int
    amount: Money


def read_file(page: Page, batch: str, operation: str = "batches") -> BatchFile:
    """Return the file of a batch named in a path, if the caller may do the operation there.

    Raises NoSuchBatch, and what `Caller.may` raises.
    """
    name, desk = slashed(batch), page.caller.services.desk
    page.query.may_in(operation, places_of_stream(f"batch/{name}", desk))
    moment = page.moment
    entries = (entry for entry in desk.log.stream(f"batch/{name}") if entry.position <= moment.position)
    found = file_of(name, entries, effective=moment.effective)
    if found is None:
        raise NoSuchBatch("batch", batch=name[:60])
    return found


def deeds(page: Page, file: BatchFile) -> tuple[Deed, ...]:
    """Return what the caller may do with a batch as it stands, the most likely first; nothing with one of the past."""
    if page.is_of_the_past:
        return ()
    state, mine = file.state, file.acted.get(page.account)
    found: list[Deed] = []
    match state.stage:
        case Stage.OPEN:
            found += ["build"] if page.may("submit_batch") else []
        case Stage.SUBMITTED:
            step = state.next_step
            if step is not None and _holds(page, f"approve_batch_as_{step.value}", file) and mine is None:
                found += ["approve"]
            if step is not None and _holds(page, f"send_batch_back_as_{step.value}", file) and mine != "builder":
                found += ["send_back"]
        case Stage.APPROVED:
            found += ["release"] if _holds(page, "release_batch", file) and mine is None else []
            found += ["send_back"] if own_step(page, file) is not None and mine != "builder" else []
        case Stage.RELEASED:
            if state.open_payouts and _holds(page, "payment_list", file):
                found += ["bank_file", "bank_result"]
            if state.returned_payouts and _holds(page, "cancel_payouts", file):
                found += ["returns"]
            if not state.open_payouts and not state.returned_payouts and _holds(page, "close_batch", file):
                found += ["close"]
            if not state.open_payouts and _holds(page, "bank_result_import", file):
                found += ["late_returns"]
        case Stage.CLOSED:
            found += ["late_returns"] if _holds(page, "bank_result_import", file) else []
    return tuple(found)


def own_step(page: Page, file: BatchFile) -> ApprovalStep | None:
    """Return the step that the caller may take on a batch: the one that is due, or their own once all are taken."""
    due = [file.state.next_step] if file.state.next_step else list(file.state.opened.approval_chain)
    return next((step for step in due if step and _holds(page, f"send_batch_back_as_{step.value}", file)), None)


def standings(file: BatchFile) -> tuple[Standing, ...]:
    """Return where a released batch's payments stand, worked out from the bank's results and what was done since."""
    if file.state.stage not in (Stage.RELEASED, Stage.CLOSED):
        return ()
    paid = back = again = given_up = _NONE
    for entry in file.later:
        match entry.fact:
            case BankResultPosted() as result:
                paid = _more(paid, result.settled, result.settled_total)
                back = _more(back, result.returned, result.returned_total)
            case LateReturnsPosted() as late:
                paid = _more(paid, -late.returned, -late.returned_total)
                back = _more(back, late.returned, late.returned_total)
                if late.to_treasury:
                    given_up = _more(given_up, late.returned, late.returned_total)
            case PayoutsReissued() as reissued:
                again = _more(again, reissued.people, reissued.total)
            case PayoutsCancelled() as cancelled:
                given_up = _more(given_up, cancelled.people, cancelled.total)
    whole = (len(file.draft.lines), file.draft.amount)
    out = (whole[0] - paid[0] - back[0] + again[0], whole[1] - paid[1] - back[1] + again[1])
    left = (back[0] - again[0] - given_up[0], back[1] - again[1] - given_up[1])
    stages = (("open", out), ("returned", left), ("settled", paid), ("cancelled", given_up))
    return tuple(Standing(stage, people, amount) for stage, (people, amount) in stages)


def _more(before: tuple[int, Money], people: int, amount: Money) -> tuple[int, Money]:
    return before[0] + people, before[1] + amount


def programme_of(page: Page, programme: str) -> ProgrammeListed | None:
    """Return a programme as it is listed now; None when there is none of that id."""
    found = page.views.rows(PROGRAMMES, where=Where(programmes=(programme,)))
    return next((one for one in found if one.programme == programme), None)


def place_of(file: BatchFile) -> Place:
    """Return where a batch lies."""
    return Place(file.state.opened.region, file.state.opened.programme)


def _holds(page: Page, operation: str, file: BatchFile) -> bool:
    """Say whether the caller's roles reach the batch; whether a second factor is there is asked by the form."""
    try:
        check(page.caller.account, operation, [place_of(file)], second_factor=True)
    except Rejected:
        return False
    return True
