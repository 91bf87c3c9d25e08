"""The register of people: where they belong, the facts decisions may use, death and moving away. No personal data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in, recorded_day
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries import events as beneficiaries
from domain.budgets.events import BudgetEvent
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.designations.events import DesignationEvent
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.facts import Fact
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


class BeneficiaryChange(Name):
    """What was learnt of a person."""

    REGISTERED = "registered"
    RECORD_CHANGED = "record_changed"
    DIED = "died"
    MOVED_AWAY = "moved_away"
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"
    FOUND_DIFFERENT = "found_different"
    CLOSED = "closed"
    ERASED = "erased"


OVER = (BeneficiaryChange.CLOSED, BeneficiaryChange.ERASED)
"""After these nothing is paid to the person any more, for whatever month."""


class Beneficiary(NamedTuple):
    """One change of a person. `region` is where they belong, or moved to; payments stop after `stopped_on`'s month.

    `source` is the register that reported a death, the document of a hold, the other person of a comparison, or the
    request of an erasure.
    """

    position: int
    beneficiary: str
    change: BeneficiaryChange
    region: Word | None
    commitment: str | None
    stopped_on: date | None
    source: Word | None
    effective: date


class Circumstance(NamedTuple):
    """A fact about a person took this value, as the register `source` had it on `effective`."""

    position: int
    seq: int
    beneficiary: str
    fact: Word
    value: Word
    source: Word
    effective: date


def beneficiary_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a person."""
    position, person = entry.position, id_in(entry.stream)
    change = BeneficiaryChange
    match entry.fact:
        case beneficiaries.BeneficiaryRegistered(region=region, commitment=commitment, facts=facts, registered_on=day):
            yield Beneficiary(position, person, change.REGISTERED, region, commitment, None, None, day)
            yield from _circumstances(position, person, facts)
        case beneficiaries.CircumstancesRecorded(facts=facts):
            yield from _circumstances(position, person, facts)
        case beneficiaries.PersonalRecordChanged(commitment=commitment):
            day = recorded_day(entry)
            yield Beneficiary(position, person, change.RECORD_CHANGED, None, commitment, None, None, day)
        case beneficiaries.DeathRecorded(died_on=day, source=source):
            yield Beneficiary(position, person, change.DIED, None, None, day, source, day)
        case beneficiaries.MovedAway(moved_on=day, to_region=region):
            yield Beneficiary(position, person, change.MOVED_AWAY, region, None, day, None, day)
        case _:
            yield from _of_the_file(entry, person)


def _of_the_file(entry: Recorded[object], person: str) -> Iterator[Row]:
    """Yield what became of the file itself: held, compared, closed, erased."""
    position, change = entry.position, BeneficiaryChange
    match entry.fact:
        case beneficiaries.LegalHoldPlaced(document=document, placed_on=day):
            yield Beneficiary(position, person, change.HOLD_PLACED, None, None, None, document, day)
        case beneficiaries.LegalHoldLifted(document=document, lifted_on=day):
            yield Beneficiary(position, person, change.HOLD_LIFTED, None, None, None, document, day)
        case beneficiaries.FoundToBeDifferent(other=other, found_on=day):
            yield Beneficiary(position, person, change.FOUND_DIFFERENT, None, None, None, other, day)
        case beneficiaries.RegistrationClosed(same_as=earlier, found_on=day):
            yield Beneficiary(position, person, change.CLOSED, None, None, day, earlier, day)
        case beneficiaries.PersonErased(request=request, erased_on=day):
            yield Beneficiary(position, person, change.ERASED, None, None, day, request, day)
        case _:
            return


def _circumstances(position: int, person: str, facts: tuple[Fact, ...]) -> Iterator[Circumstance]:
    for seq, fact in enumerate(facts):
        name, value, source = fact.name, fact.value, fact.source
        yield Circumstance(position, seq, person, name, value, source, fact.as_of)


BENEFICIARIES = View(
    name="beneficiaries",
    tables=(Beneficiary, Circumstance),
    rows=beneficiary_rows,
    handles=every(beneficiaries.BeneficiaryEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        TenderEvent,
        TransmissionRuleEvent,
        DesignationEvent,
        AttendanceEvent,
        ScreeningEvent,
        RegionEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
        MatchingEvent,
        InspectionEvent,
        CheckEvent,
        ProofEvent,
        AccountEvent,
        ProgrammeEvent,
        FundEvent,
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
