"""A district's self-evaluation of 2022 over HTTP only: the published table, its one rate, and the one there is not."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from api.demo.case_002 import BUDGET, DOCUMENT, EVALUATION, EXPENDITURES, INDICATORS, ITEMS, LINES, REGION, VALUES
from domain.accounts.roles import Role
from domain.evaluations.decisions import GivenValue
from domain.evaluations.scoring import plain
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PUBLISHED = {
    "残疾人工作经费": ("970000.00", "828000.00", "828000.00"),
    "康复（含彩票公益金）": ("2800000.00", "5225900.00", "1735500.00"),
    "托养、就业": ("2130000.00", "5427330.00", "2091000.00"),
    "生活小秘书": ("1451800.00", "1406800.00", "1406800.00"),
    "其他": ("2424000.00", "3281870.00", "2239450.00"),
}
"""Initial budget, actual of all levels, of which district, in yuan: the published 万元, digit by digit."""
TOTAL = ("9775800.00", "16169900.00", "8300750.00")


def value(one: GivenValue) -> dict[str, Any]:
    given = {
        "indicator": one.indicator,
        "count": one.count and plain(one.count),
        "unit": one.unit,
        "of": one.of,
        "percent": one.percent,
        "words": one.words,
        "judged": one.judged,
        "reason": one.reason,
    }
    return {name: said for name, said in given.items() if said not in (None, "")}


@pytest.fixture(scope="module")
def evaluated(service: Service) -> Service:
    """The district's year, up to the values that are to be filled in."""
    body: dict[str, Any] = {
        "budget_id": BUDGET,
        "fiscal_year": 2022,
        "region": REGION,
        "document": DOCUMENT,
        "items": [{"item": one.item, "name": one.name} for one in ITEMS],
        "lines": [
            {
                "item": one.item,
                "level": one.level,
                "kind": one.kind,
                "source_year": one.source_year,
                "amount": str(one.amount),
            }
            for one in LINES
        ],
        "on": "2022-01-20",
    }
    service.done(Role.FINANCE_OFFICER, "/v1/budgets", body)
    vouchers = [
        {
            "voucher": one.voucher,
            "item": one.item,
            "level": one.level,
            "kind": one.kind,
            "source_year": one.source_year,
            "amount": str(one.amount),
            "manner": one.manner,
            "document": one.document,
            "spent_on": one.spent_on.isoformat(),
        }
        for one in EXPENDITURES
    ]
    service.done(Role.FINANCE_OFFICER, f"/v1/budgets/{BUDGET}/expenditures", {"expenditures": vouchers})
    plan = {
        "evaluation_id": EVALUATION,
        "budget_id": BUDGET,
        "name": "2022 年残疾人事业项目支出",
        "goals": "保障基本康复、托养与就业服务",
        "indicators": [
            {
                "indicator": one.indicator,
                "indicator_kind": one.indicator_kind,
                "name": one.name,
                "unit": one.unit,
                "denominator": one.denominator,
                "rule": one.rule,
                "target": None if one.target is None else plain(one.target),
                "wanted": one.wanted,
                "points": plain(one.points),
            }
            for one in INDICATORS
        ],
        "on": "2022-03-01",
    }
    service.done(Role.PROJECT_LEAD, "/v1/evaluations", plan)
    return service


def values(**changed: Any) -> dict[str, Any]:
    """Return case 002's values, with something else of indicator 3.1."""
    return {"values": [*map(value, VALUES[:-1]), {**value(VALUES[-1]), **changed}], "on": "2023-01-10"}


@pytest.fixture(scope="module")
def scored(evaluated: Service) -> Service:
    evaluated.done(Role.CASE_OFFICER, f"/v1/evaluations/{EVALUATION}/values", values())
    evaluated.done(Role.UNIT_HEAD, f"/v1/evaluations/{EVALUATION}/scores", {"on": "2023-01-20"})
    return evaluated


def test_every_figure_of_the_published_table_is_the_ledgers(evaluated: Service) -> None:
    shown = evaluated.get(Role.AUDITOR, f"/v1/budgets/{BUDGET}").json()["item"]
    found = {one["name"]: (one["initial"], one["executed_all_levels"], one["executed"]) for one in shown["items"]}
    assert found == PUBLISHED
    whole = shown["total"]
    assert (whole["initial"], whole["executed_all_levels"], whole["executed"]) == TOTAL
    assert whole["handed_on"] == shown["items"][-1]["handed_on"] == "230750.00"
    assert whole["full_year"] == whole["initial"]


@pytest.mark.parametrize("against", ["initial", "full_year"])
def test_the_districts_rate_is_84_91_percent(evaluated: Service, against: str) -> None:
    answer = evaluated.get(Role.AUDITOR, f"/v1/budgets/{BUDGET}/rate", level="county", against=against)
    rate = answer.json()["item"]
    assert (rate["percent"], rate["spent"], rate["budget"]) == ("84.91", "8300750.00", "9775800.00")
    assert rate["levels"] == ["county"]


@pytest.mark.parametrize(
    "asked",
    [
        {"budget_level": "county"},
        {"budget_level": "county", "against": "initial"},
        {},
        {"level": ["county", "municipal"]},
        {"level": ["county", "municipal"], "budget_level": "county"},
    ],
)
def test_165_41_percent_cannot_be_asked_for_in_any_way(evaluated: Service, asked: dict[str, Any]) -> None:
    answer = evaluated.get(Role.AUDITOR, f"/v1/budgets/{BUDGET}/rate", **asked)
    assert answer.status_code == 422, answer.text
    problem = answer.json()
    assert problem["code"] == "levels_do_not_mix"
    assert "级次或性质不同" in problem["detail"]
    assert "165" not in answer.text


def test_75_percent_of_7_people_is_refused_with_its_reason(evaluated: Service) -> None:
    path = f"/v1/evaluations/{EVALUATION}/values"
    answer = evaluated.post(Role.CASE_OFFICER, path, values(percent="75"))
    assert answer.json()["code"] == "percentage_impossible"
    assert answer.json()["detail"] == "7 人得不出 75%：没有任何整数人数与之相符。"
    months = {"values": [{**value(VALUES[0]), "unit": "months"}, *values()["values"][1:]], "on": "2023-01-10"}
    assert evaluated.post(Role.CASE_OFFICER, path, months).json()["code"] == "units_do_not_mix"


def test_what_is_spent_above_the_budget_is_refused_and_kept(evaluated: Service) -> None:
    one = {
        "voucher": "记-2022-0200",
        "item": "work",
        "level": "county",
        "kind": "general_budget",
        "source_year": 2022,
        "amount": "142000.01",
        "spent_on": "2022-12-21",
    }
    answer = evaluated.post(Role.FINANCE_OFFICER, f"/v1/budgets/{BUDGET}/expenditures", {"expenditures": [one]})
    assert (answer.status_code, answer.json()["code"]) == (409, "above_budget")
    kept = evaluated.get(Role.AUDITOR, "/v1/refusals").json()["items"]
    assert "above_budget" in {refusal["rule"] for refusal in kept}


def test_the_form_has_the_published_rates_and_every_point_adds_up(scored: Service) -> None:
    form = scored.get(Role.AUDITOR, f"/v1/evaluations/{EVALUATION}").json()["item"]
    assert (form["stage"], form["total"], form["grade"]) == ("scored", "96.01", "excellent")
    whole = form["money"][0]
    assert (whole["initial"], whole["full_year"], whole["executed"]) == (TOTAL[0], TOTAL[0], TOTAL[2])
    assert (whole["points"], whole["percent"], whole["score"]) == ("10", "84.91", "8.49")
    others = {(row["level"], row["kind"]): row["percent"] for row in form["money"][1:]}
    assert others[("municipal", "general_budget")] is None
    reached = {one["indicator"]: (one["actual"], one["completed"]) for one in form["indicators"]}
    assert reached["1.1"] == ("205人", "113.89")
    assert reached["1.2"] == ("1944人月", "135.00")
    hundredths = [round(float(one["score"]) * 100) for one in (whole, *form["indicators"])]
    assert sum(hundredths) == 9601


def test_the_form_can_be_taken_along_as_a_spreadsheet(scored: Service) -> None:
    answer = scored.get(Role.AUDITOR, f"/v1/evaluations/{EVALUATION}/form", format="xlsx")
    assert answer.status_code == 200, answer.text
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in rows if "全年预算数（元）" in map(str, row))
    assert {"年初预算数（元）", "全年执行数（元）", "分值", "得分"} <= set(map(str, heads))
    assert any(row[1] == "托养服务人月数" and "135.00%" in row for row in rows)
    assert rows[-1][heads.index("得分")] == "96.01"


def test_a_scored_form_stays_as_it_was_signed_whatever_is_recorded_afterwards(scored: Service) -> None:
    path = f"/v1/evaluations/{EVALUATION}"
    before = scored.get(Role.AUDITOR, path).json()["item"]
    reversal = {"voucher": "记-2022-0031", "reason": "附件不全，退回重办", "on": "2022-12-28"}
    scored.done(Role.FINANCE_OFFICER, f"/v1/budgets/{BUDGET}/reversals", reversal)
    assert scored.get(Role.AUDITOR, path).json()["item"] == before
    scored.done(Role.UNIT_HEAD, f"{path}/reopenings", {"reason": "支出有冲销", "on": "2023-01-25"})
    again = scored.get(Role.AUDITOR, path).json()["item"]
    assert again["money"][0]["executed"] == "7472750.00"


def test_who_is_narrowed_to_another_place_sees_neither(scored: Service) -> None:
    stranger = scored.account("finance-elsewhere", Role.FINANCE_OFFICER, region="990102")
    assert scored.get(stranger, f"/v1/budgets/{BUDGET}").status_code == 403
    assert scored.get(stranger, f"/v1/evaluations/{EVALUATION}").status_code == 403
    assert scored.get(stranger, "/v1/budgets").json()["items"] == []
    assert scored.get(stranger, f"/v1/budgets/{BUDGET}/amounts").json()["items"] == []
    amounts = scored.get(Role.AUDITOR, f"/v1/budgets/{BUDGET}/amounts", stage="spent").json()["items"]
    assert len(amounts) == len(EXPENDITURES)
    assert scored.get(Role.AUDITOR, "/v1/evaluations", stage="filled_in").json()["items"][0]["points"] is None
