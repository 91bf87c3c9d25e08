"""The register of devices in kind: what came in and went out, what was counted, and who was fitted with what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries.events import BeneficiaryEvent
from domain.budgets.events import BudgetEvent
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.designations.events import DesignationEvent
from domain.devices import events as devices
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.programmes.events import ProgrammeEvent
from domain.proofs.events import ProofEvent
from domain.recoveries.events import RecoveryEvent
from domain.reference_events import ReferenceEvent
from domain.refusals.events import RefusalEvent
from domain.region_names.events import RegionEvent
from domain.revenue.events import RevenueEvent
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class DeviceMove(Name):
    """What happened to the stock of a kind."""

    KIND_SET = "kind_set"
    TARGET_SET = "target_set"
    RECEIVED = "received"
    REMOVED = "removed"
    COUNTED = "counted"


class DeviceStep(NamedTuple):
    """One step of a kind. `quantity` is what came, went, was counted, or is the target; `expected` what a count should
    have found; `life` the service life in months."""

    position: int
    programme: Word
    device: Word
    stage: DeviceMove
    region: Word
    name_zh: Word | None
    name_en: Word | None
    life: int | None
    fiscal_year: int | None
    batch: Word | None
    supplier: Word | None
    document: Word | None
    quantity: int | None
    expected: int | None
    reason: Word | None
    by: Word
    effective: date


class DeviceFitting(NamedTuple):
    """One device was handed over to somebody, against a signed form."""

    position: int
    programme: Word
    device: Word
    beneficiary: str
    region: Word
    batch: Word
    signed_by: Word
    form_sha256: str
    by: Word
    effective: date


def device_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of devices."""
    position, programme, fact = entry.position, id_in(entry.stream), entry.fact
    match fact:
        case devices.DeviceKindSet():
            step = _step(position, programme, fact.kind, DeviceMove.KIND_SET, fact.region, fact.set_by, fact.set_on)
            yield step._replace(
                name_zh=fact.name_zh, name_en=fact.name_en, life=fact.service_life_months, document=fact.document
            )
        case devices.DeviceTargetSet():
            step = _step(position, programme, fact.kind, DeviceMove.TARGET_SET, fact.region, fact.set_by, fact.set_on)
            yield step._replace(fiscal_year=fact.fiscal_year, quantity=fact.target, document=fact.document)
        case devices.DevicesReceived(received_by=by, received_on=on):
            step = _step(position, programme, fact.kind, DeviceMove.RECEIVED, fact.region, by, on)
            yield step._replace(
                batch=fact.batch, supplier=fact.supplier, document=fact.document, quantity=fact.quantity
            )
        case devices.DevicesRemoved(removed_by=by, removed_on=on):
            step = _step(position, programme, fact.kind, DeviceMove.REMOVED, fact.region, by, on)
            yield step._replace(
                batch=fact.batch, document=fact.document, quantity=fact.quantity, reason=fact.reason.value
            )
        case devices.DevicesCounted(counted_by=by, counted_on=on):
            step = _step(position, programme, fact.kind, DeviceMove.COUNTED, fact.region, by, on)
            yield step._replace(quantity=fact.counted, expected=fact.expected)
        case devices.DeviceFitted():
            yield DeviceFitting(
                position,
                programme,
                fact.kind,
                fact.beneficiary,
                fact.region,
                fact.batch,
                fact.signed_by.value,
                fact.form_sha256,
                fact.fitted_by,
                fact.fitted_on,
            )
        case _:
            return


def _step(position: int, programme: str, kind: str, stage: DeviceMove, region: str, by: str, on: date) -> DeviceStep:
    return DeviceStep(
        position, programme, kind, stage, region, None, None, None, None, None, None, None, None, None, None, by, on
    )


DEVICES = View(
    name="devices",
    tables=(DeviceStep, DeviceFitting),
    rows=device_rows,
    handles=every(devices.DeviceEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        ScreeningEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        TenderEvent,
        TransmissionRuleEvent,
        DesignationEvent,
        AttendanceEvent,
        RegionEvent,
        MatchingEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
        InspectionEvent,
        CheckEvent,
        ProofEvent,
        AccountEvent,
        ProgrammeEvent,
        FundEvent,
        BeneficiaryEvent,
        CaseEvent,
        NoticeEvent,
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
