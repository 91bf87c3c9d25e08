"""Planted: service that cannot have been given as it is written, and a device that is not there."""

from __future__ import annotations

from datetime import date

from tests.checks.lawful import MORNING, NOON
from tests.checks.planted.case import Planted
from tests.checks.planting import a_list, id_of
from tests.support.stories import APPLIED, a_settled_batch


def taught_in_hospital() -> Planted:
    office = a_settled_batch()
    one = {"id_number": id_of(office, office.people[0])}
    on = date(2017, 6, 5)
    came = {"institution": "康复中心", "on": on, "from_time": MORNING, "to_time": NOON, "staff": 2}
    stay = {"place": "医院", "from_on": date(2017, 6, 1), "until_on": date(2017, 6, 9)}
    lists = [a_list("attendance", one | came), a_list("stays", one | stay)]
    return office, office.people[0], {"list/attendance", "list/stays"}, {"lists": lists}


def the_same_words_about_everybody() -> Planted:
    office = a_settled_batch()
    rows = [
        {
            "id_number": id_of(office, person),
            "on": APPLIED,
            "text": "入户走访，情况良好，已提供服务",
            "entered_by": "w-1",
        }
        for person in office.people
    ]
    return office, min(office.people), {"list/service_records"}, {"lists": [a_list("service_records", *rows)]}


def two_people_at_once() -> Planted:
    row = {"worker": "w-1", "id_number": None, "on": APPLIED, "from_time": MORNING, "to_time": NOON}
    asked = {"lists": [a_list("home_visits", row, row | {"from_time": MORNING + 60})]}
    return a_settled_batch(), "w-1", {"list/home_visits"}, asked


def one_wheelchair_is_missing() -> Planted:
    row = {"item": "轮椅", "movement": "入库", "quantity": 5, "on": APPLIED, "id_number": None, "signed": None}
    asked = {"lists": [a_list("devices", row, row | {"movement": "盘点", "quantity": 4})]}
    return a_settled_batch(), "轮椅", {"list/devices"}, asked
