"""A designation, a tender, a contract and a month of service, as everything else that a log may hold."""

from __future__ import annotations

from datetime import date

from domain.attendance.events import ServedAt, ServiceRecorded
from domain.designations.events import DesignationWithdrawn, InstitutionDesignated, InvoicePresented
from domain.institutions import events as institutions
from domain.institutions.pricing import ServiceUnit
from domain.money import Money
from domain.periods import Month
from domain.tenders.events import Lot, LotAwarded, LotFailed, TenderPublished

CODE, PROGRAMME, AREA, AGREEMENT = "52990101MJ0000001G", "programme-0", "990101", "lot-1-2017"
_PRICE, _MONTH = Money(4000), Month.parse("2017-04")


def contracted(person: str, day: date) -> list[tuple[str, object]]:
    """Return the story, stream by stream; whatever is dated takes place on `day`."""
    first, other, lost = (
        Lot(number, PROGRAMME, AREA, 2017, ServiceUnit.HOUR, _PRICE, None, Money(100_000)) for number in "123"
    )
    served = ServedAt(date(2017, 4, 3), 8 * 60, 10 * 60, 120, date(2017, 4, 3))
    whole = (Money(8000),)
    contract, institution, tender = f"agreement/{AGREEMENT}", f"institution/{CODE}", "tender/tender-2017"
    return [
        (
            institution,
            InstitutionDesignated(
                "示例助残中心", (PROGRAMME,), date(2017, 1, 1), date(2017, 12, 31), "残联2017-1", "lead-zhao", day
            ),
        ),
        (tender, TenderPublished("生活服务", "采购2017-1", (first, other, lost), "lead-zhao", day)),
        (tender, LotAwarded("1", CODE, AGREEMENT, _PRICE, Money(100_000), "中标2017-1", "lead-zhao", day)),
        (tender, LotFailed("3", "无人投标", "lead-zhao", day)),
        (contract, institutions.AgreementSigned(CODE, PROGRAMME, 2017, Money(100_000), day)),
        (contract, institutions.ContractSet("tender-2017", "1", AREA, ServiceUnit.HOUR, _PRICE, None)),
        (contract, institutions.StaffingRecorded(_MONTH, 3, 21, 8, "名册2017-4", "officer-sun", day)),
        (
            contract,
            institutions.ServiceMonthAccepted(
                _MONTH,
                "验收2017-4",
                (institutions.ServedPerson(person, 120, whole[0]),),
                date(2017, 4, 3),
                "officer-sun",
                day,
            ),
        ),
        (f"attendance/{person}/{_MONTH}", ServiceRecorded(AGREEMENT, PROGRAMME, ServiceUnit.HOUR, (served,))),
        (
            contract,
            institutions.AmountDeducted(
                _MONTH,
                (institutions.BeneficiaryPayment(person, Money(500)),),
                "迟到",
                "扣款2017-1",
                "officer-sun",
                day,
            ),
        ),
        (contract, institutions.InvoiceReceived("99010002", Money(7500), day)),
        (institution, InvoicePresented("99010002", AGREEMENT, Money(7500))),
        (institution, DesignationWithdrawn(date(2017, 12, 1), "考核不合格", "残联2017-9", "lead-zhao", day)),
    ]
