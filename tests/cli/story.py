"""A small office's year, told in verbs: six people paid 1,000 yuan each, four of them with provincial money."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from application.imports import PersonRow
from infrastructure.synthetic_people import synthetic_people
from tests.cli.terminal import Terminal

PROGRAMME, AREA, PERIOD = "medicine", "990101", "2024"
BATCH = f"{PROGRAMME}/{PERIOD}/1"
FUND = f"{PERIOD}/{PROGRAMME}/{AREA}"
PROVINCIAL = f"{FUND}/provincial/general_budget/财社〔2023〕114号"
MUNICIPAL = f"{FUND}/municipal/general_budget/财社〔2023〕114号"
PEOPLE: list[PersonRow] = list(synthetic_people(6, 7, low_income=1.0))
HEADINGS = ("姓名", "身份证号", "残疾证号", "行政区划", "户别", "低保", "银行账号", "开户行", "电话", "证件有效期")
POLICY: dict[str, Any] = {
    "version": 1,
    "valid_from": "2024-01-01",
    "document": "残联发〔2023〕21号",
    "criteria": {
        "kind": "fact_among",
        "fact": "low_income",
        "values": ["yes"],
        "article": "第三条",
        "zh": "属于低保家庭",
        "en": "lives in a low-income household",
    },
    "standards": [{"fact": "", "value": "", "amount": "100000", "article": "第五条"}],
    "standard_unit": "period",
    "tiers": [
        {
            "name": "in_quota",
            "headcount": 4,
            "amount": None,
            "shares": [
                {"level": "provincial", "kind": "general_budget", "share": "4/5"},
                {"level": "municipal", "kind": "general_budget", "share": "1/5"},
            ],
        },
        {
            "name": "over_quota",
            "headcount": None,
            "amount": None,
            "shares": [{"level": "municipal", "kind": "general_budget", "share": "1"}],
        },
    ],
    "excludes": [],
    "notice_days": 7,
    "review_levels": ["township"],
    "approval_chain": ["project_lead", "division_leader", "collective_meeting", "unit_head"],
    "deadlines": {"receive": 3, "determine": 10, "inform": 3, "pay": 10},
    "fact_sources": [{"fact": "low_income", "source": "civil_affairs"}],
}


def people_csv(path: Path, people: list[PersonRow] = PEOPLE) -> Path:
    """Write a people list as an office would bring it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for person in people:
            record = person.record
            writer.writerow(
                (
                    record.name,
                    record.id_number,
                    record.certificate,
                    person.region,
                    "农村" if person.residence == "rural" else "城镇",
                    "是" if person.low_income else "否",
                    record.account,
                    record.bank,
                    record.phone,
                    person.certificate_valid_until or "长期",
                )
            )
    return path


def a_programme(at: Terminal, folder: Path) -> None:
    """Open the ledger and the programme."""
    at.ask("init")
    policy = folder / "policy.json"
    policy.write_text(json.dumps(POLICY, ensure_ascii=False), encoding="utf-8")
    at.ask("programme", "open", PROGRAMME, "--name-zh", "药费补助", "--name-en", "medicine", "--memo", "残补")
    at.ask("programme", "publish", PROGRAMME, str(policy))
    at.ask(
        *("programme", "target", PROGRAMME, PERIOD, "--level", "municipal", "--people", "5"),
        *("--document", "残联发〔2024〕3号", "--on", "2024-01-05"),
    )


def registered(at: Terminal, folder: Path) -> Path:
    """Register the people; return the list of their ids."""
    ids = folder / "ids.csv"
    at.ask("people", "import", str(people_csv(folder / "people.csv")), "--out", str(ids), "--on", "2024-01-08")
    return ids


def granted(at: Terminal, ids: Path) -> None:
    """Take everybody's case to its grant."""
    people = ("--from", str(ids))
    at.ask("case", "apply", PROGRAMME, "--area", AREA, *people, "--on", "2024-01-10", "--officer", "clerk")
    at.ask(
        *("case", "review", PROGRAMME, "--level", "township", "--opinion", "入户核查属实", *people),
        *("--on", "2024-01-12", "--officer", "reviewer"),
    )
    at.ask(
        *("notice", "publish", "n-1", PROGRAMME, AREA, "--place", "村公示栏", "--hotline", "12385"),
        *(*people, "--on", "2024-01-16", "--officer", "clerk"),
    )
    at.ask("notice", "conclude", "n-1", "--on", "2024-01-26")
    at.ask("case", "grant", PROGRAMME, "--notice", "n-1", "--all-on-notice", "--on", "2024-01-29")


def funded(at: Terminal, provincial: str = "4000.00", municipal: str = "4000.00") -> None:
    """Record one document's money of two levels."""
    at.ask(
        *("funds", "allocate", PROGRAMME, PERIOD, AREA, "--document", "财社〔2023〕114号", "--on", "2024-02-01"),
        *("--share", f"provincial:general_budget:{provincial}", "--share", f"municipal:general_budget:{municipal}"),
    )


def approved(at: Terminal, digest: str, minutes: Path) -> None:
    """Take the four steps by four hands."""
    minutes.write_bytes(b"the minutes, scanned")
    for step, officer in (
        ("project_lead", "zhao"),
        ("division_leader", "qian"),
        ("集体研究", "sun"),
        ("unit_head", "li"),
    ):
        meeting = (
            *("--minutes-number", "会议纪要〔2024〕4号", "--minutes-file", str(minutes), "--held-on", "2024-04-18"),
            *("--attendee", "li", "--attendee", "qian", "--attendee", "feng"),
        )
        at.ask(
            *("batch", "approve", BATCH, "--step", step, "--digest", digest, "--on", "2024-04-18"),
            *("--officer", officer, *(meeting if step == "集体研究" else ())),
        )


def released(at: Terminal, folder: Path) -> None:
    """Everything up to six payments at the bank."""
    a_programme(at, folder)
    granted(at, registered(at, folder))
    funded(at)
    submitted = at.ask("batch", "submit", PROGRAMME, AREA, PERIOD, "1", "--on", "2024-04-15", "--officer", "builder")
    approved(at, submitted["digest"], folder / "minutes.pdf")
    at.ask("batch", "release", BATCH, "--value-date", "2024-04-25", "--officer", "cashier")
