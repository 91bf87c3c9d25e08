"""Three ledgers of one database, each served by itself: what the province sends reaches the county, or it shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from application.invariants import breaches
from domain.accounts.roles import Role
from tests.http.programme_commands import opening
from tests.support.service import Service, running_service

pytestmark = pytest.mark.slow

FINANCE, LEADER, AUDITOR = Role.FINANCE_OFFICER, Role.DIVISION_LEADER, Role.AUDITOR
REGIONS = {"province": "990000", "city": "990100", "county": "990101"}
PROGRAMME, FROM_ABOVE, DOWN, FURTHER = "psy-medicine", "财社〔2025〕80号", "省财社〔2026〕3号", "市财社〔2026〕9号"
Services = dict[str, Service]


@pytest.fixture(scope="module")
def services(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(running_service(fresh_database, tmp_path_factory.mktemp(name), ledger=name))
            for name in REGIONS
        }
        for service in running.values():
            service.done(Role.PROJECT_LEAD, "/v1/programmes", opening(PROGRAMME, "person"))
        for name in ("province", "city"):
            _rule(running[name], "2020-01-01", ["municipal", "county"], "省残联发〔2019〕9号")
        shares = [
            {"level": "national", "kind": "general_budget", "amount": "9000.00"},
            {"level": "provincial", "kind": "lottery", "amount": "1000.00"},
        ]
        facts = {"programme": PROGRAMME, "fiscal_year": 2026, "region": "990000", "document": FROM_ABOVE}
        running["province"].done(FINANCE, "/v1/allocations", {**facts, "shares": shares, "on": "2026-01-05"})
        yield running


def _rule(service: Service, since: str, levels: list[str], document: str) -> None:
    body = {"valid_from": since, "to_levels": levels, "instead": "由财政部门下达", "document": document}
    service.done(LEADER, "/v1/transmission-rules", {**body, "on": "2026-01-02"})


def line(ledger: str, document: str, source: str = "national/general_budget") -> str:
    return f"2026/{PROGRAMME}/{REGIONS[ledger]}/{source}/{document}"


def sending(receiver: str, document: str, **parts: str) -> dict[str, Any]:
    return {
        "to_ledger": receiver,
        "to_region": REGIONS[receiver],
        "document": document,
        "parts": [{"line": name, "amount": amount} for name, amount in parts.items()],
        "on": "2026-02-02",
    }


def receiving(sender: str, receiver: str, document: str, **sources: str) -> dict[str, Any]:
    named = {"national": "general_budget", "provincial": "lottery"}
    return {
        "programme": PROGRAMME,
        "fiscal_year": 2026,
        "region": REGIONS[receiver],
        "from_ledger": sender,
        "from_region": REGIONS[sender],
        "document": document,
        "shares": [{"level": level, "kind": named[level], "amount": amount} for level, amount in sources.items()],
        "on": "2026-02-05",
    }


def unmatched(services: Services, ledger: str, who: Role = AUDITOR) -> list[dict[str, Any]]:
    for service in services.values():
        service.office.desk.views.wait_for(service.office.desk.log.head())
    found: list[dict[str, Any]] = json.loads(services[ledger].get(who, "/v1/unmatched-transmissions").content)["items"]
    return found


def refused(services: Services, ledger: str, path: str, body: dict[str, Any]) -> tuple[int, str]:
    answer = services[ledger].post(FINANCE, path, body)
    return answer.status_code, answer.json()["code"]


def test_a_province_s_money_reaches_the_county_through_the_city_and_every_ledger_foots(services: Services) -> None:
    both = {line("province", FROM_ABOVE): "4000.00", line("province", FROM_ABOVE, "provincial/lottery"): "250.50"}
    sent = services["province"].done(FINANCE, "/v1/transmissions", sending("city", DOWN, **both))
    assert (sent["transmission"], sent["total"]) == (f"2026/{PROGRAMME}/990000/city/{DOWN}", "4250.50")
    [here], [there] = unmatched(services, "province"), unmatched(services, "city")
    assert (here["side"], here["match"], here["counterpart"]) == ("sender", "not_received", "city")
    assert (there["side"], there["match"], there["counterpart"]) == ("receiver", "not_received", "province")
    assert unmatched(services, "county") == []

    receipt = receiving("province", "city", DOWN, national="4000.00", provincial="250.50")
    wrong = receiving("province", "city", DOWN, national="4250.50")
    assert refused(services, "city", "/v1/received-funds", wrong) == (409, "receipt_differs")
    services["city"].done(FINANCE, "/v1/received-funds", receipt)
    assert refused(services, "city", "/v1/received-funds", receipt) == (409, "already_received")
    back = {"document": "省财社〔2026〕40号", "on": "2026-03-01"}
    taking_back = f"/v1/transmissions/{sent['transmission'].replace('/', '~')}/takings-back"
    assert refused(services, "province", taking_back, back) == (409, "already_received")

    onward = sending("county", FURTHER, **{line("city", DOWN): "3999.99"})
    name = services["city"].done(FINANCE, "/v1/transmissions", onward)["transmission"]
    services["county"].done(FINANCE, "/v1/received-funds", receiving("city", "county", FURTHER, national="3999.99"))
    assert [unmatched(services, ledger) for ledger in REGIONS] == [[], [], []]

    stands = {ledger: _totals(services[ledger]) for ledger in REGIONS}
    assert stands["province"]["national/general_budget"] == ("9000.00", "5000.00", "4000.00")
    assert stands["city"]["national/general_budget"] == ("4000.00", "0.01", "3999.99")
    assert stands["city"]["provincial/lottery"] == ("250.50", "250.50", "0.00")
    assert stands["county"]["national/general_budget"] == ("3999.99", "3999.99", "0.00")
    listed = services["city"].get(AUDITOR, "/v1/transmissions").json()["items"]
    assert [(row["stage"], row["amount"], row["pass_on_by"]) for row in listed] == [
        ("received", "4000.00", "2026-03-07"),
        ("received", "250.50", "2026-03-07"),
        ("sent", "3999.99", None),
    ]
    path = f"/v1/fund-lines/{line('county', FURTHER).replace('/', '~')}/trail"
    came = services["county"].get(AUDITOR, path).json()["item"]["movements"]
    assert [(step["movement"], step["transmission"]) for step in came] == [("receive", name)]
    for service in services.values():
        log = service.office.desk.log
        assert list(breaches(log.after(0, limit=log.head()))) == []


def _totals(service: Service) -> dict[str, tuple[str, str, str]]:
    totals = service.get(FINANCE, "/v1/position").json()["item"]["totals"]
    columns = ("allocated", "available", "transmitted")
    return {f"{one['level']}/{one['kind']}": tuple(one["balance"][name] for name in columns) for one in totals}


def test_what_was_not_received_is_taken_back_and_then_cannot_be_received(services: Services) -> None:
    document = "省财社〔2026〕11号"
    parts = {line("province", FROM_ABOVE): "100.00"}
    name = services["province"].done(FINANCE, "/v1/transmissions", sending("county", document, **parts))["transmission"]
    back = {"document": "省财社〔2026〕41号", "on": "2026-03-01"}
    before = _totals(services["province"])
    services["province"].done(FINANCE, f"/v1/transmissions/{name.replace('/', '~')}/takings-back", back)
    after = _totals(services["province"])
    assert (before["national/general_budget"][2], after["national/general_budget"][2]) == ("4100.00", "4000.00")
    receipt = receiving("province", "county", document, national="100.00")
    assert refused(services, "county", "/v1/received-funds", receipt) == (409, "already_taken_back")
    assert unmatched(services, "county") == []


def test_a_later_rule_closes_the_direct_way_and_says_by_which_document(services: Services) -> None:
    _rule(services["province"], "2026-02-01", ["municipal"], "省残联发〔2026〕18号")
    body = sending("county", "省财社〔2026〕12号", **{line("province", FROM_ABOVE): "1.00"})
    answer = services["province"].post(FINANCE, "/v1/transmissions", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "may_not_transmit")
    assert "省残联发〔2026〕18号" in answer.json()["detail"]
    _rule(services["province"], "2026-02-01", ["municipal", "county"], "省残联发〔2026〕19号")
    nothing = receiving("province", "county", "省财社〔2026〕12号", national="1.00")
    assert refused(services, "county", "/v1/received-funds", nothing) == (409, "not_transmitted")


def test_of_a_receipt_and_a_taking_back_at_the_same_instant_only_one_comes_about(services: Services) -> None:
    for number in range(60, 66):
        document = f"省财社〔2026〕{number}号"
        body = sending("city", document, **{line("province", FROM_ABOVE): "1.00"})
        name = services["province"].done(FINANCE, "/v1/transmissions", body)["transmission"]
        path = f"/v1/transmissions/{name.replace('/', '~')}/takings-back"
        back = {"document": "省财社〔2026〕42号", "on": "2026-03-01"}
        receipt = receiving("province", "city", document, national="1.00")
        with ThreadPoolExecutor() as both:
            answers = [
                both.submit(services["province"].post, FINANCE, path, back),
                both.submit(services["city"].post, FINANCE, "/v1/received-funds", receipt),
            ]
        assert sorted(one.result().status_code for one in answers) == [200, 409]
        assert unmatched(services, "province") == []
