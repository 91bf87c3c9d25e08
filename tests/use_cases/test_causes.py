"""What led to an entry is named in it: another entry, or what else its command recorded; nothing where a person did."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.commands.bank import CancelPayouts
from application.commands.batches import SendBatchBack
from application.commands.beneficiaries import RecordCircumstances, RecordDeath
from application.commands.standing import RecheckCase
from application.recorded import Recorded
from domain.batches.events import PayoutKind
from domain.eligibility.events import CaseRechecked, CaseRevoked, CaseSuspended
from domain.facts import Fact
from domain.payouts.events import PayoutCancelled, PayoutReleased, PayoutReturned
from domain.programmes.policy import ApprovalStep
from tests.support.office import APPROVERS, CASE_OFFICER, CASHIER, LIAISON, Office
from tests.support.stories import (
    AGAIN,
    APPROVED,
    MEDICINE,
    RESULT,
    a_released_batch,
    a_submitted_batch,
    approve,
    people_granted,
    post_result,
    release,
    submit,
)


def newest(office: Office, kind: type) -> Recorded[Any]:
    return [entry for entry in office.entries() if isinstance(entry.fact, kind)][-1]


def test_what_persons_do_has_no_cause() -> None:
    office = a_released_batch()
    assert {entry.causation for entry in office.entries()} == {""}


def test_a_suspension_follows_from_the_check_that_failed() -> None:
    office = people_granted()
    one, on = office.people[0], date(2017, 3, 1)
    poor_no_more = (Fact("low_income", "no", "civil_affairs", on),)
    office.asks(RecordCircumstances, by=LIAISON, beneficiary=one, facts=poor_no_more, on=on)
    asked: dict[str, Any] = {"programme": MEDICINE, "beneficiary": one, "on": on, "command_id": "recheck-0001"}
    assert office.asks(RecheckCase, by=CASE_OFFICER, **asked).said["passed"] is False
    assert newest(office, CaseRechecked).causation == ""
    assert newest(office, CaseSuspended).causation == "command/recheck-0001"
    history = office.views.history(f"case/{MEDICINE}/{one}")
    assert [entry.caused_by for entry in history[-2:]] == ["", "command/recheck-0001"]


def test_an_entitlement_that_ends_with_a_death_follows_from_its_record() -> None:
    office = people_granted()
    died: dict[str, Any] = {"beneficiary": office.people[0], "died_on": date(2017, 2, 1), "source": "civil_affairs"}
    office.asks(RecordDeath, by=LIAISON, command_id="death-00001", **died)
    assert newest(office, CaseRevoked).causation == "command/death-00001"


def test_what_is_freed_follows_from_sending_the_batch_back() -> None:
    office = a_submitted_batch()
    step = ApprovalStep.PROJECT_LEAD
    office.asks(
        SendBatchBack, by=APPROVERS[step], batch_id=office.batch, step=step, reason="名单有误", on=APPROVED,
        command_id="back-000001",
    )  # fmt: skip
    back, freed = office.entries()[-2:]
    assert (back.name, back.causation) == ("batch.sent_back.1", "")
    assert (freed.name, freed.causation) == ("funds.freed.1", "command/back-000001")


def test_a_cancelled_payment_names_its_return_and_arrears_name_what_made_them_due() -> None:
    office = a_released_batch()
    person = office.people[0]
    post_result(office, returned=(person,))
    returned = newest(office, PayoutReturned)
    office.asks(
        CancelPayouts, by=CASHIER, batch_id=office.batch, beneficiaries=(person,), reason="账号已销户", on=RESULT
    )
    cancelled = newest(office, PayoutCancelled)
    assert cancelled.causation == f"entry/{returned.position}"
    submit(office, "2", payout_kind=PayoutKind.ARREARS, on=AGAIN)
    approve(office, on=AGAIN)
    release(office, on=AGAIN)
    assert newest(office, PayoutReleased).causation == f"entry/{cancelled.position}"
