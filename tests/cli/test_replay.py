"""An inspector's replay by verb, on PostgreSQL."""

from __future__ import annotations

import csv
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.cli.story import BATCH, POLICY, PROGRAMME, PROVINCIAL
from tests.cli.terminal import Terminal


@pytest.fixture
def dearer(tmp_path: Path) -> Path:
    policy: dict[str, Any] = deepcopy(POLICY) | {"version": 2}
    policy["standards"][0]["amount"] = "125050"
    file = tmp_path / "dearer.json"
    file.write_text(json.dumps(policy, ensure_ascii=False), "utf-8")
    return file


def a_case(at: Terminal) -> str:
    rows = at.ask("difference", "cases")["rows"]
    return str(rows[0]["thing"])


def test_every_decision_of_a_programme_is_the_same_again(paying: Terminal) -> None:
    found = paying.ask("rerun", PROGRAMME)
    assert (found["totals"]["decisions"], found["totals"]["differing"], found["decisions"]) == (6, 0, [])
    shown = paying.run("rerun", PROGRAMME)
    assert (shown.code, "完全相同" in shown.out) == (0, True)


def test_a_supposed_standard_is_told_in_yuan_and_writes_nothing(paying: Terminal, dearer: Path, tmp_path: Path) -> None:
    head, out = paying.head(), tmp_path / "changes.csv"
    ran = paying.run("rerun", PROGRAMME, "--policy", str(dearer), "--out", str(out))
    assert ran.code == 0
    assert "7,503.00 元" in ran.out
    assert "1,503.00 元" in ran.out
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [(row["before_yuan"], row["after_yuan"], row["differs"]) for row in rows] == [
        ("1000.00", "1250.50", "amount")
    ] * 6
    assert paying.head() == head


def test_one_decision_is_shown_criterion_by_criterion(paying: Terminal, dearer: Path) -> None:
    case = a_case(paying)
    assert paying.ask("rerun", case)["rerun"]["differs"] == []
    shown = paying.run("rerun", case, "--policy", str(dearer))
    assert shown.code == 0
    assert "✓ low_income=yes" in shown.out
    assert "1,250.50 元" in shown.out


def test_what_lies_between_two_moments_is_told_of_the_money_and_of_each_register(paying: Terminal) -> None:
    steps = paying.ask("history", f"batch/{BATCH}")
    released = next(step["position"] for step in steps if step["name"] == "batch.released.1")
    found = paying.ask("difference", "--since", str(released - 1))
    [line] = [line for line in found["position"]["lines"] if line["line"] == PROVINCIAL]
    changes = {one["account"]: one["change_fen"] for one in line["accounts"]}
    assert changes == {"reserved": "-320000", "disbursed": "320000"}
    counts = {row["table"]: (row["new"], row["gone"], row["changed"]) for row in found["registers"]}
    assert (counts["payouts"], counts["batches"], counts["cases"]) == ((6, 0, 0), (0, 0, 1), (0, 0, 0))
    [batch] = paying.ask("difference", "batches", "--since", str(released - 1))["rows"]
    assert (batch["thing"], batch["differs"]) == (BATCH, "changed")
    for asked in ((), ("position",), ("batches",), ("payouts", "--limit", "2")):
        ran = paying.run("difference", *asked, "--since", str(released - 1))
        assert ran.code == 0, ran.err
    paying.refused("difference", "nothing")


def test_a_life_is_told_step_by_step(paying: Terminal) -> None:
    found = paying.ask("life", f"batch/{BATCH}", "--limit", "3")
    assert [step["event"] for step in found["steps"]][:2] == ["batch.opened.1", "batch.lines_listed.1"]
    assert found["next_after"] == found["steps"][-1]["position"]
    shown = paying.run("life", f"batch/{BATCH}", "--limit", "3")
    assert f"--after {found['next_after']}" in shown.out
    payout = paying.ask("difference", "payouts")["rows"][0]["thing"]
    told = paying.run("life", f"payout/{payout}")
    assert (told.code, "放款" in told.out, "集体研究" in told.out) == (0, True, True)
    line = paying.run("life", f"line/{PROVINCIAL}")
    assert "预留 3,200.00 元" in line.out
