"""Case 002: the life secretaries (生活小秘书) of 2022, four lots for 145.18 万元, of which 140.68 万元 were paid.

Over HTTP from the tender to the bank. People, institutions, prices and months are made up; what was budgeted and what
was paid are the published figures, to the fen.
"""

from __future__ import annotations

import hashlib
import io
import time
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from application.imports import PersonRow
from domain.accounts.roles import Role
from domain.money import Money, total
from infrastructure.synthetic_people import synthetic_people
from tests.http.district import _csv
from tests.http.programme_commands import POLICY
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

AREA, PROGRAMME, TENDER = "990101", "life-secretary", "life-secretary-2022"
LEAD, CASE, FINANCE, CASHIER = Role.PROJECT_LEAD, Role.CASE_OFFICER, Role.FINANCE_OFFICER, "finance-02"
BUDGET, PAID = Money.from_wan("145.18"), Money.from_wan("140.68")
CENTRES = ("52990101MJ0000001G", "52990101MJ0000002K")
PEOPLE_A_LOT, CEILING = 5, "362950.00"
LOTS: dict[str, dict[str, Any]] = {
    "1": {"unit": "hour", "price": "42.00"},
    "2": {"unit": "piece", "price": "40.00"},
    "3": {"unit": "month", "price": "6000.00"},
    "4": {"unit": "month", "quantity": 60},
}
"""Four lots of the same sum; the last is paid by its sum, prorated over sixty months of service."""
AGREED = {"1": "40.00", "2": "38.00", "3": "5900.00", "4": None}
DAYS, PIECES = {"1": 18}, {"2": 152}
"""What everybody gets a month: eighteen days of eight hours at 40.00; 152 pieces of work at 38.00."""
DEDUCTED = "2310.00"
WORTH = {"1": "345600.00", "2": "346560.00", "3": "354000.00", "4": "360640.00"}
"""12 × 5 × 144 × 40.00; 12 × 5 × 152 × 38.00; 60 × 5,900.00; the whole sum less the deduction: 140.68 万元 together."""


class Year:
    """The story as far as it has come."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.people: list[str] = []
        self.rows: Sequence[PersonRow] = ()

    def does(self, who: Role | str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self.service.done(who, f"/v1/{path}", body)

    def refused(self, who: Role | str, path: str, body: dict[str, Any]) -> str:
        answer = self.service.post(who, f"/v1/{path}", body)
        assert answer.status_code in (409, 422), answer.text
        return str(answer.json()["code"])

    def brings(self, who: Role | str, path: str, name: str, content: bytes, **data: Any) -> dict[str, Any]:
        """Bring a file and wait for its job."""
        files = {"file": (name, content, "application/octet-stream")}
        key = {"Idempotency-Key": f"bring-{hashlib.sha256(content).hexdigest()[:20]}"}
        asked = self.service.ask(who, "POST", f"/v1/{path}", data=data, files=files, headers=key)
        assert asked.status_code == 202, asked.text
        until = time.monotonic() + 60
        while True:
            job: dict[str, Any] = self.service.get(who, asked.headers["location"]).json()
            if job["state"] not in ("waiting", "running"):
                return job
            assert time.monotonic() < until, job
            time.sleep(0.05)

    def of_lot(self, lot: str) -> list[str]:
        start = (int(lot) - 1) * PEOPLE_A_LOT
        return self.people[start : start + PEOPLE_A_LOT]


@pytest.fixture(scope="module")
def year(service: Service) -> Year:
    story = Year(service)
    service.account("township-01", Role.TOWNSHIP)
    service.account("township-02", Role.TOWNSHIP)
    service.account(CASHIER, FINANCE)
    _granted(story)
    _awarded(story)
    _served(story)
    _paid(story)
    return story


def _granted(year: Year) -> None:
    kinds = {"payee_kind": "institution", "deciding_body": "federation", "period_kind": "year", "bank_memo": "小秘书"}
    year.does(LEAD, "programmes", {"programme": PROGRAMME, "name_zh": "生活小秘书", "name_en": "Secretary"} | kinds)
    tier = {"name": "all", "shares": [{"level": "county", "kind": "general_budget", "share": "1"}]}
    standard = {"amount": "80000.00", "article": "第五条"}
    rules = POLICY | {"valid_from": "2021-12-01", "standards": [standard], "tiers": [tier]}
    year.does(LEAD, f"programmes/{PROGRAMME}/policies", rules)
    year.rows = list(synthetic_people(4 * PEOPLE_A_LOT, 22, low_income=1.0))
    accept = {"why": "登记", "on": "2021-12-06", "accept": ["column_not_read"]}
    job = year.brings("township-01", "people-imports", "people.csv", _csv(year.rows), **accept)
    assert job["state"] == "done", job
    found = year.service.get("township-01", f"/v1/jobs/{job['id']}/people").json()["items"]
    year.people = [one["beneficiary"] for one in found]
    people: dict[str, Any] = {"programme": PROGRAMME, "beneficiaries": year.people}
    year.does("township-01", "applications", people | {"area": AREA, "on": "2021-12-06"})
    said = people | {"favourable": True, "opinion": "核查属实"}
    year.does("township-02", "reviews", said | {"level": "township", "on": "2021-12-08"})
    year.does(CASE, "reviews", said | {"level": "county", "on": "2021-12-10"})
    where = {"notice_id": "n-1", "region": AREA, "place": "公示栏", "hotline": "12385", "working_days": 7}
    year.does("township-01", "notices", people | where | {"on": "2021-12-13"})
    year.does("township-01", "notices/n-1/conclude", {"on": "2021-12-27"})
    year.does(LEAD, "grants", people | {"notice_id": "n-1", "on": "2021-12-27"})
    share = {"level": "county", "kind": "general_budget", "amount": str(BUDGET)}
    fund = {"programme": PROGRAMME, "fiscal_year": 2022, "region": AREA, "document": "区财社〔2022〕8号"}
    year.does(FINANCE, "allocations", fund | {"shares": [share], "on": "2022-01-05"})


def _awarded(year: Year) -> None:
    for code in CENTRES:
        valid = {"valid_from": "2022-01-01", "valid_until": "2022-12-31", "document": "定点2022-1"}
        named = {"institution": code, "name": "示例助残中心", "programmes": [PROGRAMME]}
        year.does(LEAD, "designations", named | valid | {"on": "2021-12-20"})
    common = {"programme": PROGRAMME, "region": AREA, "fiscal_year": 2022, "ceiling": CEILING}
    lots = [{"number": number, **common, **lot} for number, lot in LOTS.items()]
    published = {"title": "生活小秘书", "document": "采购2021-7", "lots": lots, "on": "2021-12-01"}
    assert year.does(LEAD, "tenders", {"tender_id": TENDER} | published)["lots"] == 4
    for number, price in AGREED.items():
        asked = {"institution": CENTRES[int(number) % 2], "agreement_id": f"secretary-{number}", "document": "中标1"}
        path = f"tenders/{TENDER}/lots/{number}/award"
        if price:
            dearer = asked | {"price": "9999.00", "on": "2021-12-30"}
            assert year.refused(LEAD, path, dearer) == "above_price_limit"
        year.does(LEAD, path, asked | {"price": price, "on": "2021-12-30"})


def _served(year: Year) -> None:
    for month in range(1, 13):
        for lot in LOTS:
            agreement, text = f"agreements/secretary-{lot}", f"2022-{month:02d}"
            staff = {"month": text, "staff": 5, "working_days": 20, "hours_a_day": 8, "document": f"名册{month}"}
            accepted_on = str(date(2022 + month // 12, month % 12 + 1, 5))
            if lot in DAYS:
                year.does(CASE, f"{agreement}/staffing", staff | {"on": f"{text}-01"})
            lines = list(_lines(lot, year.of_lot(lot), month))
            body = {"month": text, "sheet": f"验收{text}", "lines": lines, "on": accepted_on}
            if (lot, month) == ("1", 1):
                _refused_first(year, agreement, body)
            if (lot, month) == ("1", 2):
                _brought_as_a_list(year, month, accepted_on)
                continue
            year.does(CASE, f"{agreement}/service-months", body)
    reason = {"month": "2022-12", "amount": DEDUCTED, "reason": "年度考核扣款", "document": "考核2022"}
    year.does(CASE, "agreements/secretary-4/deductions", reason | {"on": "2023-01-09"})


def _lines(lot: str, people: Sequence[str], month: int) -> Iterator[dict[str, Any]]:
    last = date(2022, month, monthrange(2022, month)[1])
    for person in people:
        if lot not in DAYS:
            yield {"beneficiary": person, "day": str(last), "signed_on": str(last), "count": PIECES.get(lot)}
        for day in range(1, DAYS.get(lot, 0) + 1):
            on = str(date(2022, month, day))
            yield {"beneficiary": person, "day": on, "start": "08:30", "end": "16:30", "signed_on": on}


def _refused_first(year: Year, agreement: str, body: dict[str, Any]) -> None:
    """Before the month is accepted: unsigned, twice at one time, and more than five people can work."""
    path, (one, *_) = f"{agreement}/service-months", body["lines"]
    unsigned = body | {"lines": [one | {"signed_on": None}]}
    assert year.refused(CASE, path, unsigned) == "sign_off_missing"
    twice = body | {"lines": [one, one | {"start": "16:00", "end": "17:00"}]}
    assert year.refused(CASE, path, twice) == "service_overlaps"
    longer = body | {"lines": [line | {"start": "00:30", "end": "23:30"} for line in body["lines"]]}
    assert year.refused(CASE, path, longer) == "beyond_staff_hours"


def _brought_as_a_list(year: Year, month: int, on: str) -> None:
    """February of the first lot comes as the institution's Excel; a row unsigned in it is named, and nothing saved."""
    rows = [
        (row.record.id_number, f"2022-{month:02d}-{day:02d}", "08:30", "16:30", f"2022-{month:02d}-{day:02d}")
        for row in year.rows[:PEOPLE_A_LOT]
        for day in range(1, DAYS["1"] + 1)
    ]
    asked = {"agreement": "secretary-1", "month": f"2022-{month:02d}", "acceptance_sheet": "验收2022-02", "on": on}
    unsigned = [*rows[:-1], (*rows[-1][:-1], None)]
    job = year.brings(CASE, "service-imports", "bad.xlsx", _workbook(unsigned), **asked)
    assert job["state"] == "refused"
    [remark] = year.service.get(CASE, f"/v1/jobs/{job['id']}/remarks").json()["items"]
    assert (remark["remark"]["code"], remark["remark"]["row"]) == ("sign_off_missing", len(rows) + 1)
    job = year.brings(CASE, "service-imports", "good.xlsx", _workbook(rows), **asked)
    assert (job["state"], job["answer"]["records"]) == ("done", len(rows))


def _workbook(rows: Sequence[tuple[str | None, ...]]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (("身份证号", "服务日期", "开始时间", "结束时间", "签字日期"), *rows):
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def _paid(year: Year) -> None:
    for lot, worth in WORTH.items():
        path, asked = f"agreements/secretary-{lot}/invoices", {"invoice_number": f"9900{lot}", "on": "2023-01-12"}
        above = asked | {"amount": str(Money.from_yuan(worth) + Money(1))}
        assert year.refused(FINANCE, path, above) == "invoice_above_accepted"
        early = asked | {"amount": worth, "on": "2022-12-10"}
        assert year.refused(FINANCE, path, early) == "invoice_before_service"
        year.does(FINANCE, path, asked | {"amount": worth})
    again = {"invoice_number": "99001", "amount": "1.00", "on": "2023-01-12"}
    assert year.refused(FINANCE, "agreements/secretary-3/invoices", again) in (
        "invoice_above_accepted",
        "invoice_of_another_agreement",
    )
    agreements = [f"secretary-{lot}" for lot in LOTS]
    batch = {"programme": PROGRAMME, "region": AREA, "period": "2022", "number": "1", "on": "2023-01-16"}
    submitted = year.does(FINANCE, "batches", batch | {"agreements": agreements})
    assert submitted["total"] == str(PAID)
    path = f"batches/{PROGRAMME}~2022~1"
    for step in (LEAD, Role.DIVISION_LEADER, Role.COLLECTIVE_MEETING, Role.UNIT_HEAD):
        body: dict[str, Any] = {"step": step.value, "digest": submitted["digest"], "on": "2023-01-17"}
        if step is Role.COLLECTIVE_MEETING:
            there = {"attendees": ["unit-head", "division-leader", "discipline"], "minutes_sha256": "ab" * 32}
            body["minutes"] = there | {"held_on": "2023-01-17", "minutes_number": "会议纪要〔2023〕1号"}
        year.does(step, f"{path}/approvals", body)
    year.does(CASHIER, f"{path}/release", {"value_date": "2023-01-18"})
    payouts = _payouts(year)
    lines = [{"kind": "settled", "beneficiary": one["beneficiary"], "amount": one["amount"]} for one in payouts]
    result = {"statement": "回单", "statement_sha256": "cd" * 32, "lines": lines, "on": "2023-01-19"}
    year.does(CASHIER, f"{path}/bank-results", result)


def _payouts(year: Year) -> list[dict[str, Any]]:
    found = year.service.get(Role.AUDITOR, "/v1/payouts", batch=f"{PROGRAMME}/2022/1", limit=1000).json()["items"]
    assert isinstance(found, list)
    return found


def test_what_was_paid_is_the_published_figure_and_what_is_left_is_the_rest_of_the_budget(year: Year) -> None:
    shown = year.service.get(Role.AUDITOR, "/v1/position", programme=PROGRAMME).json()["item"]
    [only] = shown["totals"]
    assert (only["level"], only["balance"]["settled"]) == ("county", "1406800.00")
    assert only["balance"]["available"] == str(BUDGET - PAID) == "45000.00"


def test_each_lot_is_paid_its_accepted_service_to_the_fen(year: Year) -> None:
    by_lot: dict[str, list[Money]] = {}
    for one in _payouts(year):
        by_lot.setdefault(one["payee"].removeprefix("secretary-"), []).append(Money.from_yuan(one["amount"]))
    assert {lot: str(total(amounts)) for lot, amounts in by_lot.items()} == WORTH
    assert {len(amounts) for amounts in by_lot.values()} == {PEOPLE_A_LOT}


def test_every_agreement_foots_accepted_less_deducted_invoiced_and_paid(year: Year) -> None:
    rows = year.service.get(Role.AUDITOR, "/v1/agreements").json()["items"]
    assert len(rows) == 4
    for row in rows:
        accepted, deducted = Money.from_yuan(row["accepted"]), Money.from_yuan(row["deducted"])
        assert str(accepted - deducted) == row["invoiced"] == row["committed"] == WORTH[row["agreement"][-1]]


def test_the_prorated_lot_earned_its_whole_sum_before_the_deduction(year: Year) -> None:
    rows = year.service.get(Role.AUDITOR, "/v1/agreements").json()["items"]
    [last] = [row for row in rows if row["agreement"] == "secretary-4"]
    assert (last["accepted"], last["deducted"]) == (CEILING, DEDUCTED)


def test_what_was_tried_is_kept_for_the_auditor(year: Year) -> None:
    kept = {one["rule"] for one in year.service.get(Role.AUDITOR, "/v1/refusals", limit=1000).json()["items"]}
    tried = {"above_price_limit", "sign_off_missing", "service_overlaps", "beyond_staff_hours"}
    assert tried | {"invoice_above_accepted", "invoice_before_service"} <= kept


def test_records_and_lots_go_along_as_a_spreadsheet(year: Year) -> None:
    lots = year.service.get(Role.AUDITOR, "/v1/tender-lots").json()["items"]
    assert [(one["lot"], one["stage"], one["agreed_price"]) for one in lots] == [
        (number, "awarded", price) for number, price in AGREED.items()
    ]
    answer = year.service.get(Role.AUDITOR, "/v1/service-records", agreement="secretary-1", format="csv")
    assert len(answer.text.strip().splitlines()) == 1 + 12 * PEOPLE_A_LOT * DAYS["1"]
