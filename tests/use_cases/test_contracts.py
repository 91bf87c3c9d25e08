"""A contract pays exactly the service that was accepted under it: signed for, at no time twice, within the staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from application.commands.batch_lists import Listed
from application.commands.batches import SendBatchBack, SubmitBatch
from application.commands.beneficiaries import RecordDeath
from application.commands.contracts import AcceptServiceMonth, DeductAmount
from application.commands.institutions import AcceptService, ReceiveInvoice, SignAgreement
from application.commands.tenders import AwardLot, DesignateInstitution, FailLot, PublishTender, WithdrawDesignation
from application.lists import AGREEMENTS, DESIGNATIONS, SERVICE_RECORDS, TENDER_LOTS
from domain.attendance.decisions import ServiceLine
from domain.attendance.rejections import ServiceAfterDeath, ServiceOverlaps, SignOffMissing
from domain.batches.events import PayoutKind
from domain.batches.rejections import NobodyToPay
from domain.beneficiaries.rejections import NotRegistered
from domain.designations.rejections import InvoiceOfAnotherAgreement, NotDesignated
from domain.institutions.contract_rejections import (
    AboveStandard,
    AcceptedByRecords,
    BeyondStaffHours,
    ContractWantsDesignation,
    InvoiceAboveAccepted,
    OutsideTheLot,
    RecordOfAnotherMonth,
    SheetUsed,
    StaffingMissing,
    TwoPayees,
)
from domain.institutions.events import AcceptedService
from domain.institutions.pricing import ServiceUnit
from domain.institutions.rejections import MoreThanInvoiced
from domain.money import Money, total
from domain.programmes.policy import ApprovalStep
from domain.programmes.rejections import NoSuchProgramme
from domain.tenders.events import Lot
from domain.tenders.rejections import LotIsDecided
from tests.support.contracts import (
    ACCEPTED,
    CODE,
    CONTRACT,
    LEAD,
    LOTS,
    OTHER_CODE,
    SERVED,
    TENDER,
    accepting,
    accepts,
    an_hour,
    awarding,
    bought,
    designate,
    invoices,
    staffed,
)
from tests.support.office import AREA, BUILDER, CASE_OFFICER, LIAISON, Office, living_in
from tests.support.stories import (
    APPLIED,
    FUNDED,
    MEDICINE,
    SUBMITTED,
    YEAR,
    approve,
    post_result,
    release,
    some_people,
    submit,
    yuan,
)

ASKED: dict[str, Any] = {"programme": MEDICINE, "region": AREA, "period": YEAR, "number": "1", "on": SUBMITTED}


def served() -> Office:
    """Five people are served for two hours each in March: 400.00 yuan."""
    office = bought()
    staffed(office)
    accepts(office, [an_hour(person, minutes=120) for person in office.people])
    return office


def test_a_batch_pays_each_person_s_accepted_service_and_not_the_standard() -> None:
    office = served()
    invoices(office, 400)
    said = submit(office, agreements=(CONTRACT,)).said
    assert (said["people"], said["total_fen"]) == (5, "40000")
    approve(office)
    release(office)
    post_result(office)
    [contract] = office.views.rows(AGREEMENTS)
    assert (contract.accepted, contract.invoiced, contract.committed) == (yuan(400), yuan(400), yuan(400))
    assert total(one.amount for one in office.views.payouts_of_batch(office.batch)) == yuan(400)
    office.holds()


def test_service_accepted_after_the_batch_is_paid_by_a_correction() -> None:
    office = served()
    invoices(office, 400)
    submit(office, agreements=(CONTRACT,))
    approve(office)
    release(office)
    post_result(office)
    late = office.people[0]
    accepts(office, [an_hour(late, start=900, minutes=30)], sheet="验收3-2")
    invoices(office, 20, "88010002")
    listed = (Listed(late, yuan(20)),)
    kind: dict[str, Any] = {"payout_kind": PayoutKind.CORRECTION, "on": date(2017, 5, 5)}
    said = submit(office, number="2", agreements=(CONTRACT,), listed=listed, **kind).said
    assert said["total_fen"] == "2000"


def test_what_is_sent_back_may_be_paid_anew_and_nothing_is_paid_beyond_invoices() -> None:
    office = served()
    invoices(office, 399)
    office.is_refused(MoreThanInvoiced, SubmitBatch, by=BUILDER, agreements=(CONTRACT,), **ASKED)
    invoices(office, 1, "88010002")
    submit(office, agreements=(CONTRACT,))
    back: dict[str, Any] = {"batch_id": office.batch, "reason": "名单有误", "on": SUBMITTED}
    office.asks(SendBatchBack, by=LEAD, step=ApprovalStep.PROJECT_LEAD, **back)
    assert submit(office, agreements=(CONTRACT,)).said["total_fen"] == "40000"


def test_nobody_s_service_costs_more_than_the_standard() -> None:
    office = bought()
    staffed(office)
    one = office.people[0]
    days = [date(2017, 3, day) for day in (6, 7, 8, 9)]
    accepts(office, [an_hour(one, minutes=7 * 60, day=day) for day in days])
    office.is_refused(AboveStandard, SubmitBatch, by=BUILDER, agreements=(CONTRACT,), **ASKED)


def test_an_unsigned_record_an_hour_twice_and_hours_beyond_the_staff_are_refused_and_kept() -> None:
    office = bought()
    one, other = office.people[:2]
    line = an_hour(one)
    by: dict[str, Any] = {"by": CASE_OFFICER}
    office.is_refused(StaffingMissing, AcceptServiceMonth, **by, **accepting([line]))
    staffed(office)
    unsigned = replace(line, signed_on=None)
    office.is_refused(
        SignOffMissing, AcceptServiceMonth, **by, **accepting([line, replace(unsigned, beneficiary=other)])
    )
    twice = [line, an_hour(one, start=500)]
    office.is_refused(ServiceOverlaps, AcceptServiceMonth, **by, **accepting(twice))
    too_long = [an_hour(one, start=0, minutes=1440, day=date(2017, 3, day)) for day in (6, 7, 8, 9)]
    office.is_refused(BeyondStaffHours, AcceptServiceMonth, **by, **accepting(too_long))
    april = an_hour(one, day=date(2017, 4, 3))
    office.is_refused(RecordOfAnotherMonth, AcceptServiceMonth, **by, **accepting([april]))
    nobody = replace(line, beneficiary="b-nobody")
    office.is_refused(NotRegistered, AcceptServiceMonth, **by, **accepting([nobody]))
    accepts(office, [line])
    office.is_refused(SheetUsed, AcceptServiceMonth, **by, **accepting([an_hour(other)]))
    assert {"sign_off_missing", "service_overlaps", "beyond_staff_hours", "sheet_used"} <= set(office.refusals())


def test_nobody_is_served_at_two_institutions_at_once() -> None:
    office = served()
    designate(office, OTHER_CODE)
    lots = (replace(LOTS[0], number="9"),)
    facts: dict[str, Any] = {"title": "居家服务二", "document": "采购2017-2", "lots": lots, "on": FUNDED}
    office.asks(PublishTender, by=LEAD, tender_id="tender-2", **facts)
    office.asks(
        AwardLot,
        by=LEAD,
        **awarding(tender_id="tender-2", lot="9", institution=OTHER_CODE, agreement_id="lot-9"),
    )
    staffed(office, agreement_id="lot-9")
    one, there = office.people[0], {"agreement_id": "lot-9"}
    meanwhile = accepting([an_hour(one, start=570)], **there)
    refused = office.is_refused(ServiceOverlaps, AcceptServiceMonth, by=CASE_OFFICER, **meanwhile)
    assert CONTRACT in refused.sentence("en")
    accepts(office, [an_hour(one, start=600)], **there)
    both = (CONTRACT, "lot-9")
    office.is_refused(TwoPayees, SubmitBatch, by=BUILDER, agreements=both, **ASKED)
    invoices(office, 400)
    asked: dict[str, Any] = {"agreement_id": "lot-9", "invoice_number": "1", "amount": yuan(40), "on": ACCEPTED}
    office.asks(ReceiveInvoice, by=BUILDER, **asked)
    more = asked | {"agreement_id": "lot-9", "invoice_number": "2", "amount": Money(1)}
    office.is_refused(InvoiceAboveAccepted, ReceiveInvoice, by=BUILDER, **more)


def test_an_invoice_of_one_institution_counts_once_under_all_its_agreements() -> None:
    office = served()
    terms: dict[str, Any] = {"institution": CODE, "programme": MEDICINE, "fiscal_year": 2017, "ceiling": yuan(500)}
    office.asks(SignAgreement, by=BUILDER, agreement_id="plain", on=FUNDED, **terms)
    invoices(office, 100)
    again: dict[str, Any] = {"agreement_id": "plain", "invoice_number": "88010001", "amount": yuan(1), "on": ACCEPTED}
    office.is_refused(InvoiceOfAnotherAgreement, ReceiveInvoice, by=BUILDER, **again)


def test_only_the_designated_are_awarded_lots_and_serve_on_days_they_are_designated() -> None:
    office = bought()
    second = awarding(lot="2", price=None, institution=OTHER_CODE, agreement_id="lot-2017-2")
    office.is_refused(ContractWantsDesignation, AwardLot, by=LEAD, **second)
    office.is_refused(LotIsDecided, AwardLot, by=LEAD, **awarding(agreement_id="again"))
    office.is_refused(LotIsDecided, FailLot, by=LEAD, tender_id=TENDER, lot="1", reason="无人投标", on=FUNDED)
    facts: dict[str, Any] = {"reason": "考核不合格", "document": "定点2017-9", "on": date(2017, 3, 7)}
    office.asks(WithdrawDesignation, by=LEAD, institution=CODE, withdrawn_from=SERVED, **facts)
    staffed(office)
    one = office.people[0]
    office.is_refused(NotDesignated, AcceptServiceMonth, by=CASE_OFFICER, **accepting([an_hour(one)]))
    accepts(office, [an_hour(one, day=date(2017, 3, 6))])
    terms: dict[str, Any] = {"institution": CODE, "programme": MEDICINE, "fiscal_year": 2017, "ceiling": yuan(500)}
    office.is_refused(NotDesignated, SignAgreement, by=BUILDER, agreement_id="plain", on=date(2017, 4, 1), **terms)
    [designation] = office.views.rows(DESIGNATIONS)
    assert (designation.valid_until, designation.withdrawn_from) == (date(2017, 3, 6), SERVED)


def test_service_is_for_people_of_the_lot_s_region_who_are_alive() -> None:
    office = bought()
    staffed(office)
    [stranger] = office.registers(living_in(some_people(1, seed=3), "990102001001"), on=APPLIED)
    office.is_refused(OutsideTheLot, AcceptServiceMonth, by=CASE_OFFICER, **accepting([an_hour(stranger)]))
    dead = office.people[0]
    office.asks(RecordDeath, by=LIAISON, beneficiary=dead, died_on=date(2017, 3, 6), source="公安")
    office.is_refused(ServiceAfterDeath, AcceptServiceMonth, by=CASE_OFFICER, **accepting([an_hour(dead)]))


def test_a_deduction_lowers_what_is_paid_and_says_why() -> None:
    office = served()
    less: dict[str, Any] = {"month": accepting([])["month"], "amount": yuan(50), "reason": "考核扣款"}
    office.asks(DeductAmount, by=CASE_OFFICER, agreement_id=CONTRACT, document="扣款1", on=ACCEPTED, **less)
    invoices(office, 350)
    assert submit(office, agreements=(CONTRACT,)).said["total_fen"] == "35000"
    [contract] = office.views.rows(AGREEMENTS)
    assert (contract.accepted, contract.deducted) == (yuan(400), yuan(50))
    office.holds()


def test_a_prorated_lot_pays_its_whole_sum_when_all_was_served_and_not_a_fen_more() -> None:
    office = bought()
    office.asks(AwardLot, by=LEAD, **awarding(lot="2", price=None, agreement_id="lot-2017-2", ceiling=yuan(1000)))
    day = date(2017, 3, 31)
    lines = [ServiceLine(person, day, signed_on=day) for person in office.people[:3]]
    said = accepts(office, lines, agreement_id="lot-2017-2").said
    assert said["amount_fen"] == "100000"


def test_a_contract_is_not_accepted_by_amounts_nor_a_tender_published_for_no_programme() -> None:
    office = bought()
    services = (AcceptedService(office.people[0], yuan(1)),)
    office.is_refused(
        AcceptedByRecords, AcceptService, by=CASE_OFFICER, agreement_id=CONTRACT, services=services, on=FUNDED
    )
    lots = (Lot("1", "nothing", AREA, 2017, ServiceUnit.HOUR, yuan(40), None, yuan(1)),)
    facts: dict[str, Any] = {"title": "居家服务", "document": "采购2017-1", "lots": lots, "on": FUNDED}
    office.is_refused(NoSuchProgramme, PublishTender, by=LEAD, tender_id="tender-9", **facts)
    named: dict[str, Any] = {"institution": OTHER_CODE, "name": "中心", "programmes": ("nothing",), "document": "1"}
    valid: dict[str, Any] = {"valid_from": FUNDED, "valid_until": FUNDED, "on": FUNDED}
    office.is_refused(NoSuchProgramme, DesignateInstitution, by=LEAD, **named, **valid)


def test_nothing_is_paid_of_a_contract_without_service_and_the_lists_tell_all() -> None:
    office = bought()
    office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, agreements=(CONTRACT,), **ASKED)
    staffed(office)
    accepts(office, [an_hour(person) for person in office.people[:2]])
    records = list(office.views.rows(SERVICE_RECORDS))
    assert [(one.start, one.end, one.counted) for one in records] == [("08:00", "09:00", 60)] * 2
    lots = {one.lot: one for one in office.views.rows(TENDER_LOTS)}
    assert (lots["1"].stage, lots["1"].agreement, lots["2"].stage) == ("awarded", CONTRACT, "in_tender")
