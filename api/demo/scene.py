"""What the demonstration's stories share: who acts, how a command gets its id, and the way to a released batch.

Command ids are fixed, so a second run asks for the same things again and gets the first run's answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import application.commands.bank as bank
import application.commands.batches as batches
from application.desk import Desk
from application.imports import PersonRow
from application.road import Answer, Officer
from domain.batches.events import MeetingMinutes
from domain.payouts.events import ReturnReason
from domain.periods import Period
from domain.programmes.policy import ApprovalStep
from domain.rejected import Rejected

AREA = "990101"
TOWNSHIP, CASE_OFFICER, DECIDER = Officer("township-01"), Officer("case-officer-01"), Officer("section-head-01")
REVIEWER = Officer("township-02")
BUILDER, CASHIER = Officer("finance-01"), Officer("finance-02")
APPROVERS = {
    ApprovalStep.PROJECT_LEAD: Officer("project-lead-01"),
    ApprovalStep.DIVISION_LEADER: Officer("division-leader-01"),
    ApprovalStep.COLLECTIVE_MEETING: Officer("meeting-secretary-01"),
    ApprovalStep.UNIT_HEAD: Officer("unit-head-01"),
}


class Crowd(Protocol):
    """Makes people up: the same ones for the same arguments."""

    def __call__(
        self,
        count: int,
        seed: int,
        *,
        born: tuple[date, date] = ...,
        low_income: float = ...,
        types: tuple[int, ...] = ...,
        levels: tuple[int, ...] = ...,
    ) -> Iterable[PersonRow]: ...


@dataclass(slots=True)
class Scene:
    """One ledger's story: the desk, a prefix for command ids, and what was tried on purpose, by command id."""

    desk: Desk
    story: str
    say: Callable[[str], None]
    crowd: Crowd
    tried: dict[str, str] = field(default_factory=dict)

    def id(self, step: str) -> str:
        """Return the fixed command id of a step."""
        return f"demo-{self.story}-{step}"

    def refused(self, step: str, what: str, attempt: Callable[[], object]) -> None:
        """Try what must not work. Raises AssertionError when it works."""
        self.tried[self.id(step)] = what
        try:
            attempt()
        except Rejected:
            return
        raise AssertionError(f"this should have been refused: {what}")


@dataclass(frozen=True, slots=True)
class Days:
    """The dates of an enrolment, in order."""

    applied: date
    township_review: date
    county_review: date
    posted: date
    granted: date


@dataclass(frozen=True, slots=True)
class PayDays:
    """The dates of a batch, in order."""

    submitted: date
    approved: tuple[date, date, date, date]
    released: date
    bank_result: date
    reissued: date
    reissue_result: date


def submit(
    scene: Scene, programme: str, period: Period, on: date, *, step: str = "submit", agreements: tuple[str, ...] = ()
) -> Answer:
    """Build a batch of everybody entitled and submit it."""
    return batches.submit_batch(
        batches.SubmitBatch(
            command_id=scene.id(f"{programme}-{step}"),
            programme=programme,
            region=AREA,
            period=period,
            number="1",
            agreements=agreements,
            on=on,
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def approve(scene: Scene, batch: str, digest: str, days: Sequence[date]) -> None:
    """Take as many of the four steps, by four people, as there are days."""
    for (step, officer), on in zip(APPROVERS.items(), days, strict=False):
        minutes = None
        if step is ApprovalStep.COLLECTIVE_MEETING:
            minutes = MeetingMinutes(
                held_on=on,
                attendees=("unit-head-01", "division-leader-01", "discipline-01"),
                minutes_number=f"会议纪要〔{on.year}〕{on.month}号",
                minutes_sha256=hashlib.sha256(batch.encode()).hexdigest(),
            )
        batches.approve_batch(
            batches.ApproveBatch(
                command_id=scene.id(f"{batch.replace('/', '.')}-{step.value}"),
                batch_id=batch,
                step=step,
                digest=digest,
                minutes=minutes,
                on=on,
            ),
            by=officer,
            desk=scene.desk,
        )


def approve_and_release(scene: Scene, batch: str, digest: str, days: PayDays) -> None:
    """Take the four steps by four people, then release by a fifth."""
    approve(scene, batch, digest, days.approved)
    batches.release_batch(
        batches.ReleaseBatch(
            command_id=scene.id(f"{batch.replace('/', '.')}-release"), batch_id=batch, value_date=days.released
        ),
        by=CASHIER,
        desk=scene.desk,
    )


def bank_pays(scene: Scene, batch: str, days: PayDays, *, returned: Sequence[int] = (), put_right: bool = True) -> None:
    """Post the bank's result; the payments at places `returned` come back, are put right, reissued and paid.

    With `put_right` false they lie where they came back to, and the batch stays open.
    """
    scene.desk.views_now()
    payouts = scene.desk.views.payouts_of_batch(batch)
    name = batch.replace("/", ".")
    back = {payouts[place].beneficiary for place in returned}
    lines = tuple(
        bank.BankLine(
            beneficiary=payout.beneficiary,
            amount=payout.amount,
            settled=payout.beneficiary not in back,
            reason=ReturnReason.ACCOUNT_CLOSED if payout.beneficiary in back else None,
            bank_words="已销户" if payout.beneficiary in back else "",
        )
        for payout in payouts
    )
    _post(scene, batch, lines, days.bank_result, step=f"{name}-result")
    if back and not put_right:
        return
    if back:
        again = tuple(line for line in lines if line.beneficiary in back)
        bank.reissue_payouts(
            bank.ReissuePayouts(
                command_id=scene.id(f"{name}-reissue"),
                batch_id=batch,
                beneficiaries=tuple(line.beneficiary for line in again),
                value_date=days.reissued,
            ),
            by=CASHIER,
            desk=scene.desk,
        )
        paid = tuple(bank.BankLine(line.beneficiary, line.amount, settled=True) for line in again)
        _post(scene, batch, paid, days.reissue_result, step=f"{name}-result-2")
    bank.close_batch(
        bank.CloseBatch(command_id=scene.id(f"{name}-close"), batch_id=batch, on=days.reissue_result),
        by=BUILDER,
        desk=scene.desk,
    )


def _post(scene: Scene, batch: str, lines: tuple[bank.BankLine, ...], on: date, *, step: str) -> None:
    statement = "\n".join(f"{line.beneficiary},{line.amount},{line.settled}" for line in lines)
    bank.post_bank_result(
        bank.PostBankResult(
            command_id=scene.id(step),
            batch_id=batch,
            statement=f"银行回单 {on.isoformat()}",
            statement_sha256=hashlib.sha256(statement.encode()).hexdigest(),
            lines=lines,
            on=on,
        ),
        by=CASHIER,
        desk=scene.desk,
    )
