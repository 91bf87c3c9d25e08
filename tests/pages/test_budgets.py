"""A budget's year by forms: tables pasted from a spreadsheet, what does not fit said by row, and the form on paper."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from httpx2 import Response
from pypdf import PdfReader

from domain.accounts.roles import Role
from tests.support.seat import Seat, seen
from tests.support.service import Service

pytestmark = pytest.mark.slow

BUDGET, FORM = "/budgets/2022-990101", "/evaluations/self-evaluation-2022"
LINES = """项目编号\t项目名称\t级次\t资金性质\t金额
work\t残疾人工作经费\t区县级\t一般公共预算\t970,000.00
care\t托养、就业\t区县级\t一般公共预算\t2,130,000"""
VOUCHERS = """凭证号\t项目编号\t级次\t资金性质\t金额\t方式\t拨款文号\t支出日期
记-31\twork\t区县级\t一般公共预算\t828,000.00\t支付\t\t2022/12/20
记-32\tcare\t区县级\t一般公共预算\t2,091,000.00\t\t\t2022-09-30
记-33\tcare\t市级\t一般公共预算\t3,336,330.00\t\t市财社〔2022〕18号\t2022年9月30日"""
INDICATORS = """编号\t指标类别\t指标名称\t单位\t分母\t评分规则\t目标值\t定性目标\t分值
1.1\t数量指标\t托养服务人数\t人\t\t按完成比例\t180\t\t50
2.1\t社会效益\t家庭照料负担\t\t\t定性评判\t\t明显减轻\t30
3.1\t服务对象满意度\t满意度\t人\t受访人数\t按完成比例\t90\t\t10"""

TheSeat = Callable[[Role | str], Seat]


@pytest.fixture(scope="module")
def finance(seat: TheSeat) -> Seat:
    """The finance officer, who has recorded the budget and the vouchers."""
    officer = seat(Role.FINANCE_OFFICER)
    fields = {
        "budget_id": "2022-990101",
        "fiscal_year": "2022",
        "region": "990101",
        "document": "区财预〔2022〕1号",
        "lines": LINES,
        "on": "2022-01-20",
    }
    recorded(officer.send("/budgets/new", fields))
    recorded(officer.send(f"{BUDGET}/spend", {"expenditures": VOUCHERS}))
    return officer


@pytest.fixture(scope="module")
def planned(finance: Seat, seat: TheSeat) -> Seat:
    """The project lead, who has planned the evaluation."""
    lead = seat(Role.PROJECT_LEAD)
    fields = {
        "evaluation_id": "self-evaluation-2022",
        "budget_id": "2022-990101",
        "name": "2022 年项目支出",
        "goals": "保障基本服务",
        "indicators": INDICATORS,
        "on": "2022-03-01",
    }
    recorded(lead.send("/evaluations/new", fields))
    return lead


def recorded(answer: Response) -> None:
    assert answer.status_code == 303, seen(answer.text)[:2000]


def values(**third: str) -> dict[str, str]:
    fields = {
        "values.0.count": "205",
        "values.1.words": "减轻",
        "values.1.judged": "90",
        "values.1.reason": "个别不足",
        "values.2.of": "7",
        "values.2.reason": "一人不满意",
        "on": "2023-01-10",
    }
    return fields | {f"values.2.{name}": said for name, said in third.items()}


def test_a_budget_shows_its_own_levels_and_says_why_the_others_make_no_rate(finance: Seat) -> None:
    shown = seen(finance.get(BUDGET))
    for said in ("3,100,000.00", "2,919,000.00", "94.16 %", "6,255,330.00", "预算外列支", "不能与本预算相除"):
        assert said in shown
    english = seen(finance.get(BUDGET, language="en"))
    assert "it makes no rate" in english
    assert "2022-990101" in seen(finance.get("/budgets"))
    assert "记-33" in seen(finance.get(f"{BUDGET}/amounts"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "此处不能为空"),
        ("凭证号\t项目编号", "此处没有内容"),
        (VOUCHERS.replace("拨款文号", "文件"), "没有名为“文件”的列"),
        (VOUCHERS.replace("\t支出日期", "\t"), "没有名为“”的列"),
        (VOUCHERS.replace("市级", "镇里"), "第 4 行：“镇里”不是"),
        (VOUCHERS.replace("记-3", "记-4").replace("828,000.00", "82.8万"), "第 2 行"),
        (VOUCHERS.replace("记-3", "记-4"), "不得支出"),
        (VOUCHERS, "记-31 已经登记"),
    ],
)
def test_what_does_not_fit_in_a_pasted_table_is_said_beside_it_and_nothing_is_recorded(
    service: Service, finance: Seat, table: str, said: str
) -> None:
    head = service.office.desk.log.head()
    answer = finance.send(f"{BUDGET}/spend", {"expenditures": table})
    assert answer.status_code in (409, 422), answer.text
    shown = seen(answer.text)
    assert said in shown or (not table and "没有" in shown), shown[:1500]
    kept = service.office.desk.log.stream("budget/2022-990101")
    assert len(kept) == 2
    assert service.office.desk.log.head() - head <= 1  # a refusal that is kept, and nothing else


def test_money_is_moved_by_a_form_and_only_within_a_level(finance: Seat) -> None:
    table = (
        "项目编号\t级次\t资金性质\t金额\nwork\t区县级\t一般公共预算\t-10,000.00\ncare\t区县级\t一般公共预算\t9,999.99"
    )
    fields = {"document": "区财预〔2022〕31号", "adjustment": "moved", "changes": table, "on": "2022-06-01"}
    assert "相差 -0.01 元" in seen(finance.send(f"{BUDGET}/adjust", fields).text)
    recorded(finance.send(f"{BUDGET}/adjust", {**fields, "changes": table.replace("9,999.99", "10,000.00")}))
    assert "2,140,000.00" in seen(finance.get(BUDGET))


def test_75_percent_of_7_is_refused_beside_its_field(planned: Seat, seat: TheSeat) -> None:
    case = seat(Role.CASE_OFFICER)
    refused = case.send(f"{FORM}/fill-in", values(percent="75"))
    assert refused.status_code == 422
    assert 'id="e-values.2.percent"' in refused.text
    assert "7 人得不出 75%" in seen(refused.text)
    recorded(case.send(f"{FORM}/fill-in", values(percent="85.71")))
    shown = seen(case.get(FORM))
    for said in ("≥180人", "205人", "113.89 %", "85.71%（6/7人）", "94.16 %", "9.42", "95.94"):
        assert said in shown, said


def test_the_head_of_the_unit_settles_it_and_it_is_printed_with_its_figures(planned: Seat, seat: TheSeat) -> None:
    head = seat(Role.UNIT_HEAD)
    recorded(head.send(f"{FORM}/score", {"on": "2023-01-20"}))
    assert "已评定" in seen(head.get(FORM))
    answer = head.service.client.get(f"/print{FORM}.pdf", headers=head.headers)
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace("\n", "")
    for said in (
        "绩效自评表",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "3,100,000.00",
        "94.16",
        "95.94",
        "一人不满意",
    ):
        assert said in text, said
    recorded(head.send(f"{FORM}/reopen", {"reason": "受访人数有误", "on": "2023-02-01"}))
    assert "待评定" in seen(head.get(FORM))


def test_the_year_is_closed_into_the_next_budget(finance: Seat) -> None:
    fields = {"budget_id": "2023-990101", "fiscal_year": "2023", "region": "990101", "on": "2023-01-05"}
    lines = LINES.replace("970,000.00", "900,000.00")
    recorded(finance.send("/budgets/new", {**fields, "document": "区财预〔2023〕1号", "lines": lines}))
    assert "须指定该年度" in seen(finance.send(f"{BUDGET}/close", {"on": "2022-12-31"}).text)
    recorded(finance.send(f"{BUDGET}/close", {"to_budget": "2023-990101", "on": "2022-12-31"}))
    assert "132,000.00" in seen(finance.get("/budgets/2023-990101"))
    assert "已决算" in seen(finance.get("/budgets"))


def test_who_only_looks_is_offered_nothing_to_do(finance: Seat, seat: TheSeat) -> None:
    auditor = seat(Role.AUDITOR)
    assert "登记支出" not in seen(auditor.get(BUDGET))
    assert auditor.get(f"{BUDGET}/spend", status=403)
