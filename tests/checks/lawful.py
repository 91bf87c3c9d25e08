"""Each external list as a lawful world would fill it for the people of an office."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.checks.running import Brought
from domain.money import Money
from tests.checks.planting import a_list, id_of
from tests.support.office import Office
from tests.support.stories import MEDICINE, yuan

STRANGER = "990101198001010014"
MORNING, NOON, EVENING = 8 * 60, 12 * 60, 18 * 60


def everybodys_lists(office: Office) -> list[Brought]:
    """Return every list there is."""
    one = {"id_number": id_of(office, office.people[0])}
    stranger = {"id_number": STRANGER}
    spring, autumn = {"on": date(2017, 3, 1)}, {"on": date(2017, 9, 1)}
    since: dict[str, Any] = {"from_on": date(2016, 1, 1), "until_on": None}
    everybody = [{"id_number": id_of(office, person)} for person in office.people]
    times = {"from_time": MORNING, "to_time": NOON}
    paid = [
        {"payout": f"{MEDICINE}/2017/{person}", "on": date(2017, 4, 26), "amount": yuan(1000)}
        for person in office.people
    ]
    return [
        a_list("deaths", stranger | {"died_on": date(2016, 1, 1)}, one | {"died_on": date(2017, 12, 1)}),
        a_list("sentences", stranger | since, one | {"from_on": date(2017, 5, 1), "until_on": date(2017, 9, 1)}),
        a_list("certificates", *(each | {"issued_on": date(2015, 1, 1), "until_on": None} for each in everybody)),
        a_list(
            "payroll",
            stranger | since | {"employer": "某局"},
            one | since | {"until_on": date(2016, 5, 1), "employer": "某局"},
        ),
        a_list(
            "other_payments", one | {"county": "990102", "programme": MEDICINE, "period": "2016", "amount": yuan(1000)}
        ),
        a_list("registers", one | since | {"fact": "low_income", "value": "yes"}),
        a_list("signs_of_life", one | spring),
        a_list(
            "officers",
            stranger | {"officer": "officer-wu", "account": None, "phone": "13800000000", "address": "别处"},
        ),
        a_list("bank_credits", *paid),
        a_list("revenue_statements", spring | {"account": "fees", "amount": yuan(80), "counterparty": "区国库"}),
        a_list("attendance", one | spring | times | {"institution": "康复中心", "staff": 2}),
        a_list("stays", one | {"place": "医院", "from_on": date(2017, 6, 1), "until_on": date(2017, 6, 9)}),
        a_list("service_records", one | spring | {"text": "协助做饭并陪同复诊，情况稳定", "entered_by": None}),
        a_list(
            "home_visits",
            one | spring | times | {"worker": "w-1"},
            one | spring | {"worker": "w-1", "from_time": NOON, "to_time": EVENING},
        ),
        a_list(
            "devices",
            spring | {"item": "轮椅", "movement": "入库", "quantity": 5, "id_number": None, "signed": None},
            one | autumn | {"item": "轮椅", "movement": "发放", "quantity": 1, "signed": True},
            autumn | {"item": "轮椅", "movement": "盘点", "quantity": 4, "id_number": None, "signed": None},
        ),
        a_list(
            "procurements",
            spring | {"supplier": "s-1", "programme": MEDICINE, "document": "合同1", "amount": yuan(400_000)},
            autumn | {"supplier": "s-1", "programme": MEDICINE, "document": "合同2", "amount": yuan(500_000)},
            autumn | {"supplier": "s-1", "programme": MEDICINE, "document": "合同3", "amount": yuan(2_000_000)},
        ),
        a_list("published", {"notice": "notice-2017-1", "text": "王某某 平安村 药费补助 1000.00 元"}),
        a_list(
            "printed",
            {"report": "决算表", "line": "1", "level": "省级", "amount": Money(160_000), "is_total": False},
            {"report": "决算表", "line": "2", "level": "市级", "amount": Money(340_000), "is_total": False},
            {"report": "决算表", "line": "3", "level": "合计", "amount": Money(500_000), "is_total": True},
        ),
        a_list("reported", {"programme": MEDICINE, "period": "2017", "served": 5, "payer": None}),
    ]
