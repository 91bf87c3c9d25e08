"""Batches on their pages: tried before they are built, approved as they were shown, followed to the bank and back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from httpx2 import Response

from api.demo.rules import MEDICINE
from domain.accounts.roles import Role
from infrastructure.synthetic_people import synthetic_people
from tests.support.granted import grant_medicine
from tests.support.seat import Seat, seen
from tests.support.service import PASSWORD, Service

BATCH = f"/batches/{MEDICINE}~2017~1"
APPROVERS = (Role.PROJECT_LEAD, Role.DIVISION_LEADER, Role.COLLECTIVE_MEETING, Role.UNIT_HEAD)
BUILD = f"/batches/build?programme={MEDICINE}"
ASKED = {"period": "2017", "region": "990101", "number": "1", "on": "2017-04-17"}
PERSONS = list(synthetic_people(8, 17, types=(6,), low_income=1.0))
MINUTES = {
    "minutes.held_on": "2017-04-20",
    "minutes.minutes_number": "会议纪要〔2017〕4号",
    "minutes.attendees": "unit-head\ndivision-leader\ndiscipline-01",
}


@dataclass
class Office:
    """Everybody's seat, and the ids of the people granted."""

    service: Service
    people: Sequence[str]

    def at(self, who: Role | str) -> Seat:
        return Seat(self.service, who)

    @property
    def builder(self) -> Seat:
        return self.at("finance-01")

    @property
    def payer(self) -> Seat:
        return self.at("finance-02")

    def approve(self, role: Role, day: int) -> Response:
        fields = {"on": f"2017-04-{day}"}
        if role is not Role.COLLECTIVE_MEETING:
            return self.at(role).send(f"{BATCH}/approve", fields)
        file = {"minutes.file": ("minutes.pdf", b"minutes", "application/pdf")}
        return self.at(role).send(f"{BATCH}/approve", {**fields, **MINUTES}, files=file)


@pytest.fixture(scope="module")
def office(service: Service) -> Office:
    """Eight people granted, and provincial money that does not suffice yet."""
    service.account("finance-01", Role.FINANCE_OFFICER)
    service.account("finance-02", Role.FINANCE_OFFICER)
    return Office(service, grant_medicine(service.office.desk, people=8))


def allocated(office: Office, level: str, amount: str) -> None:
    office.service.done(
        "finance-01",
        "/v1/allocations",
        {
            "programme": MEDICINE,
            "fiscal_year": 2017,
            "region": "990101",
            "document": "财社〔2016〕114号",
            "shares": [{"level": level, "kind": "general_budget", "amount": amount}],
            "on": "2017-01-10",
        },
    )


def led_to(answer: Response) -> str:
    assert answer.status_code == 303, seen(answer.text)[:1500]
    return unquote(answer.headers["location"])


def test_a_list_of_the_office_is_tried_and_every_cell_that_differs_is_named(office: Office) -> None:
    assert office.service.ask("finance-01", "GET", "/batches/list-form.xlsx").content[:2] == b"PK"
    rows = [(person.record.id_number, "1000.00") for person in PERSONS]
    rows[2] = (rows[2][0], "999.00")
    stranger = next(iter(synthetic_people(1, 99))).record.id_number
    rows[5] = (stranger, "1000.00")
    text = "\n".join(["身份证号,金额", *(",".join(row) for row in rows)])
    file = {"file": ("list.csv", text.encode("utf-8-sig"), "text/csv")}
    fields = {**ASKED, "rehearse": "true"}
    brought = led_to(office.builder.send(f"{BUILD}&by=list", fields, files=file))
    page, until = office.builder.get(brought), time.monotonic() + 60
    while "处理进度" in page and time.monotonic() < until:
        time.sleep(0.05)
        page = office.builder.get(brought)
    said = seen(page)
    assert "CSV 4 B 金额 999.00" in said
    assert "CSV 7 A 身份证号" in said
    assert stranger not in said
    nothing = office.builder.send(f"{BUILD}&by=list", fields)
    assert 'id="e-file"' in nothing.text


def test_without_money_nothing_is_built_and_the_form_keeps_what_was_typed_beside_what_there_is(office: Office) -> None:
    allocated(office, "provincial", "6400.00")
    answer = office.builder.send(BUILD, {**ASKED, "rehearse": "true"})
    said = seen(answer.text)
    assert answer.status_code == 409
    assert "未记录任何内容" in said
    assert "省级 一般公共预算 6,400.00" in said
    assert 'value="2017-04-17"' in answer.text


def test_a_trial_says_who_is_paid_from_where_and_who_is_left_out_and_why_and_records_nothing(office: Office) -> None:
    allocated(office, "municipal", "1600.00")
    death = {"died_on": "2016-12-31", "source": "公安户籍注销"}
    office.service.done(Role.CASE_OFFICER, f"/v1/beneficiaries/{office.people[0]}/death", death)
    before = office.service.office.desk.log.head()
    said = seen(office.builder.send(BUILD, {**ASKED, "rehearse": "true"}).text)
    assert "金额 7,000.00 元 0.7 万元 大写 柒仟元整" in said
    assert "指标内 7 7,000.00 5,600.00 1,400.00" in said
    assert "省级 一般公共预算 6,400.00 5,600.00 800.00" in said
    assert f"已取消资格：1 人 名单 {office.people[0]} 已取消资格 · 已去世" in said
    assert office.service.office.desk.log.head() == before


def test_a_form_sent_twice_builds_one_batch(office: Office) -> None:
    fields = {**office.builder.form(BUILD)[1], **ASKED}
    first, again = (office.builder.post(BUILD, fields) for _ in range(2))
    assert led_to(first) == led_to(again)
    assert led_to(first).startswith(f"{BATCH}?recorded=")


def test_a_page_says_whose_turn_it_is_and_offers_it_to_them_alone(office: Office) -> None:
    assert f'href="{BATCH}/approve"' in office.at(Role.PROJECT_LEAD).get(BATCH)
    for other in ("finance-01", Role.UNIT_HEAD, Role.AUDITOR):
        assert f'href="{BATCH}/approve"' not in office.at(other).get(BATCH)
    assert "待您办理" in seen(office.at(Role.PROJECT_LEAD).get("/approvals"))
    assert "没有待您办理的批次" in seen(office.at(Role.UNIT_HEAD).get("/approvals"))


def test_a_password_alone_is_led_to_the_second_factor_and_back(office: Office) -> None:
    office.service.account("lead-02", Role.PROJECT_LEAD)
    credentials = office.service.office.credentials
    secret = credentials.invite("lead-02", by="admin").secret
    credentials.set_first_password(secret, PASSWORD, from_address="127.0.0.1")
    session = credentials.sign_in("lead-02", PASSWORD, from_address="127.0.0.1").token
    seat = Seat(office.service, "lead-02", session=session)
    answer = office.service.client.get(f"{BATCH}/approve", headers=seat.headers, follow_redirects=False)
    assert led_to(answer) == f"/second-factor?onward={BATCH}/approve"


def test_what_was_sent_back_and_built_anew_says_what_changed_and_an_old_form_approves_nothing(office: Office) -> None:
    lead = office.at(Role.PROJECT_LEAD)
    old = {**lead.form(f"{BATCH}/approve")[1], "on": "2017-04-19"}
    empty = lead.send(f"{BATCH}/send-back", {"reason": "", "on": "2017-04-18"})
    assert (empty.status_code, 'id="e-reason"' in empty.text) == (422, True)
    led_to(lead.send(f"{BATCH}/send-back", {"reason": "请剔除一人", "on": "2017-04-18"}))
    assert "请剔除一人" in seen(office.builder.get(BATCH))
    gone = office.people[1]
    death = {"died_on": "2016-12-30", "source": "公安户籍注销"}
    office.service.done(Role.CASE_OFFICER, f"/v1/beneficiaries/{gone}/death", death)
    led_to(office.builder.send(BUILD, {**ASKED, "on": "2017-04-19"}))
    said = seen(lead.get(BATCH))
    assert "金额：原 7,000.00 元，现 6,000.00 元。" in said
    assert f"{gone} 剔除 指标内 · 1,000.00 元 —" in said
    refused = lead.post(f"{BATCH}/approve", old)
    assert refused.status_code == 409, seen(refused.text)
    assert "批次内容与审核时不一致" in seen(refused.text)


def test_the_meeting_brings_its_minutes_or_its_step_is_not_taken(office: Office) -> None:
    led_to(office.approve(Role.PROJECT_LEAD, 19))
    led_to(office.approve(Role.DIVISION_LEADER, 20))
    missing = office.at(Role.COLLECTIVE_MEETING).send(f"{BATCH}/approve", {"on": "2017-04-20", **MINUTES})
    assert 'id="e-minutes.file"' in missing.text
    led_to(office.approve(Role.COLLECTIVE_MEETING, 20))
    said = seen(office.at(Role.AUDITOR).get(BATCH))
    assert "会议纪要 会议纪要〔2017〕4号" in said
    assert "unit-head、division-leader、discipline-01" in said
    led_to(office.approve(Role.UNIT_HEAD, 21))


def test_whoever_built_it_does_not_release_it(office: Office) -> None:
    assert f'href="{BATCH}/release"' not in office.builder.get(BATCH)
    refused = office.builder.send(f"{BATCH}/release", {"value_date": "2017-04-25"})
    assert "组批" in seen(refused.text) or "经办" in seen(refused.text)
    assert refused.status_code >= 400
    led_to(office.payer.send(f"{BATCH}/release", {"value_date": "2017-04-25"}))
    assert "有 6 笔在途" in seen(office.payer.get(BATCH))


def test_the_people_of_a_batch_are_narrowed_ordered_and_added_up_here_and_taken_along_as_chosen(office: Office) -> None:
    everybody = seen(office.payer.get(BATCH))
    assert "共 6 行。 合计 6,000.00 元" in everybody
    one = office.people[5]
    chosen = office.payer.get(f"{BATCH}?beneficiary={one}&order=amount&reverse=true")
    assert "共 1 行。 合计 1,000.00 元" in seen(chosen)
    assert 'aria-sort="descending"' in chosen
    file = office.payer.get(f"{BATCH}/selection?format=csv&beneficiary={one}")
    assert one in file
    assert office.people[4] not in file
    assert "共 0 行。" in seen(office.payer.get(f"{BATCH}?tier=over_quota"))


def test_the_bank_s_file_is_handed_out_for_a_reason_to_who_pays(office: Office) -> None:
    office.at(Role.AUDITOR).get(f"{BATCH}/bank-file", status=403)
    empty = office.payer.send(f"{BATCH}/bank-file", {"why": ""})
    assert (empty.status_code, 'id="e-why"' in empty.text) == (422, True)
    file = office.payer.send(f"{BATCH}/bank-file", {"why": "送银行付款", "format": "csv"})
    assert file.status_code == 200
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.text.count("9999") >= 6


def test_the_bank_s_word_on_one_payment_is_posted_and_what_came_back_is_dealt_with_at_the_returns_desk(
    office: Office,
) -> None:
    person = office.people[5]
    payout = f"/payouts/{MEDICINE}~2017~{person}"
    word = {"outcome": "returned", "reason": "account_closed", "bank_words": "已销户", "statement": "回单 1"}
    file = {"statement_file": ("s.pdf", b"statement", "application/pdf")}
    wrong = office.payer.send(f"{payout}/result", {**word, "amount": "999.00", "on": "2017-04-26"}, files=file)
    assert wrong.status_code >= 400
    led_to(office.payer.send(f"{payout}/result", {**word, "on": "2017-04-26"}, files=file))
    assert "银行退回" in seen(office.payer.get(payout))
    assert "账户已销户" in seen(office.payer.get("/returns"))
    builders = office.builder.get("/returns")
    assert "重发须由他人办理" in seen(builders)
    given_up = {"reason": "本人已去世", "on": "2017-05-03"}
    led_to(office.payer.send(f"{BATCH}/cancel?beneficiary={person}", given_up))
    assert "没有待处理的退回" in seen(office.payer.get("/returns"))
    assert "已注销 1 1,000.00" in seen(office.payer.get(BATCH))


def test_a_batch_is_shown_as_it_stood_and_nothing_is_done_to_the_past(office: Office) -> None:
    history = office.service.office.desk.log.stream(f"batch/{MEDICINE}/2017/1")
    submitted = next(entry.position for entry in history if entry.name == "batch.submitted.1")
    page = office.at(Role.PROJECT_LEAD).get(f"{BATCH}?as_of={submitted}")
    assert "待审批" in seen(page)
    assert "项目负责人：同意" not in seen(page)
    assert f"{BATCH}/approve" not in page
    assert f"as_of={submitted}" in page
    by_then = office.at(Role.AUDITOR).get(f"{BATCH}?effective=2017-04-18")
    assert "已退审" in seen(by_then)
    assert "第 2 版" not in seen(by_then)
