"""An institution is paid for accepted service against an invoice; the payment list names its credit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli import story
from tests.cli.story import AREA, PERIOD, POLICY
from tests.cli.terminal import Terminal

REHAB, BATCH = "rehab", "rehab/2024/1"
CODE = "91990101MA0000001Y"


@pytest.mark.slow
def test_an_institution_is_paid_for_accepted_service(office: Terminal, tmp_path: Path) -> None:
    office.ask("init")
    policy = tmp_path / "policy.json"
    tier = {**POLICY["tiers"][1], "name": "all"}
    policy.write_text(json.dumps({**POLICY, "tiers": [tier]}), encoding="utf-8")
    names = ("--name-zh", "康复训练", "--name-en", "training", "--memo", "康复", "--pays", "institution")
    office.ask("programme", "open", REHAB, *names)
    office.ask("programme", "publish", REHAB, str(policy))
    ids = story.registered(office, tmp_path)
    at = Terminal(office.home, office.environment)
    people = ("--from", str(ids))
    at.ask("case", "apply", REHAB, "--area", AREA, *people, "--on", "2024-01-10", "--officer", "clerk")
    review = ("--level", "township", "--opinion", "入户核查属实", "--on", "2024-01-12", "--officer", "reviewer")
    at.ask("case", "review", REHAB, *review, *people)
    place = ("--place", "村公示栏", "--hotline", "12385", "--on", "2024-01-16")
    at.ask("notice", "publish", "n-2", REHAB, AREA, *place, *people)
    at.ask("notice", "conclude", "n-2", "--on", "2024-01-26")
    at.ask("case", "grant", REHAB, "--notice", "n-2", "--all-on-notice", "--on", "2024-01-29")
    share = ("--share", "municipal:general_budget:9000")
    at.ask("funds", "allocate", REHAB, PERIOD, AREA, "--document", "财社〔2024〕8号", "--on", "2024-02-01", *share)
    sign = ("--institution", CODE, "--ceiling", "8000", "--on", "2024-02-01")
    at.ask("agreement", "sign", "a-1", REHAB, PERIOD, *sign)
    persons = [line.split(",")[1] for line in ids.read_text("utf-8-sig").split()[1:4]]
    services = tmp_path / "services.csv"
    services.write_text("人员编号,金额\n" + "\n".join(f"{person},1000.00" for person in persons[:2]), encoding="utf-8")
    accept = ("agreement", "accept", "a-1", "--on", "2024-03-01")
    assert at.ask(*accept, "--from", str(services), "--service", f"{persons[2]}:1000")["people"] == 3
    at.ask("agreement", "invoice", "a-1", "--number", "12345678", "--amount", "3000.00", "--on", "2024-03-05")
    submit = ("batch", "submit", REHAB, AREA, PERIOD, "1", "--agreement", "a-1", "--on", "2024-04-15")
    said = at.ask(*submit, "--officer", "builder")
    assert (said["people"], said["total_fen"]) == (3, "300000")
    assert at.ask("agreement", "show", "a-1")["agreement"]
    back = ("--step", "project_lead", "--reason", "发票有误", "--on", "2024-04-16", "--officer", "zhao")
    at.ask("batch", "back", BATCH, *back)
    again = at.ask(*submit, "--officer", "builder")
    minutes = ("--minutes-number", "纪要1号", "--minutes-file", str(policy), "--held-on", "2024-04-17")
    there = ("--attendee", "li", "--attendee", "qian", "--attendee", "feng")
    for step, officer in zip(POLICY["approval_chain"], ("zhao", "qian", "sun", "li"), strict=True):
        more = (*minutes, *there) if officer == "sun" else ()
        own = ("--step", step, "--digest", again["digest"], "--on", "2024-04-17", "--officer", officer, *more)
        at.ask("batch", "approve", BATCH, *own)
    at.ask("batch", "release", BATCH, "--value-date", "2024-04-25", "--officer", "cashier")
    out = tmp_path / "payments.csv"
    at.ask("batch", "bankfile", BATCH, "--out", str(out), "--why", "付款")
    rows = out.read_text("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert all(f",{CODE},,a-1,1000.00,康复" in row for row in rows[1:])
