"""Pages of people, cases and notices: who may what, what is refused beside which field, and what never shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from api.demo.rules import MEDICINE
from application.people import AccessAction
from application.public_notices import READER
from domain.accounts.roles import Role
from domain.masking import masked_name
from tests.support.casework import (
    HOTLINE,
    applied,
    days_ago,
    medicine_is_open,
    people,
    person_form,
    posted,
    registered,
    reviewed,
)
from tests.support.seat import Seat, seen
from tests.support.service import Service

ROWS = people(6, 31)
POOR = people(1, 77, low_income=0.0)[0]


@dataclass
class Office:
    """A township that takes people in, one that reviews, the county, and a decider; and the people's ids."""

    service: Service
    today: date
    clerk: Seat
    township: Seat
    county: Seat
    lead: Seat
    ids: list[str]

    def ago(self, days: int) -> str:
        return days_ago(days, self.today)


@pytest.fixture(scope="module")
def office(service: Service) -> Office:
    medicine_is_open(service.office.desk)
    today = service.office.desk.clock.today()
    clerk, township = (Seat(service, service.account(name, Role.TOWNSHIP)) for name in ("clerk", "reviewer"))
    made = Office(
        service, today, clerk, township, Seat(service, Role.CASE_OFFICER), Seat(service, Role.PROJECT_LEAD), []
    )
    made.ids = [registered(clerk, row, today - timedelta(days=300)) for row in (*ROWS, POOR)]
    return made


@pytest.fixture(scope="module")
def notice(office: Office) -> str:
    """Three people, applied for, reviewed twice, and posted 25 days ago."""
    for person in office.ids[:3]:
        case = applied(office.clerk, person, office.ago(40))
        assert reviewed(office.township, case, office.ago(38)) == 303
        assert reviewed(office.county, case, office.ago(36)) == 303
    return posted(office.clerk, "药费-1", office.ago(25))


def nobody(service: Service, path: str, status: int = 200) -> str:
    answer = service.client.get(path, headers={"Accept-Language": "zh-CN"})
    assert answer.status_code == status, answer.text[:1000]
    return str(answer.text)


def test_what_is_wrong_with_a_number_is_told_beside_its_field_and_nobody_is_registered(office: Office) -> None:
    wrong = {**person_form(ROWS[0], office.today), "people.0.id_number": "990101199001011234"}
    before = office.service.office.desk.log.head()
    answer = office.clerk.send("/people/register", wrong)
    assert answer.status_code == 422
    assert 'id="e-people.0.id_number"' in answer.text
    assert office.service.office.desk.log.head() == before


def test_the_file_of_a_person_shows_facts_and_no_name(office: Office) -> None:
    page = office.clerk.get(f"/people/{office.ids[0]}")
    assert "低保或低收入" in seen(page)
    for clear in (ROWS[0].record.name, ROWS[0].record.id_number, ROWS[0].record.account, ROWS[0].record.phone):
        assert clear not in page


def test_the_clear_record_is_shown_for_a_reason_and_that_is_noted(office: Office) -> None:
    person, vault = office.ids[0], office.service.office.desk.vault
    before = len(vault.accesses(person))
    answer = office.clerk.send(f"/people/{person}/record", {"why": " "})
    assert answer.status_code in (400, 422)
    assert ROWS[0].record.id_number not in answer.text
    assert len(vault.accesses(person)) == before
    answer = office.clerk.send(f"/people/{person}/record", {"why": "申请入户核查"})
    assert ROWS[0].record.id_number in answer.text
    last = vault.accesses(person)[-1]
    assert (last.actor, last.action, last.why) == ("clerk", AccessAction.REVEALED, "申请入户核查")
    assert "申请入户核查" in seen(office.county.get(f"/people/{person}"))


@pytest.mark.parametrize("path", ["/people/{}/record", "/people/{}/correct", "/people/{}/death"])
def test_who_only_watches_neither_sees_names_nor_records_anything(path: str, office: Office) -> None:
    Seat(office.service, Role.AUDITOR).get(path.format(office.ids[0]), status=403)


def test_a_township_looks_at_no_other_townships_people(office: Office) -> None:
    elsewhere = Seat(office.service, office.service.account("far", Role.TOWNSHIP, region="990199"))
    elsewhere.get(f"/people/{office.ids[0]}", status=403)


def test_somebody_is_found_by_a_whole_number_only(office: Office) -> None:
    number = ROWS[1].record.id_number
    found = office.clerk.send("/people/find", {"kind": "id_number", "number": number})
    assert office.ids[1] in found.text
    assert number not in found.text
    nobody_found = office.clerk.send("/people/find", {"kind": "id_number", "number": POOR.record.id_number[::-1]})
    assert office.ids[6] not in nobody_found.text


def test_a_circumstance_a_move_and_a_death_stand_in_the_file(office: Office) -> None:
    person, day = office.ids[5], office.today.isoformat()
    fact = {"facts.0.name": "employed", "facts.0.value": "no", "facts.0.source": "survey"}
    assert office.clerk.send(f"/people/{person}/circumstances", fact).status_code == 303
    assert office.clerk.send(f"/people/{person}/move", {"moved_on": day, "to_region": "990102"}).status_code == 303
    said = {"died_on": day, "source": "公安户籍"}
    assert office.clerk.send(f"/people/{person}/death", said).status_code == 303
    page = seen(office.clerk.get(f"/people/{person}"))
    for expected in ("就业 否", "次月起停发", "死亡登记", "公安户籍"):
        assert expected in page


def test_a_review_in_favour_needs_every_criterion_ticked(office: Office) -> None:
    case = applied(office.clerk, office.ids[3], office.ago(10))
    page = seen(office.township.get(f"{case}/review"))
    assert "第三条第一款" in page
    assert "属于低保或低收入家庭" in page
    assert "低保或低收入：是" in page
    assert reviewed(office.township, case, office.ago(9), ticks=2) == 422
    assert reviewed(office.township, case, office.ago(9)) == 303
    assert "逐条核对：第三条第一款" in seen(office.county.get(case))


def test_who_took_the_application_does_not_review_it(office: Office) -> None:
    case = applied(office.clerk, office.ids[4], office.ago(10))
    assert reviewed(office.clerk, case, office.ago(9)) in (403, 409, 422)
    assert "区县级审核" not in seen(office.county.get(case))


def test_a_refusal_names_its_reasons_and_explains_itself(office: Office) -> None:
    case = applied(office.clerk, office.ids[6], office.ago(10))
    assert "登记的情况不符合" in seen(office.township.get(f"{case}/review"))
    said = {"favourable": "false", "opinion": "收入超标", "on": office.ago(9)}
    assert office.township.send(f"{case}/review", said).status_code == 303
    assert "不符合" in seen(office.lead.get(f"{case}/refuse"))
    assert office.lead.send(f"{case}/refuse", {"on": office.ago(8)}).status_code == 303
    page = seen(office.lead.get(case))
    assert "决定依据，逐条列明" in page
    assert "低保或低收入：否" in page


def test_the_public_sees_masked_names_and_nothing_else_of_a_person(office: Office, notice: str) -> None:
    page = nobody(office.service, f"/public{notice}")
    assert HOTLINE in page
    assert "1,000.00" in page
    for row, person in zip(ROWS[:3], office.ids[:3], strict=True):
        assert masked_name(row.record.name) in page
        clear = (row.record.name, row.record.id_number, row.record.account, row.record.phone, row.record.certificate)
        assert not [one for one in (*clear, person) if one in page]
    assert "精神" not in seen(page)
    assert "药费补助" in seen(nobody(office.service, "/public"))


def test_what_the_public_was_shown_stands_in_the_access_log_once_a_day(office: Office, notice: str) -> None:
    for _ in range(3):
        nobody(office.service, f"/public{notice}")
    shown = [one for one in office.service.office.desk.vault.accesses(office.ids[0]) if one.actor == READER]
    assert len(shown) == 1
    assert "药费-1" in shown[0].why


def test_a_notice_that_is_over_shows_nobody(office: Office) -> None:
    old = applied(
        office.clerk, registered(office.clerk, people(1, 90)[0], office.today - timedelta(days=300)), office.ago(200)
    )
    assert reviewed(office.township, old, office.ago(190)) == 303
    assert reviewed(office.county, old, office.ago(180)) == 303
    name = masked_name(people(1, 90)[0].record.name)
    path = f"/notices/post?programme={MEDICINE}"
    hidden = dict(re.findall(r'name="(form_token|command_id)" value="([^"]+)"', office.clerk.get(path)))
    said = {"notice_id": "药费-旧", "region": "990101", "place": "公示栏", "hotline": HOTLINE, "on": office.ago(170)}
    only = {"person.0": old.rpartition("~")[2], "working_days": "7"}
    assert office.clerk.post(path, {**hidden, **said, **only}).status_code == 303
    page = nobody(office.service, "/public/notices/药费-旧")
    assert "本公示已结束" in page
    assert name not in page


def test_an_objection_is_settled_by_other_hands_before_the_notice_is_concluded_and_the_case_granted(
    office: Office, notice: str
) -> None:
    person = office.ids[0]
    said = {"beneficiary": person, "ground": "not_eligible", "objection_id": "异议-1", "on": office.ago(20)}
    assert office.clerk.send(f"{notice}/objections/raise", said).status_code == 303
    assert "有未处理的异议" in seen(office.clerk.get(f"/cases/{MEDICINE}~{person}"))
    assert office.clerk.send(f"{notice}/conclude", {"on": office.ago(5)}).status_code in (409, 422)
    settling = {"upheld": "false", "finding": "经核查属实", "on": office.ago(10)}
    assert office.county.send(f"{notice}/objections/异议-1/settle", settling).status_code in (403, 409, 422)
    assert office.lead.send(f"{notice}/objections/异议-1/settle", settling).status_code == 303
    assert office.clerk.send(f"{notice}/conclude", {"on": office.ago(5)}).status_code == 303
    case = f"/cases/{MEDICINE}~{person}"
    page = seen(office.lead.get(f"{case}/grant"))
    assert "1,000.00 元" in page
    assert "依据标准表：第五条" in page
    assert office.lead.send(f"{case}/grant", {"on": office.ago(4)}).status_code == 303
    assert "决定依据，逐条列明" in seen(office.lead.get(case))
    assert office.county.send(f"{case}/recheck", {"on": office.ago(3)}).status_code == 303
    stop = {"reason": "withdrawn", "on": office.ago(2)}
    assert office.county.send(f"{case}/suspend", stop).status_code == 303
    assert office.county.send(f"{case}/recheck", {"on": office.ago(1)}).status_code == 303
    assert office.county.send(f"{case}/resume", {"on": office.today.isoformat()}).status_code == 303
    assert office.lead.send(f"{case}/revoke", {**stop, "on": office.today.isoformat()}).status_code == 303
    assert "已取消资格" in seen(office.lead.get(case))


def test_a_command_sent_twice_by_a_double_click_takes_effect_once(office: Office) -> None:
    page = office.clerk.get(f"/people/{office.ids[4]}/circumstances")
    hidden = dict(re.findall(r'name="(form_token|command_id)" value="([^"]+)"', page))
    fact = {"facts.0.name": "employed", "facts.0.value": "yes", "facts.0.source": "survey"}
    day = office.today.isoformat()
    sent = {**hidden, **fact, "facts.0.as_of": day, "on": day}
    path = f"/people/{office.ids[4]}/circumstances"
    assert office.clerk.post(path, sent).status_code == 303
    head = office.service.office.desk.log.head()
    assert office.clerk.post(path, sent).status_code == 303
    assert office.service.office.desk.log.head() == head


def test_nothing_can_be_done_on_a_page_of_the_past(office: Office, notice: str) -> None:
    head = office.service.office.desk.log.head()
    page = office.county.get(f"/cases/{MEDICINE}~{office.ids[1]}?as_of={head}")
    assert "/review" not in page
    assert f"as_of={head}" in page


def test_the_sheet_that_hangs_has_a_way_to_the_public_page(office: Office, notice: str) -> None:
    page = office.clerk.get(f"{notice}/sheet")
    assert "<svg" in page
    assert "/public/notices/药费-1" in page
    assert ROWS[0].record.name not in page


def test_strangers_see_notices_and_reports_and_nothing_else(service: Service) -> None:
    for path in ("/public", "/public/reports"):
        assert "退出" not in nobody(service, path)
    for path in ("/people/register", "/cases/apply", "/notices/post"):
        answer = service.client.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
