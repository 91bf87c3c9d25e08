"""Checks of services bought: training and service that was not given, invoices, visits, devices, procurement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from application.checks.books import Line
from application.checks.check import Check, Finding, Inputs, finding
from application.checks.devices import register_does_not_add_up
from application.checks.lists import ListRow
from application.checks.screened import served_after_death
from domain.institutions.events import (
    AgreementSigned,
    InvoiceReceived,
    PaymentCommitted,
    PaymentFreed,
)
from domain.institutions.worth import worth_of
from domain.money import Money, total

HANDED_OVER = frozenset({"handed_over", "发放", "发出", "领用"})
RECEIVED = frozenset({"received", "入库", "购入"})
COUNTED = frozenset({"counted", "盘点", "库存"})


def service_not_given(inputs: Inputs) -> Iterator[Finding]:
    """Find service before the disability, during a stay, at two places at once or after death, and more than the staff
    can give."""
    yield from served_after_death(inputs)
    stays, certificates = inputs.of_people("stays"), inputs.of_people("certificates")
    by_person: dict[tuple[str, date], list[ListRow]] = defaultdict(list)
    by_place: dict[tuple[str, date], list[ListRow]] = defaultdict(list)
    for row in inputs.rows("attendance"):
        on = row.day("on")
        if on > inputs.on:
            continue
        by_place[row.text("institution"), on].append(row)
        if not row.beneficiary:
            continue
        by_person[row.beneficiary, on].append(row)
        issued = min((each.day("issued_on") for each in certificates.get(row.beneficiary, ())), default=date.min)
        against = [
            each.evidence("stays at", day=each.day("from_on"))
            for each in stays.get(row.beneficiary, ())
            if each.day("from_on") <= on <= each.day("until_on")
        ]
        against += [row.evidence("before the certificate", day=on)] if on < issued else []
        if against:
            yield finding(
                "C19",
                row.beneficiary,
                row.text("institution"),
                str(on),
                subject=row.beneficiary,
                evidence=[row.evidence("attended", day=on), *against],
            )
    for (person, on), rows in by_person.items():
        for one, other in combinations(rows, 2):
            if one.text("institution") != other.text("institution") and _meet(one, other):
                places = sorted((one.text("institution"), other.text("institution")))
                proof = [one.evidence("attended", day=on), other.evidence("attended at the same time", day=on)]
                yield finding("C19", person, *places, str(on), subject=person, evidence=proof)
    for (place, on), rows in by_place.items():
        staff = max(row.number("staff") for row in rows)
        minutes = sum(row.number("to_time") - row.number("from_time") for row in rows)
        if minutes > staff * inputs.parameters["hours_a_day"] * 60 * inputs.parameters["people_each"]:
            proof = [rows[0].evidence(f"{minutes // 60} hours by {staff} staff", day=on)]
            yield finding("C19", place, str(on), subject=place, evidence=proof)


def _meet(one: ListRow, other: ListRow) -> bool:
    return one.number("from_time") < other.number("to_time") and other.number("from_time") < one.number("to_time")


def invoice_missing_or_double(inputs: Inputs) -> Iterator[Finding]:
    """Find agreements paid beyond their invoices or beyond accepted service, and invoice numbers that came twice."""
    numbers: dict[tuple[str, str], list[tuple[str, Line]]] = defaultdict(list)
    for name, lines in inputs.books.of_kind("agreement"):
        signed = next((line.fact for line in lines if isinstance(line.fact, AgreementSigned)), None)
        if signed is None:
            continue
        invoices = [line for line in lines if isinstance(line.fact, InvoiceReceived)]
        for line in invoices:
            numbers[signed.institution, line.fact.invoice_number].append((name, line))
        accepted: dict[str, int] = defaultdict(int)
        paid: dict[str, int] = defaultdict(int)
        proof: list[Line] = []
        for line in lines:
            for served, worth in worth_of(line.fact):
                accepted[served] += worth.fen
            match line.fact:
                case PaymentCommitted(payments=payments):
                    proof.append(line)
                    for pay in payments:
                        paid[pay.beneficiary] += pay.amount.fen
                case PaymentFreed(payments=payments):
                    for pay in payments:
                        paid[pay.beneficiary] -= pay.amount.fen
        over = sum(paid.values()) - total(line.fact.amount for line in invoices).fen
        if over > 0:
            said = [line.evidence("paid") for line in proof] + [line.evidence("invoice") for line in invoices]
            yield finding(
                "C24", name, "invoiced", subject=name, programme=signed.programme, amount=Money(over), evidence=said
            )
        for person, fen in paid.items():
            if fen > accepted[person]:
                yield finding(
                    "C24",
                    name,
                    person,
                    subject=person,
                    programme=signed.programme,
                    amount=Money(fen - accepted[person]),
                    evidence=[line.evidence("paid above accepted service") for line in proof],
                )
    for (institution, number), found in numbers.items():
        if len(found) > 1:
            said = [line.evidence(f"invoice {number}", amount=line.fact.amount) for _, line in found]
            yield finding(
                "C24", institution, number, subject=found[0][0], amount=found[0][1].fact.amount, evidence=said
            )


def visits_overlap(inputs: Inputs) -> Iterator[Finding]:
    """Find one worker with two people at once, and more hours in a day than anybody works."""
    by_day: dict[tuple[str, date], list[ListRow]] = defaultdict(list)
    for row in inputs.rows("home_visits"):
        if row.day("on") <= inputs.on:
            by_day[row.text("worker"), row.day("on")].append(row)
    for (worker, on), rows in by_day.items():
        for one, other in combinations(rows, 2):
            if _meet(one, other):
                proof = [one.evidence("visit", day=on), other.evidence("visit at the same time", day=on)]
                times = sorted((one.text("from_time"), other.text("from_time")))
                yield finding("C25", worker, str(on), *times, subject=worker, evidence=proof)
        minutes = sum(row.number("to_time") - row.number("from_time") for row in rows)
        if minutes > inputs.parameters["hours_a_day"] * 60:
            proof = [row.evidence("visit", day=on) for row in rows]
            yield finding("C25", worker, str(on), "hours", subject=worker, evidence=proof)


def devices_do_not_add_up(inputs: Inputs) -> Iterator[Finding]:
    """Find stock that is not what came and went, handovers nobody signed, and the same device again too soon."""
    yield from register_does_not_add_up(inputs)
    stock: dict[str, int] = defaultdict(int)
    last: dict[tuple[str, str], ListRow] = {}
    rows = sorted(inputs.rows("devices"), key=lambda row: (row.day("on"), row.text("movement") in COUNTED))
    for row in rows:
        item, movement, on = row.text("item"), row.text("movement"), row.day("on")
        if on > inputs.on:
            continue
        if movement in RECEIVED:
            stock[item] += row.number("quantity")
        elif movement in COUNTED and row.number("quantity") != stock[item]:
            proof = [row.evidence(f"counted {row.number('quantity')}, should be {stock[item]}", day=on)]
            yield finding("C26", item, str(on), "stock", subject=item, evidence=proof)
        elif movement in HANDED_OVER:
            stock[item] -= row.number("quantity")
            person = row.beneficiary
            if not row.values.get("signed"):
                proof = [row.evidence("handed over without a signature", day=on)]
                yield finding("C26", item, str(on), person, str(row.row), subject=person or item, evidence=proof)
            before = last.get((item, person)) if person else None
            if before and on - before.day("on") < timedelta(days=inputs.parameters["service_life_days"]):
                proof = [before.evidence("handed over", day=before.day("on")), row.evidence("again", day=on)]
                yield finding("C26", item, person, str(on), "again", subject=person, evidence=proof)
            if person:
                last[item, person] = row


def procurement_split(inputs: Inputs) -> Iterator[Finding]:
    """Find contracts with one supplier for one programme, each below the threshold and together not, in one window."""
    threshold = Money(inputs.parameters["threshold_fen"])
    window = timedelta(days=inputs.parameters["window_days"])
    groups: dict[tuple[str, str], list[ListRow]] = defaultdict(list)
    for row in inputs.rows("procurements"):
        if row.day("on") <= inputs.on and row.money() < threshold:
            groups[row.text("supplier"), row.text("programme")].append(row)
    for (supplier, programme), rows in groups.items():
        rows.sort(key=lambda row: row.day("on"))
        for first in range(len(rows)):
            near = [row for row in rows[first:] if row.day("on") - rows[first].day("on") <= window]
            if len(near) > 1 and (sum_ := total(row.money() for row in near)) >= threshold:
                proof = [row.evidence(row.text("document"), amount=row.money(), day=row.day("on")) for row in near]
                yield finding(
                    "C29",
                    supplier,
                    programme,
                    str(near[0].day("on")),
                    subject=supplier,
                    programme=programme,
                    amount=sum_,
                    evidence=proof,
                )
                break


SERVICE_NOT_GIVEN = Check(
    id="C19",
    name="service_not_given",
    zh="虚假培训、虚假服务",
    en="False training or service",
    condition_zh="服务早于发证、与住院就学或另一机构重叠、晚于死亡，或超出在岗人数可提供的时数",
    condition_en="service before the disability, during a stay, elsewhere or after death, or more than staff × hours",
    basis="《政府购买服务管理办法》财政部令第102号：据实结算",
    find=service_not_given,
    uses=("attendance", "stays", "certificates"),
    parameters={"hours_a_day": 8, "people_each": 6},
)
INVOICE_MISSING = Check(
    id="C24",
    name="invoice_missing_or_double",
    zh="发票缺失、重复或超出验收",
    en="Invoice and accepted service",
    condition_zh="付款超过发票或验收金额，或同一发票重复",
    condition_en="paid beyond invoices or accepted service; the same invoice twice",
    basis="《发票管理办法》；《政府购买服务管理办法》财政部令第102号",
    find=invoice_missing_or_double,
)
VISITS_OVERLAP = Check(
    id="C25",
    name="visits_overlap",
    zh="上门服务时间重叠",
    en="Service hours",
    condition_zh="同一服务人员同一时间服务多人，或一日时数过多",
    condition_en="overlapping visits of one worker, or too many hours in a day",
    basis="《政府购买服务管理办法》财政部令第102号：据实结算",
    find=visits_overlap,
    needs=("home_visits",),
    parameters={"hours_a_day": 12},
)
DEVICES = Check(
    id="C26",
    name="devices_do_not_add_up",
    zh="辅具账实不符",
    en="Device stock",
    condition_zh="收发存不符、领用未签收、使用年限内重复领用",
    condition_en="received − handed over ≠ counted; no signature; the same device again inside its service life",
    basis="《行政事业性国有资产管理条例》国务院令第738号",
    find=devices_do_not_add_up,
    uses=("devices",),
    parameters={"service_life_days": 1095},
)
PROCUREMENT_SPLIT = Check(
    id="C29",
    name="procurement_split",
    zh="化整为零规避采购",
    en="Split procurement",
    condition_zh="同一供应商同一项目在期限内多笔合同，各低于限额而合计达到限额",
    condition_en="contracts with one supplier, each below the threshold, that reach it together in a window",
    basis="《政府采购法实施条例》第二十八条",
    find=procurement_split,
    needs=("procurements",),
    parameters={"threshold_fen": 100_000_000, "window_days": 365},
)
