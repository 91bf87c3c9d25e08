"""The audit checks by verb, on PostgreSQL, with lists as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.story import PEOPLE, PROGRAMME
from tests.cli.terminal import Terminal

INSPECTOR = ("--officer", "inspector-yu")
DAY = ("--effective", "2024-06-30")


@pytest.fixture
def deaths(tmp_path: Path) -> Path:
    file = tmp_path / "死亡名单.csv"
    file.write_text(
        f"身份证号,死亡日期\n{PEOPLE[0].record.id_number},2023-05-03\n990101198001010014,2020-01-01\n", "utf-8"
    )
    return file


def test_the_catalogue_has_every_check_with_its_rule_and_its_lists(paying: Terminal) -> None:
    rows = paying.ask("checks", "catalogue")
    assert [row["check"] for row in rows] == [f"C{number:02d}" for number in range(1, 33)]
    assert all(row["basis"] and row["condition"] for row in rows)
    assert paying.run("checks", "catalogue").code == 0


def test_a_payment_after_death_is_found_kept_and_disposed_of(paying: Terminal, deaths: Path) -> None:
    asked = ("C01", "--list", f"deaths={deaths}", *DAY, *INSPECTOR)
    head = paying.head()
    [looked] = paying.ask("checks", "run", *asked, "--look")
    assert (looked["programme"], paying.head()) == (PROGRAMME, head)
    kept = paying.ask("checks", "run", *asked)
    assert (kept["new"], kept["unchanged"], kept["gone"]) == (1, 0, 0)
    entry = paying.ask("register", "finding_evidence", looked["finding"])["finding_evidence"][0]
    assert entry["source"].startswith(f"payout/{PROGRAMME}/")
    answer = paying.ask("checks", "dispose", looked["finding"], "rectified", "--reason", "已责令退回", *INSPECTOR)
    assert answer["disposition"] == "rectified"
    [now] = paying.ask("checks", "list", "--stage", "rectified")
    assert (now["finding"], now["evidence"], now["reason"]) == (looked["finding"], 2, "已责令退回")
    assert paying.ask("checks", "run", *asked)["unchanged"] == 1
    assert paying.run("checks", "list").code == 0
    run = json.dumps(paying.ask("register", "check_count", kept["run"]))
    assert PEOPLE[0].record.id_number not in run + json.dumps(now)


def test_every_check_that_needs_no_list_looks_at_a_real_ledger(paying: Terminal) -> None:
    found = paying.ask("checks", "run", "--look", *DAY, *INSPECTOR)
    assert {one["finding"][:3] for one in found} <= {"C15", "C16"}, "money that was not needed lies there"
    assert paying.run("checks", "run", "--look", *DAY, *INSPECTOR).code == 0
    loose = paying.ask("checks", "run", "C15", "--look", *DAY, *INSPECTOR, "--limit", "C15.held_days_municipal=9999")
    assert not any("/municipal/" in one["subject"] for one in loose)


def test_what_cannot_be_run_is_said(paying: Terminal, deaths: Path, tmp_path: Path) -> None:
    assert paying.refused("checks", "run", "C02", *INSPECTOR)[1] == "check_list_missing"
    assert paying.refused("checks", "run", "--list", f"dead={deaths}", *INSPECTOR)[1] == "no_such_check_list"
    bad = tmp_path / "bad.csv"
    bad.write_text(f"身份证号,死亡日期\n{PEOPLE[0].record.id_number},去年\n", "utf-8")
    ran = paying.run("checks", "run", "C01", "--list", f"deaths={bad}", *INSPECTOR)
    assert ran.code == 4
    assert PEOPLE[0].record.id_number not in ran.out + ran.err
    assert paying.run("checks", "run", "--list", "deaths", *INSPECTOR).code == 2
    assert paying.run("checks", "run", "--limit", "C15", *INSPECTOR).code == 2
