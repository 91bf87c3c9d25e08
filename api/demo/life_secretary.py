"""生活小秘书: service bought in four lots. One lot has served a month, one lacks its staff list, one is in tender."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import application.commands.contracts as contracts
import application.commands.institutions as institutions
import application.commands.programmes as programmes
import application.commands.tenders as tenders
from api.demo.rules import yuan
from api.demo.scene import APPROVERS, AREA, BUILDER, CASE_OFFICER, Scene
from domain.attendance.decisions import ServiceLine
from domain.institutions.contracts import days_of
from domain.institutions.pricing import ServiceUnit
from domain.money import Money
from domain.periods import Month, PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import ApprovalStep
from domain.tenders.events import Lot

PROGRAMME = "life-secretary"
CENTRES = {"52990101MJ0000001G": "示例阳光助残服务中心", "52990101MJ0000002K": "示例安居助残服务中心"}
LEAD = APPROVERS[ApprovalStep.PROJECT_LEAD]
CEILING = Money(36_295_000)
"""Of each lot: 145.18 万元 by four."""
HOURS = (8 * 60, 10 * 60)


def play(scene: Scene, people: Sequence[str], begun_on: date) -> None:
    """Buy the service of the year `begun_on` lies in and accept a month of it."""
    month = Month(Month.of(begun_on).index - 1)
    year = month.first_day().year
    tender, signed = f"life-secretary-{year}", date(year, 1, 1)
    programmes.open_programme(
        programmes.OpenProgramme(
            command_id=scene.id("secretary-open"),
            programme=PROGRAMME,
            name_zh="残疾人生活小秘书",
            name_en="Life secretary",
            payee_kind=PayeeKind.INSTITUTION,
            deciding_body=DecidingBody.FEDERATION,
            period_kind=PeriodKind.YEAR,
            bank_memo="小秘书",
        ),
        by=LEAD,
        desk=scene.desk,
    )
    for code, name in CENTRES.items():
        tenders.designate_institution(
            tenders.DesignateInstitution(
                command_id=scene.id(f"secretary-designate-{code}"),
                institution=code,
                name=name,
                programmes=(PROGRAMME,),
                valid_from=signed,
                valid_until=date(year, 12, 31),
                document=f"定点{year}-1",
                on=signed,
            ),
            by=LEAD,
            desk=scene.desk,
        )
    tenders.publish_tender(
        tenders.PublishTender(
            command_id=scene.id("secretary-tender"),
            tender_id=tender,
            title="残疾人生活小秘书服务",
            document=f"采购{year}-1",
            lots=_lots(year),
            on=signed,
        ),
        by=LEAD,
        desk=scene.desk,
    )
    for lot, code, price in zip("123", (*CENTRES, next(iter(CENTRES))), (yuan(40), yuan(38), None), strict=True):
        tenders.award_lot(
            tenders.AwardLot(
                command_id=scene.id(f"secretary-award-{lot}"),
                tender_id=tender,
                lot=lot,
                institution=code,
                agreement_id=f"secretary-{year}-{lot}",
                price=price,
                document=f"中标{year}-{lot}",
                on=signed,
            ),
            by=LEAD,
            desk=scene.desk,
        )
    _serve(scene, f"secretary-{year}-1", people, month)


def _lots(year: int) -> tuple[Lot, ...]:
    """Two lots by the hour, one by its sum over the months of fifty people, one by pieces of work."""
    kinds = (
        (ServiceUnit.HOUR, yuan(42), None),
        (ServiceUnit.HOUR, yuan(42), None),
        (ServiceUnit.MONTH, None, 600),
        (ServiceUnit.PIECE, yuan(80), None),
    )
    return tuple(
        Lot(str(number), PROGRAMME, AREA, year, unit, price, quantity, CEILING)
        for number, (unit, price, quantity) in enumerate(kinds, 1)
    )


def _serve(scene: Scene, agreement: str, people: Sequence[str], month: Month) -> None:
    """A month of the first lot: accepted by its records, a little deducted, part of it invoiced."""
    ends = month.first_day() + timedelta(days=days_of(month) - 1)
    contracts.record_staffing(
        contracts.RecordStaffing(
            command_id=scene.id("secretary-staffing"),
            agreement_id=agreement,
            month=month,
            staff=2,
            working_days=20,
            hours_a_day=8,
            document=f"名册{month}",
            on=month.first_day(),
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )
    contracts.accept_service_month(
        contracts.AcceptServiceMonth(
            command_id=scene.id("secretary-month"),
            agreement_id=agreement,
            month=month,
            sheet=f"验收{month}",
            lines=tuple(_records(people, month)),
            on=ends,
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )
    contracts.deduct_amount(
        contracts.DeductAmount(
            command_id=scene.id("secretary-deduction"),
            agreement_id=agreement,
            month=month,
            amount=yuan(100),
            reason="服务满意度未达标",
            document=f"扣款{month}",
            on=ends,
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )
    institutions.receive_invoice(
        institutions.ReceiveInvoice(
            command_id=scene.id("secretary-invoice"),
            agreement_id=agreement,
            invoice_number="24990101000000000017",
            amount=yuan(500),
            on=ends,
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def _records(people: Sequence[str], month: Month) -> Iterator[ServiceLine]:
    """Two hours once a week for everybody."""
    start, end = HOURS
    for person in people:
        for week in range(4):
            day = month.first_day() + timedelta(days=2 + 7 * week)
            yield ServiceLine(person, day, start, end, None, day)
