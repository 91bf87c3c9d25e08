"""A programme over HTTP: opened, its rules published, people registered, applied, reviewed, posted and granted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.http.people import PersonBody
from application.imports import PersonRow
from domain.accounts.roles import Role
from infrastructure.bootstrap import synthetic_people
from tests.support.service import Service

AREA = "990101"
TOWNSHIP, REVIEWER, CASHIER = "township-wu", "township-feng", "finance-lin"
MINUTES = {
    "attendees": ["unit-head", "division-leader", "discipline"],
    "minutes_number": "会议纪要〔2017〕9号",
    "minutes_sha256": "ab" * 32,
}
LEAD, CASE = Role.PROJECT_LEAD, Role.CASE_OFFICER
LOW_INCOME = {
    "kind": "fact_among",
    "fact": "low_income",
    "values": ["yes"],
    "article": "第三条",
    "zh": "低收入",
    "en": "a low-income household",
}
CERTIFIED = {
    "kind": "not_expired",
    "fact": "certificate_valid_until",
    "open_ended": True,
    "article": "第四条",
    "zh": "持有有效残疾人证",
    "en": "a valid certificate",
}
POLICY: dict[str, Any] = {
    "version": 1,
    "valid_from": "2016-12-01",
    "document": "残联发〔2016〕21号",
    "criteria": {"kind": "all_of", "of": [LOW_INCOME, CERTIFIED]},
    "standards": [{"amount": "100.00", "article": "第五条"}],
    "standard_unit": "month",
    "tiers": [{"name": "all", "shares": [{"level": "municipal", "kind": "general_budget", "share": "1"}]}],
    "notice_days": 7,
    "review_levels": ["township", "county"],
    "approval_chain": ["project_lead", "division_leader", "collective_meeting", "unit_head"],
    "deadlines": {"receive": 3, "determine": 10, "inform": 3, "pay": 10},
    "fact_sources": [
        {"fact": "low_income", "source": "civil_affairs"},
        {"fact": "certificate_valid_until", "source": "certificate"},
    ],
}


def accounts(service: Service) -> None:
    """Open the accounts that a programme needs more than one of."""
    for account in (TOWNSHIP, REVIEWER):
        service.account(account, Role.TOWNSHIP)


def opened(service: Service, programme: str, policy: Mapping[str, Any], *, period_kind: str = "month") -> None:
    """Open a programme and publish its rules."""
    said = {
        "programme": programme,
        "name_zh": "按月补贴",
        "name_en": "Monthly subsidy",
        "payee_kind": "person",
        "deciding_body": "federation",
        "period_kind": period_kind,
        "bank_memo": "残补",
    }
    service.done(LEAD, "/v1/programmes", said)
    service.done(LEAD, f"/v1/programmes/{programme}/policies", policy)


def some_people(count: int, seed: int) -> list[PersonRow]:
    """Return people who do not exist, all poor."""
    return list(synthetic_people(count, seed, low_income=1.0))


def registered(service: Service, rows: Sequence[PersonRow], on: date, **said: Any) -> list[str]:
    """Register people; return their ids."""
    people = [_person(row) | said for row in rows]
    answer = service.done(TOWNSHIP, "/v1/beneficiaries", {"people": people, "why": "登记", "on": on.isoformat()})
    found: list[str] = answer["beneficiaries"]
    return found


def fact(service: Service, person: str, name: str, value: str, source: str, on: str) -> None:
    """Record one fact of a person."""
    facts = [{"name": name, "value": value, "source": source, "as_of": on}]
    service.done(TOWNSHIP, f"/v1/beneficiaries/{person}/circumstances", {"facts": facts, "on": on})


def on_notice(
    service: Service, programme: str, people: Sequence[str], notice: str, *, applied: str, posted: str, ended: str
) -> None:
    """Take the people's applications, review them, and let a notice run its time."""
    named: dict[str, Any] = {"programme": programme, "beneficiaries": list(people)}
    service.done(TOWNSHIP, "/v1/applications", {**named, "area": AREA, "on": applied})
    for level, who in (("township", REVIEWER), ("county", CASE)):
        said = {**named, "level": level, "favourable": True, "opinion": "核查属实", "on": applied}
        service.done(who, "/v1/reviews", said)
    place = {"region": AREA, "place": "村务公开栏", "hotline": "12385", "working_days": 7, "on": posted}
    service.done(TOWNSHIP, "/v1/notices", {**named, "notice_id": notice, **place})
    service.done(TOWNSHIP, f"/v1/notices/{notice}/conclude", {"on": ended})


def granted(service: Service, programme: str, people: Sequence[str], notice: str, on: str) -> None:
    """Grant the people on a notice."""
    said = {"programme": programme, "beneficiaries": list(people), "notice_id": notice, "on": on}
    service.done(LEAD, "/v1/grants", said)


def _person(row: PersonRow) -> dict[str, Any]:
    until = row.certificate_valid_until
    said = {
        "name": row.record.name,
        "id_number": row.record.id_number,
        "certificate": row.record.certificate,
        "account": row.record.account,
        "region": row.region,
        "residence": row.residence,
        "low_income": row.low_income,
        "certificate_valid_until": until.isoformat() if until else None,
    }
    return {name: value for name, value in said.items() if value is not None and name in PersonBody.model_fields}


def funded(service: Service, programme: str, amount: str, on: str) -> None:
    """Bring municipal money."""
    said = {"programme": programme, "fiscal_year": 2017, "region": AREA, "document": "财社〔2017〕9号", "on": on}
    shares = [{"level": "municipal", "kind": "general_budget", "amount": amount}]
    service.done(Role.FINANCE_OFFICER, "/v1/allocations", {**said, "shares": shares})


def paid(service: Service, programme: str, period: str, on: str) -> int:
    """Pay everybody entitled in a period, through four approvals and the bank; return how many they were."""
    service.account(CASHIER, Role.FINANCE_OFFICER)
    asked = {"programme": programme, "region": AREA, "period": period, "number": "1", "on": on}
    batch = service.done(Role.FINANCE_OFFICER, "/v1/batches", asked)
    path = f"/v1/batches/{programme}~{period}~1"
    for step in (Role.PROJECT_LEAD, Role.DIVISION_LEADER, Role.COLLECTIVE_MEETING, Role.UNIT_HEAD):
        minutes = MINUTES | {"held_on": on} if step is Role.COLLECTIVE_MEETING else None
        said = {"step": step.value, "digest": batch["digest"], "minutes": minutes, "on": on}
        service.done(step, f"{path}/approvals", said)
    service.done(CASHIER, f"{path}/release", {"value_date": on})
    office = service.office
    office.desk.views_now()
    lines = [
        {"kind": "settled", "beneficiary": one.beneficiary, "amount": str(one.amount)}
        for one in office.desk.views.payouts_of_batch(f"{programme}/{period}/1")
    ]
    result = {"statement": "银行回单", "statement_sha256": "cd" * 32, "lines": lines, "on": on}
    service.done(Role.FINANCE_OFFICER, f"{path}/bank-results", result)
    return len(lines)
