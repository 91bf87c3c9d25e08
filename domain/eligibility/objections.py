"""An objection re-opens a case, before or after the grant: nothing is granted or paid until it is settled."""

from __future__ import annotations

from datetime import date

from domain.eligibility.events import CaseConfirmed, CaseReopened, CaseRevoked, StopReason
from domain.eligibility.rejections import (
    NoSuchOpenObjection,
    ObjectionKnown,
    ObjectionWasDismissed,
    ObjectionWasUpheld,
    WrongCaseStage,
)
from domain.eligibility.standing import revoke
from domain.eligibility.state import LIVE, Case, Stage
from domain.notices.rejections import ObjectionStillOpen
from domain.notices.state import Notice
from domain.periods import Month


def reopen(case: Case, *, notice_id: str, objection_id: str, on: date) -> CaseReopened:
    """Open the case for an objection. Raises WrongCaseStage (it is not live), ObjectionKnown."""
    if case.stage not in LIVE:
        raise WrongCaseStage("beneficiary", stage=case.stage.value, needed="applied, granted or suspended")
    if objection_id in case.open_objections:
        raise ObjectionKnown("objection_id", objection=objection_id)
    return CaseReopened(notice_id, objection_id, on)


def confirm(case: Case, *, notice: Notice, objection_id: str, on: date) -> CaseConfirmed:
    """Let the case stand as it stood: the objection was dismissed on its notice.

    Raises NoSuchOpenObjection, ObjectionStillOpen, ObjectionWasUpheld.
    """
    if _upheld(case, notice, objection_id):
        raise ObjectionWasUpheld("objection_id", beneficiary=case.beneficiary, objection=objection_id)
    return CaseConfirmed(objection_id, on)


def uphold(case: Case, *, notice: Notice, objection_id: str, from_month: Month, on: date) -> CaseRevoked:
    """End a granted case, since the objection was upheld on its notice. (An applied one is to be refused.)

    A case that has ended meanwhile is ended again, no later than it was.

    Raises NoSuchOpenObjection, ObjectionStillOpen, ObjectionWasDismissed, WrongCaseStage, StopBeforeStart.
    """
    if not _upheld(case, notice, objection_id):
        raise ObjectionWasDismissed("objection_id", beneficiary=case.beneficiary, objection=objection_id)
    if case.stage is Stage.REVOKED:
        return CaseRevoked(from_month, StopReason.OBJECTION_UPHELD, on)
    return revoke(case, reason=StopReason.OBJECTION_UPHELD, from_month=from_month, on=on)


def _upheld(case: Case, notice: Notice, objection_id: str) -> bool:
    if objection_id not in case.open_objections:
        raise NoSuchOpenObjection("objection_id", objection=objection_id[:50])
    settled = notice.settled_objections.get(objection_id)
    if settled is None:
        raise ObjectionStillOpen("objection_id", beneficiary=case.beneficiary)
    return settled.upheld
