"""A contract from its award on: who could work, the service of a month, and what is deducted from it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from domain.dates import not_before
from domain.free_text import clean_text, reference
from domain.instalments import apportioned
from domain.institutions.contract_rejections import (
    BeyondQuantity,
    BeyondStaffHours,
    InvoiceAboveAccepted,
    InvoiceBeforeService,
    MoreThanIsOpen,
    NotAContract,
    PersonServedAlready,
    SheetUsed,
    StaffingImpossible,
    StaffingMissing,
)
from domain.institutions.events import (
    AgreementSigned,
    AmountDeducted,
    BeneficiaryPayment,
    ContractSet,
    ServedPerson,
    ServiceMonthAccepted,
    StaffingRecorded,
)
from domain.institutions.pricing import MINUTES, ServiceUnit, Tariff, tariff_of
from domain.institutions.rejections import AboveCeiling, OutsideAgreementYear
from domain.institutions.state import Agreement, signed
from domain.money import ZERO, Money, positive, total
from domain.periods import Month, Period

PEOPLE_PER_ENTRY = 500
MOST_STAFF = 10_000


def contract_of(agreement: Agreement) -> tuple[AgreementSigned, ContractSet]:
    """Return how a contract was signed, and its terms. Raises NoSuchAgreement, NotAContract."""
    terms = signed(agreement)
    if agreement.contract is None:
        raise NotAContract("agreement_id", agreement=agreement.id)
    return terms, agreement.contract


def tariff(terms: AgreementSigned, contract: ContractSet) -> Tariff:
    """Return what its service is worth."""
    return tariff_of(contract.unit, price=contract.price, quantity=contract.quantity, whole=terms.ceiling)


def record_staffing(
    agreement: Agreement,
    *,
    month: Month,
    staff: int,
    working_days: int,
    hours_a_day: int,
    document: str,
    by: str,
    on: date,
) -> StaffingRecorded:
    """Say who could work in a month. Said again it counts anew, but never below the hours accepted.

    Raises NoSuchAgreement, NotAContract, OutsideAgreementYear, StaffingImpossible, BeyondStaffHours, NotAReference,
    PersonalNumberInText.
    """
    terms, _ = contract_of(agreement)
    _in_its_year(terms, month)
    days = days_of(month)
    if not (1 <= staff <= MOST_STAFF and 1 <= working_days <= days and 1 <= hours_a_day <= 24):
        raise StaffingImpossible("staff", most_staff=MOST_STAFF, most_days=days, month=month)
    recorded = StaffingRecorded(month, staff, working_days, hours_a_day, reference(document, field="document"), by, on)
    _within_hours(recorded, agreement.book.counts.get(str(month), 0), "staff")
    return recorded


def accept_month(
    agreement: Agreement,
    *,
    month: Month,
    sheet: str,
    counts: Sequence[tuple[str, int]],
    last_day: date,
    by: str,
    on: date,
) -> tuple[ServiceMonthAccepted, ...]:
    """Accept what a month's records come to: `counts` (minutes or units) person by person, each person once.

    What each is worth adds up to exactly the contract's share of all that was counted so far.

    Raises NoSuchAgreement, NotAContract, OutsideAgreementYear, SheetUsed, NotAReference, PersonalNumberInText,
    BeforeItsCause, PersonServedAlready, StaffingMissing, BeyondStaffHours, BeyondQuantity, AboveCeiling.
    """
    terms, contract = contract_of(agreement)
    book, sheet = agreement.book, reference(sheet, field="sheet")
    _in_its_year(terms, month)
    if sheet in book.sheets:
        raise SheetUsed("sheet", sheet=sheet)
    not_before(on, last_day, field="on")
    if contract.unit is ServiceUnit.PERSON:
        for person, count in counts:
            if count > 1 or person in book.served_people:
                raise PersonServedAlready("lines", beneficiary=person)
    more, price = [count for _, count in counts], tariff(terms, contract)
    if contract.unit is ServiceUnit.HOUR:
        staffing = book.staffing.get(str(month))
        if staffing is None:
            raise StaffingMissing("month", month=month)
        _within_hours(staffing, book.counts.get(str(month), 0) + sum(more), "lines")
    _within_quantity(contract, book.counted + sum(more))
    worth = price.worth(book.counted + sum(more))
    if worth > terms.ceiling:
        raise AboveCeiling("lines", ceiling=terms.ceiling, asked=worth)
    people = [
        ServedPerson(person, count, amount)
        for (person, count), amount in zip(counts, price.parts(more, before=book.counted), strict=True)
    ]
    pages = [people[start : start + PEOPLE_PER_ENTRY] for start in range(0, len(people), PEOPLE_PER_ENTRY)]
    return tuple(ServiceMonthAccepted(month, sheet, tuple(page), last_day, by, on) for page in pages)


def deduct(
    agreement: Agreement,
    *,
    month: Month,
    amount: Money,
    beneficiary: str,
    reason: str,
    document: str,
    by: str,
    on: date,
) -> tuple[AmountDeducted, ...]:
    """Deduct from a month's open service: one person's, or (no person named) everybody's, in proportion and exactly.

    Raises NoSuchAgreement, NotAContract, AmountNotPositive, TextMissing, TextTooLong, PersonalNumberInText,
    NotAReference, MoreThanIsOpen.
    """
    contract_of(agreement)
    positive(amount)
    reason, document = clean_text(reason, field="reason"), reference(document, field="document")
    left = open_of_month(agreement, month)
    if beneficiary:
        left = {beneficiary: left.get(beneficiary, ZERO)}
    if amount > total(left.values()):
        raise MoreThanIsOpen("amount", month=month, left=total(left.values()), asked=amount)
    parts = [
        BeneficiaryPayment(person, part)
        for person, part in zip(left, apportioned(list(left.values()), amount), strict=True)
        if part
    ]
    pages = [parts[start : start + PEOPLE_PER_ENTRY] for start in range(0, len(parts), PEOPLE_PER_ENTRY)]
    return tuple(AmountDeducted(month, tuple(page), reason, document, by, on) for page in pages)


def open_of_month(agreement: Agreement, month: Month) -> dict[str, Money]:
    """Return what of a month's service no batch pays yet, person by person.

    A batch of a longer period pays its months together: what is open of that period then bounds the month.
    """
    periods = {period_of(batch) for batch in agreement.committed}
    bounds = [agreement.open_in(period) for period in periods if month in period.months()]
    accepted = agreement.book.months.get(str(month), {})
    left = {
        person: min(amount, *(bound.get(person, ZERO) for bound in bounds)) if bounds else amount
        for person, amount in accepted.items()
    }
    return {person: amount for person, amount in left.items() if amount > ZERO}


def invoice_covers(agreement: Agreement, *, amount: Money, issued_on: date) -> None:
    """Hold a contract's invoice against accepted service, the earliest months first.

    Raises InvoiceAboveAccepted, InvoiceBeforeService.
    """
    left = total(agreement.accepted.values()) - agreement.invoiced
    if amount > left:
        raise InvoiceAboveAccepted("amount", left=max(left, ZERO), asked=amount)
    covered, wanted = ZERO, agreement.invoiced + amount
    for month in sorted(agreement.book.months):
        if covered >= wanted:
            return
        covered += total(agreement.book.months[month].values())
        last = agreement.book.last_days[month]
        if issued_on < last:
            raise InvoiceBeforeService("issued_on", issued=issued_on, last=last)


def days_of(month: Month) -> int:
    """Return how many days a month has."""
    first = month.first_day()
    return monthrange(first.year, first.month)[1]


def period_of(batch: str) -> Period:
    """Return the period that a batch's id names (programme/period/number). Raises NotAPeriod."""
    return Period.parse(batch.split("/")[1])


def _in_its_year(terms: AgreementSigned, month: Month) -> None:
    if month.first_day().year != terms.fiscal_year:
        raise OutsideAgreementYear("month", day=month, year=terms.fiscal_year)


def _within_hours(staffing: StaffingRecorded, minutes: int, field: str) -> None:
    possible = staffing.staff * staffing.working_days * staffing.hours_a_day
    if minutes > possible * MINUTES:
        raise BeyondStaffHours(
            field, staff=staffing.staff, month=staffing.month, possible=possible, asked=in_hours(minutes)
        )


def _within_quantity(contract: ContractSet, counted: int) -> None:
    if contract.quantity is not None and counted > contract.quantity * contract.unit.counted_in:
        asked = in_hours(counted) if contract.unit is ServiceUnit.HOUR else str(counted)
        raise BeyondQuantity("lines", quantity=contract.quantity, asked=asked)


def in_hours(minutes: int) -> str:
    """Write minutes as hours: 90 as 1.50, rounded half up to two decimals."""
    hundredths = (minutes * 100 * 2 + MINUTES) // (2 * MINUTES)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
