"""A year's levy over HTTP, from the terms to the treasury: every figure, every refusal, and no way to spend a fen."""

from __future__ import annotations

from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.levy_commands import FIGURES, TERMS
from tests.support.service import Service

CASE, LEAD, FINANCE, HEAD = Role.CASE_OFFICER, Role.PROJECT_LEAD, Role.FINANCE_OFFICER, Role.UNIT_HEAD
SMALL, PLANT, MILL = "91990101MA00000022", "91990101MA0000001Y", "91990101MA00000035"
OF_PLANT = f"/v1/levy-assessments/2017~{PLANT}"
LINE = "2017/psy-medicine/990101/municipal/general_budget/财社〔2016〕114号"
YEAR = "employment_security_fund"


def employer(code: str, name: str, **figures: Any) -> dict[str, Any]:
    return (
        FIGURES
        | {"fiscal_year": 2017, "region": "990101", "employer": code, "name": name, "on": "2017-06-05"}
        | figures
    )


@pytest.fixture(scope="module", autouse=True)
def levied(service: Service) -> None:
    """Terms, and three employers: one exempt, one at 0.89 %, one at 1 %."""
    assert service.done(LEAD, "/v1/levy-terms", TERMS)["version"] == 1
    few = employer(SMALL, "示例小店", headcount="30", arranged=[])
    mill = employer(MILL, "示例纺织厂", headcount="100")
    answers = [service.done(CASE, "/v1/levy-assessments", one) for one in (few, employer(PLANT, "示例制造厂"), mill)]
    assert [one["amount"] for one in answers] == ["0.00", "43312.57", "17500.03"]


def refused(service: Service, who: Role, path: str, body: dict[str, Any]) -> tuple[int, str]:
    answer = service.post(who, path, body)
    return answer.status_code, answer.json()["code"]


def test_a_years_levy_comes_in_to_the_fen_and_goes_to_the_treasury(service: Service) -> None:
    paid = {"voucher": "残保-1", "on": "2017-06-20"}
    assert service.done(FINANCE, f"{OF_PLANT}/receipts", paid | {"amount": "20000.00"})["owed"] == "23312.57"
    decided = {"document": "财综〔2017〕9号", "on": "2017-06-26"}
    assert service.done(HEAD, f"{OF_PLANT}/reliefs", decided | {"amount": "3312.57"})["owed"] == "20000.00"
    assert service.done(HEAD, f"{OF_PLANT}/deferrals", decided | {"until": "2017-12-29"})["due_on"] == "2017-12-29"
    rest = {"voucher": "残保-2", "on": "2018-01-04", "amount": "20000.00"}
    assert service.done(FINANCE, f"{OF_PLANT}/receipts", rest)["owed"] == "0.00"
    mill = f"/v1/levy-assessments/2017~{MILL}"
    service.done(FINANCE, f"{mill}/receipts", {"amount": "17500.03", "voucher": "残保-3", "on": "2017-06-30"})
    corrected = FIGURES | {"headcount": "100", "arranged": [{"group": "severe", "people": "1"}], "on": "2017-07-03"}
    told = service.done(CASE, f"{mill}/corrections", corrected | {"reason": "二级证漏算"})
    assert told["amount"] == "0.00"
    rows = service.get(Role.AUDITOR, "/v1/levy-assessments", year=2017).json()["items"]
    assert [(row["name"], row["stage"], row["paid"], row["owed"], row["overpaid"]) for row in rows] == [
        ("示例小店", "nothing_owed", "0.00", "0.00", "0.00"),
        ("示例制造厂", "paid", "40000.00", "0.00", "0.00"),
        ("示例纺织厂", "overpaid", "17500.03", "0.00", "17500.03"),
    ]
    one = service.get(Role.AUDITOR, OF_PLANT).json()["item"]
    assert (one["relieved"], one["pay_by"], one["headcount"]) == ("3312.57", "2017-12-29", "112.5")
    lines = service.get(Role.AUDITOR, f"{OF_PLANT}/workings").json()["items"]
    assert [line["result"] for line in lines][-3:] == ["2/225", "43312.57425", "43312.57"]
    accounts = {row["account"]: row for row in service.get(Role.AUDITOR, "/v1/revenue-accounts").json()["items"]}
    assert accounts[f"2017/{YEAR}"]["collected"] == "37500.03"
    assert accounts[f"2018/{YEAR}"]["collected"] == "20000.00"
    remitted = {"fiscal_year": 2017, "kind": YEAR, "amount": "37500.03", "voucher": "缴库-1", "on": "2017-12-31"}
    service.done(FINANCE, "/v1/revenue/remittances", remitted)
    held = service.get(Role.AUDITOR, "/v1/revenue-accounts", year=2017).json()["items"][0]
    assert (held["remitted"], held["balance"]) == ("37500.03", "0.00")
    refund = {"amount": "17500.03", "document": "财综〔2017〕12号", "voucher": "退库-1", "on": "2017-08-01"}
    assert refused(service, FINANCE, f"{mill}/refunds", refund) == (403, "not_permitted")
    assert refused(service, HEAD, f"{mill}/refunds", refund | {"amount": "17500.04"}) == (
        409,
        "more_refund_than_is_overpaid",
    )
    assert service.done(HEAD, f"{mill}/refunds", refund | {"amount": "7500.00"})["overpaid"] == "10000.03"
    rest = {"amount": "10000.03", "voucher": "退库-2"}
    assert service.done(HEAD, f"{mill}/refunds", refund | rest)["overpaid"] == "0.00"
    after = service.get(Role.AUDITOR, mill).json()["item"]
    assert (after["paid"], after["refunded"], after["overpaid"], after["stage"]) == (
        "17500.03",
        "17500.03",
        "0.00",
        "nothing_owed",
    )
    held = service.get(Role.AUDITOR, "/v1/revenue-accounts", year=2017).json()["items"][0]
    assert (held["refunded"], held["balance"]) == ("17500.03", "0.00")


def test_fees_come_in_by_the_list_and_only_by_it(service: Service) -> None:
    charge = {
        "charge": "training",
        "name": "技能培训",
        "unit": "人次",
        "document": "价费〔2016〕3号",
        "on": "2017-01-03",
    }
    service.done(FINANCE, "/v1/charges", charge | {"price": "80.00", "valid_from": "2017-01-01"})
    service.done(
        FINANCE, "/v1/charges", charge | {"price": "90.00", "valid_from": "2017-07-01", "valid_to": "2017-12-31"}
    )
    fee, fees = {"units": 3, "amount": "240.00", "voucher": "票-1", "on": "2017-06-30"}, "/v1/charges/training/fees"
    assert service.done(FINANCE, fees, fee)["amount"] == "240.00"
    for path, changed, code in (
        (fees, {"voucher": "票-2", "on": "2017-07-01"}, (422, "fee_does_not_foot")),
        (fees, {"voucher": "票-2", "on": "2018-01-02"}, (409, "no_price_on_the_day")),
        (fees, {}, (409, "voucher_used")),
        ("/v1/charges/parking/fees", {"voucher": "票-2"}, (404, "no_such_charge")),
    ):
        assert refused(service, FINANCE, path, fee | changed) == code
    ends = [(row["price"], row["valid_to"]) for row in service.get(Role.AUDITOR, "/v1/charges").json()["items"]]
    assert ends == [("80.00", "2017-06-30"), ("90.00", "2017-12-31")]
    [row] = service.get(Role.AUDITOR, "/v1/fees").json()["items"]
    assert (row["name"], row["fee_units"], row["amount"]) == ("技能培训", 3, "240.00")


def test_what_is_not_owed_not_decided_or_decided_by_the_same_hands_is_refused(service: Service) -> None:
    small, decided = f"/v1/levy-assessments/2017~{SMALL}", {"document": "财综〔2017〕9号", "on": "2017-06-26"}
    receipt = {"amount": "0.01", "voucher": "残保-9", "on": "2017-06-20"}
    assert refused(service, FINANCE, f"{small}/receipts", receipt) == (409, "more_levy_than_is_owed")
    assert refused(service, HEAD, f"{small}/reliefs", decided | {"amount": "0.01"}) == (409, "more_relief_than_is_owed")
    assert refused(service, HEAD, f"{small}/deferrals", decided | {"until": "2017-12-31"}) == (409, "nothing_to_defer")
    again = employer(SMALL, "示例小店", headcount="31")
    assert refused(service, CASE, "/v1/levy-assessments", again) == (409, "levy_assessed_already")
    elsewhere = employer("91990101MA00000048", "示例矿", fiscal_year=2018, on="2018-06-05")
    assert refused(service, CASE, "/v1/levy-assessments", elsewhere) == (409, "no_levy_terms")
    wrong = employer("91990101MA0000004H", "示例矿")
    assert refused(service, CASE, "/v1/levy-assessments", wrong) == (422, "credit_code_check_digit")
    lapsed = TERMS | {"fiscal_year": 2028, "on": "2017-06-05"}
    assert refused(service, LEAD, "/v1/levy-terms", lapsed) == (409, "levy_preference_has_lapsed")
    for who, path in ((FINANCE, "levy-assessments"), (CASE, "levy-terms")):
        body = TERMS if path == "levy-terms" else employer("91990101MA00000048", "示例矿")
        assert refused(service, who, f"/v1/{path}", body) == (403, "not_permitted")
    kept = {row["rule"] for row in service.get(Role.AUDITOR, "/v1/refusals").json()["items"]}
    assert {"more_levy_than_is_owed", "more_relief_than_is_owed", "levy_preference_has_lapsed"} <= kept


@pytest.mark.parametrize("account", [f"revenue~2017~{YEAR}", f"2017~{YEAR}", "revenue~2017~fees"])
def test_no_fund_line_is_a_revenue_account(service: Service, account: str) -> None:
    """What asks for a line of funds is asked with revenue in its place."""
    told = {"amount": "1.00", "document": "财社〔2017〕9号", "on": "2017-07-03"}
    for path, more in (
        (f"/v1/fund-lines/{account}/moves", {"to_line": LINE}),
        (f"/v1/fund-lines/{LINE.replace('/', '~')}/moves", {"to_line": account.replace("~", "/")}),
        (f"/v1/fund-lines/{account}/additions", {}),
    ):
        status, code = refused(service, FINANCE, path, told | more)
        assert (status, code) in {
            (404, "no_such_line"),
            (403, "earmarked_use"),
            (409, "earmarked_use"),
            (422, "earmarked_use"),
        }
