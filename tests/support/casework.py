"""What a form of the people's pages is filled in with, and a programme to apply for."""

from __future__ import annotations

import re
from datetime import date, timedelta

from api.demo import DISTRICT
from api.demo.rules import MEDICINE, MEDICINE_POLICY, open_programme
from api.demo.scene import Scene
from application.desk import Desk
from application.imports import PersonRow
from infrastructure.bootstrap import synthetic_people
from tests.support.seat import Seat

AREA = "990101"
OPINION = "入户核查属实"
HOTLINE = "12385"


def medicine_is_open(desk: Desk) -> None:
    """Open the programme, with its rules in force."""
    scene = Scene(desk, DISTRICT, lambda _sentence: None, synthetic_people)
    open_programme(scene, MEDICINE, name_zh="药费补助", name_en="Medicine subsidy", policy=MEDICINE_POLICY)


def people(count: int, seed: int, *, low_income: float = 1.0) -> list[PersonRow]:
    """Return people who do not exist, all with a mental disability."""
    return list(synthetic_people(count, seed, types=(6,), low_income=low_income))


def person_form(row: PersonRow, on: date) -> dict[str, str]:
    """Return the fields of the form that registers a person."""
    until = row.certificate_valid_until
    said = {
        "name": row.record.name,
        "id_number": row.record.id_number,
        "certificate": row.record.certificate,
        "account": row.record.account,
        "address": row.record.address,
        "phone": row.record.phone,
        "region": row.region,
        "residence": row.residence,
        "low_income": "true" if row.low_income else "false",
        "long_term_care": "false",
        "certificate_valid_until": until.isoformat() if until else "",
    }
    return {**{f"people.0.{name}": value for name, value in said.items()}, "why": "建档登记", "on": on.isoformat()}


def registered(seat: Seat, row: PersonRow, on: date) -> str:
    """Register a person by the form; return their id."""
    answer = seat.send("/people/register", person_form(row, on))
    assert answer.status_code == 303, answer.text
    found = re.match(r"/people/([^?]+)", answer.headers["location"])
    assert found, answer.headers["location"]
    return found[1]


def days_ago(days: int, today: date) -> str:
    """Return a day as a form writes it."""
    return (today - timedelta(days=days)).isoformat()


def applied(seat: Seat, person: str, on: str) -> str:
    """Apply for a person; return the address of the case."""
    said = {"programme": MEDICINE, "beneficiaries": person, "area": AREA, "on": on}
    assert (answer := seat.send("/cases/apply", said)).status_code == 303, answer.text
    return f"/cases/{MEDICINE}~{person}"


def reviewed(seat: Seat, case: str, on: str, *, ticks: int = 3) -> int:
    """Review a case in favour with so many ticks; return the status."""
    ticked = {f"tick.{number}": "true" for number in range(ticks)}
    return seat.send(f"{case}/review", {**ticked, "favourable": "true", "opinion": OPINION, "on": on}).status_code


def posted(seat: Seat, number: str, on: str) -> str:
    """Post everybody who is offered; return the address of the notice."""
    said = {"notice_id": number, "region": AREA, "place": "各村公示栏", "hotline": HOTLINE, "on": on}
    answer = seat.send(f"/notices/post?programme={MEDICINE}", said)
    assert answer.status_code == 303, answer.text
    return f"/notices/{number}"
