"""一笔发放 / One payment: its steps, and the bank's word on it when no file brings it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import bank as api
from api.http.routers.bank import BankResultBody, LateReturnsBody
from api.http.values import Day, path_id, slashed, tilded, words
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import places_of_stream
from application.batch_file import source_of
from application.queries import UnknownId
from application.recorded import Recorded
from domain.funds.events import YearClosed
from domain.funds.parts import fund_of
from domain.money import Money
from domain.payouts import events as payouts
from domain.payouts.events import ReturnReason
from domain.payouts.state import Payout, Stage, replay

router = Router()

PayoutId = Annotated[str, path_id("发放编号", "Payout id", "psy-medicine~2017~b-0001")]


class WordForm(Body):
    """The bank's word on one payment."""

    outcome: Literal["settled", "returned"]
    reason: ReturnReason = ReturnReason.OTHER
    bank_words: Annotated[str, words("银行原话", "The bank's words", most=60, least=0)] = ""
    statement: Annotated[str, words("回单名称或编号", "Name or number of the statement")]
    on: Day
    amount: str = Field(max_length=20)


class LateForm(Body):
    """The bank's word that a payment came back after it was paid."""

    reason: ReturnReason
    bank_words: Annotated[str, words("银行原话", "The bank's words", most=60, least=0)] = ""
    statement: Annotated[str, words("回单名称或编号", "Name or number of the statement")]
    on: Day
    amount: str = Field(max_length=20)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a payment."""

    kind: str
    on: date
    at: datetime
    position: int
    who: str
    amount: Money
    reason: str = ""
    words: str = ""
    recovery: str = ""
    closed: bool = False


@router.get("/payouts/{payout}")
def one_payout(page: ThePage, payout: PayoutId) -> Response:
    """One payment."""
    state, steps, released = _read(page, payout, "payouts")
    return page.show(
        "payouts/payout.html",
        payout=state,
        steps=steps,
        released=released,
        source_of=source_of,
        acts=page.may("post_bank_result") and state.stage is Stage.OPEN and not page.is_of_the_past,
        comes_back=page.may("post_late_returns")
        and state.stage is Stage.SETTLED
        and not state.ordered_back
        and not page.is_of_the_past,
        returned=page.may("reissue_payouts") and state.stage is Stage.RETURNED and not page.is_of_the_past,
        trail=page.may("trail_of_payout"),
        file=page.may("person_file"),
        sees_batch=page.may("batches"),
    )


@router.get("/payouts/{payout}/result")
def ask_word(page: ThePage, payout: PayoutId) -> Response:
    """The form for the bank's word."""
    return _word(page, payout, Filled(), 200, "post_bank_result")


@router.post("/payouts/{payout}/result")
def post_word(page: ThePage, payout: PayoutId, form: TheForm) -> Response:
    """Post it."""
    return form.give(
        lambda: _post(page, payout, form),
        lead_to=f"/payouts/{payout}",
        again=lambda filled, status: _word(page, payout, filled, status),
    )


def _word(page: Page, payout: str, form: Filled, status: int, operation: str = "payouts") -> Response:
    state, _steps, _released = _read(page, payout, operation)
    if state.stage is not Stage.OPEN or page.is_of_the_past:
        return page.lead_to(f"/payouts/{payout}")
    return page.show(
        "payouts/result.html",
        status=status,
        payout=state,
        form=form,
        reasons=tuple(ReturnReason),
        today=page.caller.services.desk.clock.today(),
    )


def _post(page: Page, payout: str, form: Form) -> Response:
    state, _steps, _released = _read(page, payout, "post_bank_result")
    said = form.body(WordForm)
    line: dict[str, object] = {"kind": said.outcome, "beneficiary": state.beneficiary, "amount": said.amount}
    if said.outcome == "returned":
        line |= {"reason": said.reason, "bank_words": said.bank_words or "—"}
    body = BankResultBody.model_validate(
        {
            "statement": said.statement,
            "statement_sha256": form.hash_of("statement_file"),
            "lines": [line],
            "on": said.on.isoformat(),
        }
    )
    return api.post_bank_result(tilded(state.batch_id), body, form.command())


@router.get("/payouts/{payout}/late-return")
def ask_late_return(page: ThePage, payout: PayoutId) -> Response:
    """The form for a payment that came back after it was paid."""
    return _late(page, payout, Filled(), 200, "post_late_returns")


@router.post("/payouts/{payout}/late-return")
def post_late_return(page: ThePage, payout: PayoutId, form: TheForm) -> Response:
    """Post it."""
    return form.give(
        lambda: _post_late(page, payout, form),
        lead_to=f"/payouts/{payout}",
        again=lambda filled, status: _late(page, payout, filled, status),
    )


def _late(page: Page, payout: str, form: Filled, status: int, operation: str = "payouts") -> Response:
    state, _steps, _released = _read(page, payout, operation)
    if state.stage is not Stage.SETTLED or page.is_of_the_past:
        return page.lead_to(f"/payouts/{payout}")
    desk = page.caller.services.desk
    fund = fund_of(state.parts[0].line)
    return page.show(
        "payouts/late_return.html",
        status=status,
        payout=state,
        form=form,
        reasons=tuple(ReturnReason),
        year_closed=any(isinstance(one.fact, YearClosed) for one in desk.log.stream(f"fund/{fund}")),
        today=desk.clock.today(),
    )


def _post_late(page: Page, payout: str, form: Form) -> Response:
    state, _steps, _released = _read(page, payout, "post_late_returns")
    said = form.body(LateForm)
    line = {"beneficiary": state.beneficiary, "amount": said.amount, "reason": said.reason}
    body = LateReturnsBody.model_validate(
        {
            "statement": said.statement,
            "statement_sha256": form.hash_of("statement_file"),
            "lines": [line | {"bank_words": said.bank_words or "—"}],
            "on": said.on.isoformat(),
        }
    )
    return api.post_late_returns(tilded(state.batch_id), body, form.command())


def _read(page: Page, payout: str, operation: str) -> tuple[Payout, Sequence[Step], payouts.PayoutReleased]:
    """Return a payment as of the page's moment. Raises UnknownId, and what `Caller.may` raises."""
    name, desk = slashed(payout), page.caller.services.desk
    page.query.may_in(operation, places_of_stream(f"payout/{name}", desk))
    moment = page.moment
    entries = [
        entry
        for entry in desk.log.stream(f"payout/{name}")
        if entry.position <= moment.position and (moment.effective is None or _day(entry.fact) <= moment.effective)
    ]
    state = replay(name, (entry.fact for entry in entries))
    released = [entry.fact for entry in entries if isinstance(entry.fact, payouts.PayoutReleased)]
    if state is None or not released:
        raise UnknownId(f"payout/{name}")
    return state, [_step(entry) for entry in entries], released[-1]


def _step(entry: Recorded[object]) -> Step:
    fact = entry.fact
    kind, more = "", dict[str, Any]()
    match fact:
        case payouts.PayoutReleased():
            kind = "released"
        case payouts.PayoutSettled():
            kind = "settled"
        case payouts.PayoutReturned():
            kind, more = "returned", {"reason": fact.reason, "words": fact.bank_words}
        case payouts.PayoutReturnedLate():
            kind, more = "returned_late", {"reason": fact.reason, "words": fact.bank_words, "closed": fact.to_treasury}
        case payouts.PayoutReissued():
            kind = "reissued"
        case payouts.PayoutCancelled():
            kind, more = "cancelled", {"words": fact.reason}
        case payouts.PayoutRecoveryOrdered():
            kind, more = "recovery_ordered", {"recovery": fact.recovery_id}
        case _:
            raise TypeError(f"nobody has said what step {type(fact).__name__} is")
    return Step(kind, _day(fact), entry.recorded_at, entry.position, entry.actor, fact.amount, **more)


def _day(fact: object) -> date:
    for name in ("value_date", "settled_on", "returned_on", "cancelled_on", "ordered_on"):
        if isinstance(day := getattr(fact, name, None), date):
            return day
    raise TypeError(f"nobody has said when {type(fact).__name__} counts")
