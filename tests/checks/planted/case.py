"""A planted case, and what several of them plant: payments past every rule, and a list that names somebody."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.funds.parts import Part
from domain.payouts.events import PayoutReleased
from tests.checks.planting import a_list, id_of
from tests.support.office import AREA, Office
from tests.support.stories import MEDICINE, MUNICIPAL, yuan

Planted = tuple[Office, str, set[str], dict[str, Any]]
"""The office, the subject expected, sources among the evidence, and with what the check is asked."""


def payout_of(person: str, period: str = "2017", programme: str = MEDICINE) -> str:
    return f"payout/{programme}/{period}/{person}"


def pays(office: Office, person: str, on: date = date(2017, 6, 1), amount: int = 1000, **other: Any) -> PayoutReleased:
    line: str = other.pop("line", MUNICIPAL)
    facts: dict[str, Any] = {"batch_id": office.batch, "payee": person, "region": AREA, "tier": "over_quota"} | other
    parts = (Part(line, yuan(amount)),)
    return PayoutReleased(beneficiary=person, amount=yuan(amount), parts=parts, value_date=on, **facts)


def listed(office: Office, name: str, **row: Any) -> dict[str, Any]:
    return {"lists": [a_list(name, {"id_number": id_of(office, office.people[0])} | row)]}
