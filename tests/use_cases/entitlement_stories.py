"""Somebody dies, or is objected to, and it is settled."""

from __future__ import annotations

from datetime import date

from application.commands.beneficiaries import RecordDeath
from application.commands.notices import RaiseObjection, SettleObjection
from domain.notices.events import ObjectionGround
from tests.support.office import CASE_OFFICER, LIAISON, SUPERVISOR, Office
from tests.support.stories import NOTICE, post_notice

SECOND_NOTICE = "notice-2017-2"


def dies(office: Office, person: str, on: date) -> None:
    office.asks(RecordDeath, by=CASE_OFFICER, beneficiary=person, died_on=on, source="公安户籍注销")


def objected(
    office: Office, person: str, *, notice: str = NOTICE, on: date = date(2017, 1, 12), name: str = "o-1"
) -> None:
    facts = {"objection_id": name, "beneficiary": person, "ground": ObjectionGround.NOT_ELIGIBLE, "on": on}
    office.asks(RaiseObjection, by=LIAISON, notice_id=notice, **facts)


def settled(
    office: Office, *, upheld: bool, notice: str = NOTICE, on: date = date(2017, 1, 18), name: str = "o-1"
) -> None:
    facts = {"objection_id": name, "upheld": upheld, "finding": "已入户复核", "on": on}
    office.asks(SettleObjection, by=SUPERVISOR, notice_id=notice, **facts)


def objected_after_the_grant(office: Office, person: str) -> None:
    """A list of those who are paid is posted again in spring, and somebody objects."""
    post_notice(office, office.people, notice=SECOND_NOTICE, on=date(2017, 4, 18))
    objected(office, person, notice=SECOND_NOTICE, on=date(2017, 4, 21))
