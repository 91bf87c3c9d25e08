"""Half a year of a monthly subsidy for thirty people: late grants, deaths, sentences, salaries, moves, certificates.

123.45 yuan a month. Every sum was worked out by hand: so many months times 123.45.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from application.commands.beneficiaries import RecordCircumstances
from application.commands.eligibility import ApplyForCases, GrantCases, ReviewCases
from application.commands.notices import ConcludeNotice
from application.commands.overpaid import OrderOverpaid
from application.commands.recoveries import ReceiveInstalment
from application.commands.reminders import RemindCertificates
from application.commands.signals import RecordSignals
from application.commands.standing import RecheckCase, ResumeCase
from application.lists import RECOVERIES
from application.monthly.due import PeriodDue, periods_due
from application.monthly.expiring import expiring
from application.monthly.overpaid import overpaid
from domain.batches.events import PayoutKind
from domain.beneficiaries.rejections import DeathDateDisputed, NobodyNamed, NotRegistered
from domain.dates import InTheFuture
from domain.eligibility import signal_rejections as no
from domain.eligibility.events import StopReason
from domain.eligibility.rejections import TooMuchBackPay
from domain.eligibility.signals import Signal, SignalKind
from domain.facts import Fact
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.periods import Month, Period, PeriodKind
from domain.programmes.monthly import MonthlyRules, StopRule, WhichMonth
from domain.programmes.policy import Standard, Tier
from domain.rejected import Rejected
from domain.uploads import RowOutsideArea
from tests.support import stories
from tests.support.office import AREA, BUILDER, CASE_OFFICER, DECIDER, LIAISON, REVIEWER, Office
from tests.support.stories import ALL_MUNICIPAL, BY_THE_MONTH, NURSING

MONTHLY = Money(12_345)
POLICY = replace(
    BY_THE_MONTH,
    standards=(Standard("", "", MONTHLY, "第五条"),),
    tiers=(Tier("all", None, None, ALL_MUNICIPAL),),
    monthly=MonthlyRules(
        stops=(StopRule(StopReason.PUBLIC_PAYROLL, WhichMonth.SAME),), back_pay_months=2, reminder_days=30
    ),
)
HEARD, DUE = date(2017, 6, 20), date(2017, 9, 30)


def month(number: int) -> Period:
    return Period(f"2017-{number:02d}")


def times(count: int) -> Money:
    return Money(MONTHLY.fen * count)


def pay(office: Office, number: int, *, day: int = 25, kind: PayoutKind = PayoutKind.REGULAR, name: str = "1") -> int:
    """Pay everybody entitled for a month; return how many it were."""
    on = date(2017, number, day)
    asked: dict[str, Any] = {"programme": NURSING, "period": month(number), "payout_kind": kind, "on": on}
    answer = stories.submit(office, name, **asked)
    stories.approve(office, on=on)
    stories.release(office, on=on)
    stories.post_result(office, on=on)
    return int(str(answer.said["people"]))


def certified(office: Office, person: str, until: str, as_of: date) -> None:
    fact = Fact("certificate_valid_until", until, "certificate", as_of)
    office.asks(RecordCircumstances, by=LIAISON, beneficiary=person, facts=(fact,), on=as_of)


def signals(people: Sequence[str]) -> tuple[Signal, ...]:
    """What the registers say in June, of the first six."""
    said = (
        (SignalKind.DIED, date(2017, 2, 14), "公安"),
        (SignalKind.DIED, date(2017, 5, 31), "殡葬"),
        (SignalKind.SERVING_SENTENCE, date(2017, 3, 31), "司法"),
        (SignalKind.PUBLIC_PAYROLL, date(2017, 4, 1), "财政"),
        (SignalKind.MOVED_AWAY, date(2017, 1, 31), "公安"),
        (SignalKind.CERTIFICATE_LOST, date(2017, 4, 15), "残疾人证系统"),
    )
    return tuple(
        Signal(person, kind, day, source, "320000" if kind is SignalKind.MOVED_AWAY else "")
        for person, (kind, day, source) in zip(people, said, strict=False)
    )


@pytest.fixture(scope="module")
def office() -> Office:
    """Paid from January to May; three people granted late, two certificates at their end in April."""
    made = stories.a_programme(programme=NURSING, policy=POLICY, period_kind=PeriodKind.MONTH)
    made.people = made.registers(stories.some_people(30), on=stories.APPLIED)
    first, late = made.people[:27], made.people[27:]
    for number, person in enumerate(made.people):
        certified(made, person, "2017-04-30" if number in (20, 21) else "2030-01-01", stories.APPLIED)
    stories.granted_in(made, NURSING, first, notice="first")
    stories.allocate(made, NURSING, municipal=30_000)
    assert [pay(made, 1), pay(made, 2)] == [27, 27]
    on = date(2017, 3, 2)
    made.asks(ApplyForCases, by=LIAISON, programme=NURSING, area=AREA, beneficiaries=tuple(late), on=on)
    for level, by in (
        (GovernmentLevel.TOWNSHIP, REVIEWER),
        (GovernmentLevel.COUNTY, CASE_OFFICER),
    ):
        facts: dict[str, Any] = {"level": level, "favourable": True, "opinion": "核查属实", "on": on}
        made.asks(ReviewCases, by=by, programme=NURSING, beneficiaries=tuple(late), **facts)
    stories.post_notice(made, late, NURSING, notice="late", on=date(2017, 3, 3))
    assert pay(made, 3) == 27
    ended: dict[str, Any] = {"on": date(2017, 3, 30)}
    made.asks(ConcludeNotice, by=LIAISON, notice_id="late", **ended)
    made.asks(GrantCases, by=DECIDER, programme=NURSING, beneficiaries=tuple(late), notice_id="late", **ended)
    return made


def test_half_a_year_comes_to_the_months_counted_by_hand(office: Office) -> None:
    people = office.people
    # March: whoever was granted late is due for the month they applied in, and paid as arrears.
    may = Month.parse("2017-03")
    assert periods_due(NURSING, AREA, may, on=HEARD, desk=office.desk)[0] == PeriodDue(month(3), 30, 27, 3, times(3))
    assert pay(office, 3, day=31, kind=PayoutKind.ARREARS, name="2") == 3
    assert periods_due(NURSING, AREA, may, on=HEARD, desk=office.desk)[0] == PeriodDue(month(3), 30, 30, 0, times(0))
    # April: two certificates end within thirty days; one of the two is told.
    on = date(2017, 4, 10)
    found = expiring(NURSING, AREA, on=on, desk=office.desk)
    assert {row.beneficiary for row in found} == {people[20], people[21]}
    assert [(row.days_left, str(row.pay_stops_from), row.reminded_on) for row in found] == [(20, "2017-05", None)] * 2
    asked: dict[str, Any] = {"by": CASE_OFFICER, "programme": NURSING, "on": on}
    office.asks(RemindCertificates, beneficiaries=(people[20],), **asked)
    office.is_refused(no.RemindedAlready, RemindCertificates, beneficiaries=(people[20],), **asked)
    office.is_refused(no.NothingExpires, RemindCertificates, beneficiaries=(people[0],), **asked)
    office.is_refused(NobodyNamed, RemindCertificates, beneficiaries=(), **asked)
    told = {row.beneficiary: row.reminded_on for row in expiring(NURSING, AREA, on=on, desk=office.desk)}
    assert told == {people[20]: on, people[21]: None}
    assert expiring(NURSING, AREA, on=on, desk=office.desk, days=10) == ()
    assert [pay(office, 4), pay(office, 5)] == [30, 30]
    # 27 + 27 + 27 + 3 + 30 + 30 = 144 payments
    assert office.position().lines[0].balance.settled == times(144)
    assert overpaid(NURSING, AREA, desk=office.desk) == ()
    # June: what the registers say arrives, and the certificates are looked at.
    said = office.asks(RecordSignals, by=CASE_OFFICER, signals=signals(people), region=AREA, on=HEARD).said
    assert (said["signals"], said["news"], said["stopped"]) == (6, 6, 6)
    again = office.asks(RecordSignals, by=CASE_OFFICER, signals=signals(people), on=HEARD).said
    assert (again["news"], again["stopped"]) == (0, 0), "what is known exactly so changes nothing"
    for person in people[20:22]:
        office.asks(RecheckCase, by=CASE_OFFICER, programme=NURSING, beneficiary=person, on=HEARD)
    found_ = overpaid(NURSING, AREA, desk=office.desk)
    by_person = {person: [row.period.text for row in found_ if row.beneficiary == person] for person in people}
    assert {number: by_person[people[number]] for number in range(30) if by_person[people[number]]} == {
        0: ["2017-03", "2017-04", "2017-05"],  # died in February
        2: ["2017-04", "2017-05"],  # sentenced in March
        3: ["2017-04", "2017-05"],  # paid by the public from April on, which stops in the same month
        4: ["2017-02", "2017-03", "2017-04", "2017-05"],  # moved in January
        5: ["2017-05"],  # certificate lost in April
        20: ["2017-05"],  # certificate expired in April
        21: ["2017-05"],
    }
    # 3 + 2 + 2 + 4 + 1 + 1 + 1 = 14 months
    assert sum(row.amount.fen for row in found_) == times(14).fen == 172_830
    # What was overpaid is ordered back: of one person first, then of everybody, then there is nothing left.
    order: dict[str, Any] = {"by": BUILDER, "programme": NURSING, "region": AREA, "due_on": DUE, "on": HEARD}
    one = office.asks(OrderOverpaid, beneficiaries=(people[0],), **order).said
    assert (one["recoveries"], one["people"], one["total_fen"]) == (3, 1, str(times(3).fen))
    office.is_refused(no.NotOverpaid, OrderOverpaid, beneficiaries=(people[1],), **order)
    rest = office.asks(OrderOverpaid, **order).said
    assert (rest["recoveries"], rest["people"], rest["total_fen"]) == (11, 6, str(times(11).fen))
    office.is_refused(no.NothingOverpaid, OrderOverpaid, **order)
    office.is_refused(no.NotOverpaid, OrderOverpaid, beneficiaries=(people[0],), **order)
    grounds = [row.ground.value for row in office.views.rows(RECOVERIES)]
    assert (grounds.count("died_before_period"), grounds.count("not_eligible")) == (3, 11)
    # June pays the others; one certificate is renewed in August, and at most two months are made up.
    assert pay(office, 6) == 22
    assert pay(office, 7) == 22
    renewed, on = people[20], date(2017, 8, 2)
    certified(office, renewed, "2027-07-31", on)
    office.asks(RecheckCase, by=CASE_OFFICER, programme=NURSING, beneficiary=renewed, on=on)
    resuming: dict[str, Any] = {
        "by": DECIDER,
        "programme": NURSING,
        "beneficiary": renewed,
        "from_month": Month.parse("2017-08"),
    }
    office.is_refused(TooMuchBackPay, ResumeCase, back_pay_months=3, on=on, **resuming)
    office.asks(ResumeCase, back_pay_months=2, on=on, **resuming)
    due = periods_due(NURSING, AREA, Month.parse("2017-08"), on=on, desk=office.desk)
    assert [(row.period.text, row.entitled, row.due) for row in due[:4]] == [
        ("2017-08", 23, 23),
        ("2017-07", 23, 1),
        ("2017-06", 23, 1),
        ("2017-05", 23, 0),
    ]
    assert pay(office, 8) == 23
    assert overpaid(NURSING, AREA, desk=office.desk, beneficiaries=[renewed]) == (), "May was ordered back"
    # What comes in goes back to its line: 144 + 22 + 22 + 23 = 211 payments, 3 of them back.
    for row in [row for row in office.views.rows(RECOVERIES) if row.ground.value == "died_before_period"]:
        paid: dict[str, Any] = {"recovery_id": row.recovery, "amount": MONTHLY, "bank_reference": row.recovery[-40:]}
        office.asks(ReceiveInstalment, by=BUILDER, on=date(2017, 9, 1), **paid)
    [line] = office.position().lines
    assert line.balance.recovered == times(3)
    assert line.balance.settled == times(211)
    office.holds()


def test_what_registers_say_is_refused_where_it_cannot_be(office: Office) -> None:
    person, other = office.people[25], office.people[26]
    asked: dict[str, Any] = {"by": CASE_OFFICER, "on": HEARD}

    def refused(rule: type[Rejected], *told: Signal, field: str, region: str = "") -> None:
        office.is_refused(rule, RecordSignals, signals=told, field=field, region=region, **asked)

    prison = Signal(person, SignalKind.SERVING_SENTENCE, date(2017, 3, 1), "司法")
    refused(no.NoSignals, field="signals")
    refused(no.SignalledTwice, prison, replace(prison, kind=SignalKind.DIED), field="signals[1].beneficiary")
    refused(no.DestinationMissing, replace(prison, kind=SignalKind.MOVED_AWAY), field="signals[0].to_region")
    refused(no.DestinationNotWanted, replace(prison, to_region="320000"), field="signals[0].to_region")
    refused(InTheFuture, replace(prison, day=date(2018, 3, 1)), field="signals[0].day")
    refused(NotRegistered, replace(prison, beneficiary="b-nobody"), field="signals[0].beneficiary")
    refused(RowOutsideArea, prison, field="signals[0].id_number", region="110000")
    office.asks(RecordSignals, signals=(prison,), **asked)
    refused(no.SignalBeforeTheOther, replace(prison, day=date(2017, 3, 2)), field="signals[0].day")
    died = Signal(other, SignalKind.DIED, date(2017, 3, 1), "公安")
    office.asks(RecordSignals, signals=(died,), **asked)
    refused(DeathDateDisputed, replace(died, day=date(2017, 3, 2)), field="signals[0].died_on")
