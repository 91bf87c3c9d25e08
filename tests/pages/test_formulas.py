"""A formula subsidy over HTTP and on its pages: published, granted, explained line by line, supposed, refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.support import monthly
from tests.support.seat import Seat, seen
from tests.support.service import Service

pytestmark = pytest.mark.slow

PROGRAMME, NOTICE = "insurance", "insurance-2017"
PREMIUM = "insurance_paid_yuan"
GAP = {"kind": "gap_to", "base": "insurance_base", "less": {"kind": "fact_amount", "fact": PREMIUM}}
HALF = {"kind": "share_of", "share": "1/3", "of": GAP}
CAPPED = {"kind": "at_most", "limit": {"kind": "fixed_amount", "amount": "300.00"}, "of": HALF}
FORMULA = {"kind": "rounded", "of": CAPPED, "to": "jiao", "way": "half_up"}
PLUS_TWENTY = {
    "kind": "rounded",
    "of": {"kind": "raised_by", "base": "low_income_standard", "by": "0.2", "pays": "addition"},
    "to": "fen",
    "way": "down",
}
BASES = [
    {"name": "insurance_base", "amount": "987.65", "article": "第七条", "zh": "缴费基数", "en": "contribution base"},
    {
        "name": "low_income_standard",
        "amount": "480.50",
        "article": "第八条",
        "zh": "低保标准",
        "en": "low-income standard",
    },
]
POLICY: dict[str, Any] = monthly.POLICY | {
    "standards": [
        {"fact": "long_term_care", "value": "yes", "article": "第八条", "formula": PLUS_TWENTY},
        {"article": "第七条", "formula": FORMULA},
    ],
    "standard_unit": "period",
    "bases": BASES,
    "fact_sources": [
        *monthly.POLICY["fact_sources"],
        {"fact": PREMIUM, "source": "social_security"},
        {"fact": "long_term_care", "source": "survey"},
    ],
}


@pytest.fixture(scope="module")
def people(service: Service) -> list[str]:
    """Four people on a notice that has run: two pay something, one needs care, of one nobody knows what they pay."""
    monthly.accounts(service)
    monthly.opened(service, PROGRAMME, POLICY, period_kind="year")
    ids = monthly.registered(
        service, monthly.some_people(4, 61), date(2017, 1, 3), certificate_valid_until="2030-01-01"
    )
    for person, paid in zip(ids, ("380.00", "12.34"), strict=False):
        monthly.fact(service, person, PREMIUM, paid, "social_security", "2017-01-03")
    monthly.fact(service, ids[2], "long_term_care", "yes", "survey", "2017-01-03")
    monthly.on_notice(service, PROGRAMME, ids, NOTICE, applied="2017-01-03", posted="2017-01-04", ended="2017-01-16")
    monthly.granted(service, PROGRAMME, ids[:3], NOTICE, "2017-01-16")
    return ids


def rerun(service: Service, person: str, **asked: Any) -> dict[str, Any]:
    answer = service.get(Role.INSPECTOR, f"/v1/cases/{PROGRAMME}~{person}/rerun", **asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["item"]["rerun"]
    return found


def test_each_amount_is_the_one_worked_out_by_hand(service: Service, people: list[str]) -> None:
    amounts = [rerun(service, person)["decided"]["amount"] for person in people[:3]]
    assert amounts == ["202.60", "300.00", "96.10"]


def test_the_decision_keeps_every_line_and_run_again_gives_the_same(service: Service, people: list[str]) -> None:
    found = rerun(service, people[0])
    assert found["differs"] == []
    lines = found["decided"]["workings"]
    assert [(line["step"], line["name"], line["value"], line["lines"], line["fen"]) for line in lines] == [
        ("fact_amount", PREMIUM, "380.00", [], "38000"),
        ("gap_to", "insurance_base", "987.65", [1], "60765"),
        ("share_of", "", "1/3", [2], "20255"),
        ("fixed_amount", "", "300.00", [], "30000"),
        ("at_most", "", "", [3, 4], "20255"),
        ("rounded", "", "jiao half_up", [5], "20260"),
    ]
    assert (lines[0]["source"], lines[0]["as_of"]) == ("social_security", "2017-01-03")


def test_another_base_may_be_supposed_for_the_whole_programme(service: Service, people: list[str]) -> None:
    other = POLICY | {"version": 9, "bases": [BASES[0] | {"amount": "1000.00"}, BASES[1]]}
    answer = service.post(Role.INSPECTOR, "/v1/reruns", {"programme": PROGRAMME, "policy": other})
    assert answer.status_code == 200, answer.text
    totals = answer.json()["item"]["totals"]
    # (1000.00 - 380.00) / 3 = 206.67, to the jiao 206.70; the other two stay
    assert (totals["changes"]["more"], totals["change"]) == (1, "4.10")


def test_what_cannot_be_worked_out_is_refused_by_the_facts_name(service: Service, people: list[str]) -> None:
    said = {"programme": PROGRAMME, "beneficiaries": people[3:], "notice_id": NOTICE, "on": "2017-01-16"}
    answer = service.post(Role.PROJECT_LEAD, "/v1/grants", said)
    assert (answer.status_code, answer.json()["code"]) == (422, "amount_fact_missing")
    assert PREMIUM in answer.json()["detail"]
    monthly.fact(service, people[3], PREMIUM, "380 fen", "social_security", "2017-01-10")
    answer = service.post(Role.PROJECT_LEAD, "/v1/grants", said)
    assert (answer.status_code, answer.json()["code"]) == (422, "amount_fact_unreadable")
    monthly.fact(service, people[3], PREMIUM, "987.65", "social_security", "2017-01-11")
    answer = service.post(Role.PROJECT_LEAD, "/v1/grants", said)
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_comes_of_it")
    refused = service.done(Role.PROJECT_LEAD, f"/v1/cases/{PROGRAMME}~{people[3]}/refuse", {"on": "2017-01-16"})
    assert refused["reasons"] == ["nothing_comes_of_it:第七条"]


@pytest.mark.parametrize(
    ("formula", "code", "pointer"),
    [
        (CAPPED, "rounding_not_stated", "/standards/1/formula"),
        (FORMULA | {"of": {"kind": "base_amount", "base": "nobody"}}, "base_not_named", "/standards/1/formula/of/base"),
        (
            FORMULA | {"of": {"kind": "fact_amount", "fact": "paid"}},
            "fact_without_unit",
            "/standards/1/formula/of/fact",
        ),
        (FORMULA | {"of": {"kind": "magic"}}, "malformed_request", ""),
    ],
)
def test_a_formula_that_nobody_could_work_out_is_refused_at_its_place(
    service: Service, people: list[str], formula: dict[str, Any], code: str, pointer: str
) -> None:
    policy = POLICY | {"version": 2, "standards": [POLICY["standards"][0], {"article": "第七条", "formula": formula}]}
    answer = service.post(Role.PROJECT_LEAD, f"/v1/programmes/{PROGRAMME}/policies", policy)
    assert answer.status_code == 422
    said = answer.json()
    assert pointer in [one["pointer"].removeprefix("/policy") for one in said["errors"]] or not pointer
    assert said["code"] == code or not pointer


def test_the_case_page_tells_the_amount_line_by_line_in_both_languages(
    seat: Callable[[Role | str], Seat], people: list[str]
) -> None:
    page = f"/cases/{PROGRAMME}~{people[0]}"
    chinese = seen(seat(Role.CASE_OFFICER).get(page))
    assert "金额逐行计算" in chinese
    for said in (
        "本人缴纳的保险费（元）",
        "社保经办机构",
        "缴费基数 987.65 元 − 第 1 行",
        "第 2 行 × 1/3",
        "202.60",
        "四舍五入",
    ):
        assert said in chinese
    english = seen(seat(Role.CASE_OFFICER).get(page, language="en"))
    assert "The amount, line by line" in english
    assert "the smaller of lines 3、4" in english


def test_the_rules_are_said_in_words_and_a_new_version_keeps_the_formula(
    seat: Callable[[Role | str], Seat], people: list[str]
) -> None:
    lead = seat(Role.PROJECT_LEAD)
    page = seen(lead.get(f"/programmes/{PROGRAMME}"))
    assert "按公式：" in page
    assert "取整到角，四舍五入" in page
    assert "低保标准 +20 %，只发上浮部分" in page
    form = f"/programmes/{PROGRAMME}/policy"
    assert "公式须在文件中修改" in seen(lead.get(form))
    answer = lead.send(form, {"document": "残联发〔2017〕5号", "valid_from": "2017-06-01"})
    assert answer.status_code == 303, seen(answer.text)[:1500]


def test_a_rerun_page_shows_the_lines(seat: Callable[[Role | str], Seat], people: list[str]) -> None:
    page = seen(seat(Role.INSPECTOR).get(f"/reruns/{PROGRAMME}~{people[0]}"))
    assert "原决定的金额计算" in page
    assert "重算的金额计算" not in page, "the same lines are shown once"
