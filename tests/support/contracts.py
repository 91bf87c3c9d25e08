"""Stories of contracts: a designated centre wins a lot that pays 40.00 an hour, and serves five people in March."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from application.commands.contracts import AcceptServiceMonth, RecordStaffing
from application.commands.institutions import ReceiveInvoice
from application.commands.tenders import AwardLot, DesignateInstitution, PublishTender
from application.road import Answer
from domain.attendance.decisions import ServiceLine
from domain.institutions.pricing import ServiceUnit
from domain.periods import Month
from domain.programmes.events import PayeeKind
from domain.programmes.policy import Tier
from domain.tenders.events import Lot
from tests.support.office import APPROVERS, AREA, BUILDER, CASE_OFFICER, Office
from tests.support.stories import ALL_MUNICIPAL, FUNDED, MEDICINE, POLICY, a_funded_programme, yuan

CODE, OTHER_CODE = "52990101MJ0000001G", "52990101MJ0000002K"
TENDER, CONTRACT = "tender-2017", "lot-2017-1"
LEAD = next(iter(APPROVERS.values()))
MARCH, ACCEPTED, INVOICED = Month.parse("2017-03"), date(2017, 4, 5), date(2017, 4, 10)
SERVED = date(2017, 3, 7)
LOTS = (
    Lot("1", MEDICINE, AREA, 2017, ServiceUnit.HOUR, yuan(40), None, yuan(3000)),
    Lot("2", MEDICINE, AREA, 2017, ServiceUnit.MONTH, None, 3, yuan(1000)),
)
BY_CONTRACT = replace(POLICY, tiers=(Tier("all", None, None, ALL_MUNICIPAL),))
"""The standard, 1000.00 yuan a year, is the most that one person's service may cost."""


def bought(count: int = 5) -> Office:
    """Everybody is granted and funded; a centre is designated and awarded the first lot."""
    office = a_funded_programme(
        count, provincial=0, municipal=5000, payee_kind=PayeeKind.INSTITUTION, policy=BY_CONTRACT
    )
    designate(office, CODE)
    tender: dict[str, Any] = {"title": "居家服务", "document": "采购2017-1", "lots": LOTS, "on": FUNDED}
    office.asks(PublishTender, by=LEAD, tender_id=TENDER, **tender)
    office.asks(AwardLot, by=LEAD, **awarding())
    return office


def designate(office: Office, code: str) -> None:
    facts: dict[str, Any] = {"institution": code, "name": "示例助残中心", "programmes": (MEDICINE,)}
    valid: dict[str, Any] = {"valid_from": date(2017, 1, 1), "valid_until": date(2017, 12, 31)}
    office.asks(DesignateInstitution, by=LEAD, document="定点2017-1", on=FUNDED, **facts, **valid)


def awarding(**other: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"tender_id": TENDER, "lot": "1", "institution": CODE, "agreement_id": CONTRACT}
    return facts | {"price": yuan(40), "document": "中标2017-1", "on": FUNDED} | other


def staffed(office: Office, **other: Any) -> Answer:
    """Two people work five days of eight hours in March: eighty hours."""
    facts: dict[str, Any] = {"month": MARCH, "staff": 2, "working_days": 5, "hours_a_day": 8, "document": "名册3"}
    facts |= {"agreement_id": CONTRACT, "on": date(2017, 3, 1)}
    return office.asks(RecordStaffing, by=CASE_OFFICER, **facts | other)


def an_hour(person: str, *, start: int = 480, minutes: int = 60, day: date = SERVED) -> ServiceLine:
    return ServiceLine(person, day, start, start + minutes, None, day)


def accepting(lines: Iterable[ServiceLine], sheet: str = "验收3", **other: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"agreement_id": CONTRACT, "month": MARCH, "sheet": sheet, "on": ACCEPTED}
    return facts | {"lines": tuple(lines)} | other


def accepts(office: Office, lines: Sequence[ServiceLine], **other: Any) -> Answer:
    return office.asks(AcceptServiceMonth, by=CASE_OFFICER, **accepting(lines, **other))


def invoices(office: Office, amount: int, number: str = "88010001", **other: Any) -> Answer:
    facts: dict[str, Any] = {"agreement_id": CONTRACT, "invoice_number": number, "amount": yuan(amount)}
    return office.asks(ReceiveInvoice, by=BUILDER, **facts | {"on": INVOICED} | other)
