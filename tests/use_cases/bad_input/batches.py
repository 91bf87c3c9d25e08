"""Bad input to a batch until its money leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from application.commands.batch_lists import Listed
from application.commands.batches import ApproveBatch, ReleaseBatch, SendBatchBack, SubmitBatch
from domain.batches import rejections as batches
from domain.batches.events import PayoutKind
from domain.dates import InTheFuture
from domain.free_text import NotAReference, PersonalNumberInText, TextMissing
from domain.periods import Period
from domain.programmes import rejections as programmes
from domain.programmes.policy import ApprovalStep
from domain.regions import NotARegionCode
from tests.support.office import AREA, CASHIER, DECIDER, Office
from tests.support.stories import APPROVED, MEDICINE, RELEASED, SUBMITTED, YEAR, yuan
from tests.use_cases.bad_input.asked import ID_NUMBER, TOMORROW, Bad


def a_batch(**other: Any) -> dict[str, Any]:
    return {"programme": MEDICINE, "region": AREA, "period": YEAR, "number": "9", "on": SUBMITTED} | other


def a_step(**other: Any) -> Callable[[Office], dict[str, Any]]:
    what = {"step": ApprovalStep.PROJECT_LEAD, "on": APPROVED}
    return lambda office: {"batch_id": office.batch, "digest": office.digest, **what} | other


def of_batch(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"batch_id": office.batch} | other


BATCHES = (
    Bad("a batch without a number", SubmitBatch, NotAReference, "number", a_batch(number="")),
    Bad("a batch numbered with an ID number", SubmitBatch, PersonalNumberInText, "number", a_batch(number=ID_NUMBER)),
    Bad("a batch of no programme", SubmitBatch, programmes.NoSuchProgramme, "programme", a_batch(programme="none")),
    Bad("a batch of a month", SubmitBatch, batches.PeriodNotOfProgramme, "period", a_batch(period=Period("2017-04"))),
    Bad("a batch of a place of words", SubmitBatch, NotARegionCode, "region", a_batch(region="everywhere")),
    Bad("a batch of a year without people", SubmitBatch, batches.NobodyToPay, "", a_batch(period=Period("2016"))),
    Bad("a batch of tomorrow", SubmitBatch, InTheFuture, "on", a_batch(on=TOMORROW)),
    Bad("a correction without a list", SubmitBatch, batches.NothingToCorrect, "listed",
        a_batch(payout_kind=PayoutKind.CORRECTION)),
    Bad("a list with an ID number for a person", SubmitBatch, batches.NotEntitled, "listed[0]",
        a_batch(listed=(Listed(ID_NUMBER, yuan(1000)),))),
    Bad("an approval of no batch", ApproveBatch, batches.NoSuchBatch, "batch_id", a_step(batch_id="none")),
    Bad("an approval of other content", ApproveBatch, batches.ContentChanged, "digest",
        a_step(digest=""), "submitted", DECIDER),
    Bad("an approval of tomorrow", ApproveBatch, InTheFuture, "on", a_step(on=TOMORROW), "submitted", DECIDER),
    Bad("a batch sent back without a reason", SendBatchBack, TextMissing, "reason",
        of_batch(step=ApprovalStep.PROJECT_LEAD, reason="", on=APPROVED), "submitted", DECIDER),
    Bad("a release before the approvals", ReleaseBatch, batches.WrongStage, "batch_id",
        of_batch(value_date=RELEASED), "submitted", CASHIER),
    Bad("a payment in the year 2107", ReleaseBatch, batches.ValueDateTooFar, "value_date",
        of_batch(value_date=date(2107, 4, 25)), "submitted", CASHIER),
)  # fmt: skip
