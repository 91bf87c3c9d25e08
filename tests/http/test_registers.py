"""Registers over HTTP: who may bring which, a list in the encoding Excel saves in, and its job's word on each cell."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.levy_commands import TERMS
from tests.support.service import Service, fresh_id

CASE, LEAD, FINANCE = Role.CASE_OFFICER, Role.PROJECT_LEAD, Role.FINANCE_OFFICER
HEADINGS = "用人单位信用代码,单位名称,职工人数,残疾职工人数,平均工资"
PLANT = "91990101MA0000001Y,示例制造厂,112.5,others 1,70000.12"
SMALL = "91990101MA00000022,示例小店,30,,50000.00"


@pytest.fixture(scope="module", autouse=True)
def levied(service: Service) -> None:
    """Terms of two years."""
    for year in (2017, 2018):
        service.done(LEAD, "/v1/levy-terms", TERMS | {"fiscal_year": year, "on": "2017-03-01"})


def brought(
    service: Service, who: Role | str, content: bytes, *, name: str = "申报表.csv", dry: bool = False, **said: Any
) -> Any:
    """Bring a list; return its job when it has ended, or the refusal."""
    form: dict[str, Any] = {"what": "levy_declarations", "of": "2017/990101", "on": "2017-06-05"} | said
    headers = {"Idempotency-Key": fresh_id(), **({"Prefer": "dry-run"} if dry else {})}
    asked = service.ask(
        service.of(who) if isinstance(who, Role) else who,
        "POST",
        "/v1/register-imports",
        data=form,
        files={"file": (name, content, "application/octet-stream")},
        headers=headers,
    )
    if asked.status_code != 202:
        return asked.json()
    job = str(json.loads(asked.content)["id"])
    for _ in range(600):
        found = service.get(who, f"/v1/jobs/{job}").json()
        if found["state"] not in ("waiting", "running"):
            return found
        time.sleep(0.02)
    raise AssertionError("the job did not end")


def lines(*rows: str) -> bytes:
    return "\n".join([HEADINGS, *rows, ""]).encode("gb18030")


def test_declarations_are_tried_told_cell_by_cell_brought_and_given_out_for_the_next_year(service: Service) -> None:
    wrong = brought(service, CASE, lines(PLANT, SMALL.replace(",30,", ",三十,")))
    assert (wrong["state"], wrong["problem"]["code"]) == ("refused", "has_bad_cells")
    told = service.get(CASE, f"/v1/jobs/{wrong['id']}/remarks").json()["items"]
    assert [(one["remark"]["row"], one["remark"]["column"], one["remark"]["code"]) for one in told] == [
        (3, "C", "not_a_headcount")
    ]
    tried = brought(service, CASE, lines(PLANT, SMALL), dry=True)
    assert (tried["state"], tried["answer"]["total_fen"], tried["answer"]["rows"]) == ("done", "4331257", 2)
    assert service.get(CASE, "/v1/levy-assessments", year=2017).json()["items"] == []
    done = brought(service, CASE, lines(PLANT, SMALL))
    assert (done["state"], done["answer"]["recorded"]) == ("done", 2)
    again = brought(service, CASE, lines(PLANT, SMALL))
    assert (again["state"], again["problem"]["code"], again["remarks"]) == ("refused", "rows_refused", 2)
    service.get(CASE, "/v1/position", wait_for=done["answer"]["position"])
    out = service.get(CASE, "/v1/levy-assessments", year=2017, format="xlsx").content
    asks = brought(service, CASE, out, name="2017.xlsx", of="2018/990101")
    assert (asks["state"], asks["problem"]["code"]) == ("doubtful", "doubts_not_accepted")
    next_year = brought(service, CASE, out, name="2017.xlsx", of="2018/990101", accept="column_not_read")
    assert (next_year["state"], next_year["answer"]["total_fen"]) == ("done", "4331257")


def test_a_register_is_brought_by_whoever_may_do_what_each_row_comes_to(service: Service) -> None:
    assert brought(service, FINANCE, lines(PLANT))["code"] == "not_permitted"
    assert brought(service, LEAD, lines(PLANT))["code"] == "not_permitted"
    assert brought(service, CASE, lines(PLANT), what="stations", of="nowhere")["code"] == "no_such_matching_scheme"
    wu = service.account("wu-registers", Role.TOWNSHIP, region="990101001000")
    fittings: dict[str, Any] = {"what": "device_fittings", "of": "psy-medicine"}
    assert brought(service, wu, b"", **fittings)["code"] == "whole_ledger_needed"
    inside = brought(service, wu, b"", region="990101001000", **fittings)
    assert (inside["state"], inside["problem"]["code"]) == ("refused", "file_empty")
    named = brought(service, CASE, lines(PLANT), region="990101")
    assert named["problem"]["code"] == "register_names_nobody"
    assert brought(service, CASE, lines(PLANT), of="2016/990101")["problem"]["field"] == "of"
