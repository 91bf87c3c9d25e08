"""The inspector's pages: any moment, two moments, lives, decisions taken again, inspections to their end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.pages.routers.inspections import SCRIPT
from domain.accounts.roles import Role
from tests.support.database import empty_database
from tests.support.demonstration import demonstrate
from tests.support.seat import Seat, seen
from tests.support.service import Service, running_service

pytestmark = pytest.mark.slow

MEDICINE = "psy-medicine"


@pytest.fixture(scope="module")
def service(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    home: Path = tmp_path_factory.mktemp("inspecting")
    with empty_database(server_dsn) as database, running_service(database, home) as service:
        service.office.desk.views_now()
        demonstrate(service.office.desk)
        yield service


@pytest.fixture(scope="module")
def inspector(service: Service) -> Seat:
    return Seat(service, Role.INSPECTOR)


def _positions(service: Service, name: str) -> list[int]:
    """Return the positions of entries of one name."""
    return [one.position for one in service.office.desk.log.after(0, limit=100_000) if one.name.startswith(name)]


def _payout(service: Service) -> str:
    return service.office.desk.views.payouts_of_batch("psy-medicine/2017/1")[7].payout


def _case(service: Service) -> str:
    return f"{MEDICINE}~{_payout(service).rpartition('/')[2]}"


def _look(seat: Seat, **asked: str) -> str:
    """Send the strip's form; return where it leads."""
    answer = seat.service.client.get("/look", params=asked, headers=seat.headers, follow_redirects=False)
    assert answer.status_code == 303, seen(answer.text)
    return answer.headers["location"]


def test_a_page_of_figures_has_the_way_to_other_moments_and_a_form_has_none(inspector: Seat, service: Service) -> None:
    assert "看过去" in seen(inspector.get("/funds"))
    finance = Seat(service, Role.FINANCE_OFFICER)
    assert 'name="slider"' not in finance.get("/funds/allocate")


def test_what_is_typed_counts_before_where_the_slider_stands(inspector: Seat) -> None:
    assert _look(inspector, onward="/funds", slider="40") == "/funds?as_of=40"
    assert _look(inspector, onward="/funds?year=2017", slider="40", position="12") == "/funds?year=2017&as_of=12"
    assert _look(inspector, onward="/funds", slider="40", until="2017-03-31").endswith("effective=2017-03-31")


def test_the_slider_at_the_end_leads_to_now_and_a_time_before_everything_to_nothing(
    inspector: Seat, service: Service
) -> None:
    head = service.office.desk.log.head()
    service.office.desk.views.wait_for(head)
    assert _look(inspector, onward="/funds", slider=str(head)) == "/funds"
    assert _look(inspector, onward="/funds", slider=str(head), at="2001-01-01T08:00") == "/funds?as_of=0"


def test_nobody_is_led_to_another_site(inspector: Seat) -> None:
    assert _look(inspector, onward="//elsewhere.example/", slider="3") == "/?as_of=3"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"position": "99999999"}, "不大于"),
        ({"position": "abc"}, "整数"),
        ({"at": "yesterday"}, "日期和时间"),
        ({"until": "31 March"}, "请填日期"),
    ],
)
def test_a_moment_that_there_is_not_is_told_beside_its_field(typed: dict[str, str], said: str, inspector: Seat) -> None:
    answer = inspector.service.client.get("/look", params={"onward": "/funds", **typed}, headers=inspector.headers)
    assert answer.status_code == 422
    assert said in seen(answer.text)
    assert f'aria-describedby="e-{next(iter(typed))}"' in answer.text


def test_two_moments_beside_each_other_say_what_money_and_which_rows_came(inspector: Seat, service: Service) -> None:
    before = _positions(service, "funds.allocated")[-1] - 1
    shown = seen(inspector.get(f"/time?as_of={before}"))
    for said in ("新增", "逐条查看", "差额", "人员", "批次", "+1"):
        assert said in shown


def test_differences_mark_what_is_new_and_what_changed_page_after_page(inspector: Seat, service: Service) -> None:
    before = _positions(service, "payout.released")[0]
    page = inspector.get(f"/differences?register=payouts&as_of={before}")
    assert "新增" in seen(page)
    assert 'id="page-next"' in page
    between = f"/differences?register=batches&as_of={before - 1}&against_position={before + 5}"
    assert "没有不同" in seen(inspector.get(between)) or "变更" in seen(inspector.get(between))


def test_a_register_that_is_not_compared_and_one_that_is_closed_to_somebody_are_not_shown(
    inspector: Seat, service: Service
) -> None:
    inspector.get("/differences?register=findings", status=404)
    township = Seat(service, service.account("wu", Role.TOWNSHIP, region="990101001000"))
    township.get("/differences?register=batches", status=403)


def test_the_life_of_a_payout_is_stepped_through_both_ways(inspector: Seat, service: Service) -> None:
    address = f"/life/payout~{_payout(service).replace('/', '~')}"
    first = inspector.get(address)
    assert "第 1 步：批准" in seen(first)
    assert 'id="step-before"' not in first
    settled = _positions(service, "payout.settled")
    own = [one for one in settled if f"step={one}" in first]
    second = inspector.get(f"{address}?step={own[-1]}")
    for said in ("到账", "1,000.00 元", "上一步", "下一步", "记录时间", "生效日"):
        assert said in seen(second)


def test_a_life_as_of_the_past_ends_there(inspector: Seat, service: Service) -> None:
    released = _positions(service, "payout.settled")[0] - 1
    shown = seen(inspector.get(f"/life/payout~{_payout(service).replace('/', '~')}?as_of={released}"))
    assert "发放放款" in shown
    assert "发放到账" not in shown


def test_a_decision_taken_again_comes_out_the_same_criterion_by_criterion(inspector: Seat, service: Service) -> None:
    head = service.office.desk.log.head()
    shown = seen(inspector.get(f"/reruns/{_case(service)}"))
    for said in ("一致", "第三条第一款", "符合", "留存的事实", "不作任何记录"):
        assert said in shown
    assert "不一致" not in shown
    assert service.office.desk.log.head() == head


def test_the_page_of_a_case_shows_the_way_to_both(inspector: Seat, service: Service) -> None:
    page = inspector.get(f"/cases/{_case(service)}")
    assert f'href="/reruns/{_case(service)}"' in page
    assert f'href="/life/case~{_case(service)}"' in page


def test_a_programme_is_decided_again_under_its_own_rules_and_under_those_of_a_file(
    inspector: Seat, service: Service
) -> None:
    head = service.office.desk.log.head()
    answer = inspector.send("/reruns", {"programme": MEDICINE}, to="/reruns")
    assert answer.status_code == 200, seen(answer.text)
    assert "所有决定重算结果一致" in seen(answer.text)
    bad = {"policy_file": ("policy.json", b"{}", "application/json")}
    refused = inspector.send("/reruns", {"programme": MEDICINE}, to="/reruns", files=bad)
    assert refused.status_code == 422
    assert service.office.desk.log.head() == head


def test_a_policy_from_a_file_is_supposed_for_everybody_and_what_it_would_cost_is_told(
    inspector: Seat, service: Service
) -> None:
    head = service.office.desk.log.head()
    supposed = Path("docs/recipes/policy.json").read_text().replace('"amount": "100000"', '"amount": "120000"')
    file = {"policy_file": ("policy.json", supposed.encode(), "application/json")}
    answer = inspector.send("/reruns", {"programme": MEDICINE}, to="/reruns", files=file)
    assert answer.status_code == 200, seen(answer.text)
    said = seen(answer.text)
    for each in ("假设适用您文件中的政策", "+238,200.00 元", "1,191,000.00 元", "1,429,200.00 元", "1,200.00"):
        assert each in said
    assert "&#34;120000&#34;" in answer.text  # the next page supposes the same file
    assert service.office.desk.log.head() == head


def test_an_inspection_is_opened_seeded_drawn_checked_and_followed_to_its_end(
    inspector: Seat, service: Service
) -> None:
    on = {"on": service.office.desk.clock.today().isoformat()}
    what = {"inspection_id": "pages-1", "programme": MEDICINE, "period": "2017", "region": "990101"}
    small = inspector.send("/inspections/open", {**what, "method.of_each_unit": "1/11", **on})
    assert small.status_code == 422
    assert 'id="e-method.of_each_unit"' in small.text
    opened = inspector.send("/inspections/open", {**what, "seed": "thrown-dice-3-5", **on})
    assert opened.headers["location"].startswith("/inspections/pages-1?"), seen(opened.text)
    assert inspector.send("/inspections/pages-1/draw", on).status_code == 303
    again = seen(inspector.get("/inspections/pages-1/redraw"))
    assert "均与记录一致" in again
    assert "thrown-dice-3-5" in again
    state = inspector.get("/inspections/pages-1")
    assert "%" in seen(state)
    person = state.partition("/inspections/pages-1/people/")[2].partition('"')[0]
    assert "入户表" in seen(inspector.get("/inspections/pages-1/forms"))
    here = f"/inspections/pages-1/people/{person}"
    planned = inspector.send(
        f"/inspections/pages-1/plan?who={person}", {"beneficiaries": person, "planned_for": on["on"]}
    )
    assert planned.status_code == 303, seen(planned.text)
    made = inspector.send(f"{here}/visit", {"facts.low_income": "no", "satisfaction": "4", "remark": "", **on})
    assert made.status_code == 303, seen(made.text)
    shown = seen(inspector.get(here))
    assert "4 / 5" in shown
    found = {"what": "facts_differ", "text": "收入与登记不符", "answer_due_on": "2030-12-31", **on}
    raised = inspector.send(f"{here}/finding", found)
    assert raised.status_code == 303, seen(raised.text)
    finding = raised.headers["location"].partition("?")[0]
    office = Seat(service, Role.CASE_OFFICER)
    assert inspector.service.client.get(f"{finding}/answer", headers=inspector.headers).status_code == 403
    assert office.send(f"{finding}/answer", {"agreed": "true", "text": "属实", **on}).status_code == 303
    assert inspector.send(f"{finding}/follow-up", {"text": "已核实", **on}).status_code == 303
    assert inspector.send(f"{finding}/close", {"outcome": "rectified", "text": "已整改", **on}).status_code == 303
    ended = seen(inspector.get(finding))
    for said in ("属实", "已核实", "整改"):
        assert said in ended
    report = seen(inspector.get("/inspections/pages-1"))
    assert "作答 1 人中 1 人" in report
    early = inspector.send("/inspections/pages-1/close", on)
    assert early.status_code == 409 or early.status_code == 422


def test_a_seed_left_to_the_seal_is_said_to_be_waited_for(inspector: Seat, service: Service) -> None:
    on = {"on": service.office.desk.clock.today().isoformat()}
    fields = {
        "inspection_id": "pages-2",
        "programme": MEDICINE,
        "period": "2017",
        "region": "990101",
        "method.confidence": "0.95",
        "method.margin": "0.05",
        **on,
    }
    assert inspector.send("/inspections/open?by=confidence", fields).status_code == 303
    shown = seen(inspector.get("/inspections/pages-2"))
    assert "由签封产生种子" in shown
    assert "z = 1.9599" in shown
    assert inspector.send("/inspections/pages-2/seed", {"entries_later": "0", **on}).status_code == 303
    waiting = inspector.send("/inspections/pages-2/draw", on)
    assert "签封" in seen(waiting.text)


def test_money_is_ordered_back_out_of_a_finding_and_the_two_name_one_another(inspector: Seat, service: Service) -> None:
    on = {"on": service.office.desk.clock.today().isoformat()}
    what = {"inspection_id": "pages-3", "programme": MEDICINE, "period": "2017", "region": "990101"}
    assert inspector.send("/inspections/open", {**what, "seed": "thrown-dice-1-6", **on}).status_code == 303
    assert inspector.send("/inspections/pages-3/draw", on).status_code == 303
    person = inspector.get("/inspections/pages-3").partition("/inspections/pages-3/people/")[2].partition('"')[0]
    here, plan = f"/inspections/pages-3/people/{person}", {"beneficiaries": person, "planned_for": on["on"]}
    assert inspector.send(f"/inspections/pages-3/plan?who={person}", plan).status_code == 303
    assert inspector.send(f"{here}/visit", {"satisfaction": "2", "remark": "", **on}).status_code == 303
    found = {"what": "facts_differ", "text": "家庭收入超过规定", "answer_due_on": "2030-12-31", **on}
    finding = inspector.send(f"{here}/finding", found).headers["location"].partition("?")[0]
    office, payout = Seat(service, Role.CASE_OFFICER), f"{MEDICINE}/2017/{person}"
    assert f'value="{payout}"' in office.get(f"{finding}/recover")
    order = {
        "recovery_id": "追字〔2030〕1号",
        "payout_id": payout,
        "amount": "1000.01",
        "ground": "not_eligible",
        "instalments.0.due_on": "2030-06-30",
        **on,
    }
    refused = office.send(f"{finding}/recover", order)
    assert refused.status_code == 409
    assert 'id="e-amount"' in refused.text
    assert office.send(f"{finding}/recover", {**order, "amount": "1000.00"}).status_code == 303
    recovery = seen(office.get("/recoveries/追字〔2030〕1号"))
    assert "1,000.00 元" in recovery
    assert "2030-06-30" in recovery
    assert "/recoveries/" in office.get(finding)
    assert f'href="{finding}' in office.get("/recoveries/追字〔2030〕1号")


def test_the_office_sees_what_came_of_it_and_not_who_was_drawn(service: Service, inspector: Seat) -> None:
    office = Seat(service, Role.CASE_OFFICER)
    office.get("/inspections/pages-1", status=403)
    auditor = Seat(service, Role.AUDITOR)
    shown = auditor.get("/inspections/pages-1")
    assert "/inspections/pages-1/people/" in shown
    assert "/inspections/pages-1/plan" not in shown


def test_the_lines_that_draw_again_are_those_of_the_recipe() -> None:
    recipe = Path("docs/recipes/redraw.py").read_text().partition("\n")[2]
    assert recipe == SCRIPT
