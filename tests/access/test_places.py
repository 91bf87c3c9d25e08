"""Where each thing, its history and its rows lie: looked up in the log."""

from __future__ import annotations

import pytest

from application.access.places import Place, place_of_line, places_of_rows, places_of_stream
from application.access.registers import places_of_register
from infrastructure.views.registers import IDS
from tests.access.ledger import (
    AGREEMENT,
    AWARD,
    AWARD_SCHEME,
    BUDGET,
    CENTRE,
    EAST,
    EVALUATION,
    INSPECTION,
    RECOVERY,
    SCHEME,
    SCREENING,
    TENDER,
    WEST,
    home,
    the_office,
)
from tests.support.office import AREA, living_in
from tests.support.stories import FUND, MEDICINE, MUNICIPAL, NOTICE, PROVINCIAL, YEAR, some_people


def test_a_list_lies_wherever_somebody_on_it_lives() -> None:
    [first, *_] = rows = living_in(some_people(2), EAST)
    assert set(places_of_rows([first, *living_in(rows[1:], WEST)])) == {Place(EAST, None), Place(WEST, None)}


def test_a_line_says_where_it_lies() -> None:
    assert place_of_line(PROVINCIAL) == Place(AREA, MEDICINE)
    assert place_of_line("revenue/2017/fees") == Place()


def test_a_history_lies_where_its_thing_does_and_what_has_no_place_is_the_whole_ledgers() -> None:
    office, at_home = the_office(), home(0)
    one = office.people[0]
    for stream, place in {
        f"programme/{MEDICINE}": Place(None, MEDICINE),
        f"fund/{FUND}": Place(AREA, MEDICINE),
        f"beneficiary/{one}": Place(at_home, None),
        f"case/{MEDICINE}/{one}": Place(at_home, MEDICINE),
        f"notice/{NOTICE}": Place(AREA, MEDICINE),
        f"agreement/{AGREEMENT}": Place(None, MEDICINE),
        f"batch/{office.batch}": Place(AREA, MEDICINE),
        f"payout/{MEDICINE}/{YEAR}/{one}": Place(at_home, MEDICINE),
        f"recovery/{RECOVERY}": Place(at_home, MEDICINE),
        f"institution/{CENTRE}": Place(None, None),
        f"tender/{TENDER}": Place(AREA, MEDICINE),
        f"screening/{SCREENING}": Place(AREA, MEDICINE),
        f"budget/{BUDGET}": Place(AREA, ""),
        f"evaluation/{EVALUATION}": Place(AREA, ""),
        f"service_file/2017/{one}": Place(home(0), None),
        f"service_terms/{AREA}": Place(AREA, None),
        f"service_place/2017/{AREA}": Place(AREA, None),
        f"service_aid/2017/{AREA}": Place(AREA, None),
        "revenue/2017/fees": Place(),
        "account/wang": Place(),
        "refusal/command-9": Place(),
        "nonsense": Place(),
    }.items():
        assert list(places_of_stream(stream, office.desk)) == [place], stream


@pytest.mark.parametrize("table", IDS)
def test_every_register_lies_somewhere(table: str) -> None:
    office = the_office()
    one = office.people[0]
    keys = {
        "programme": MEDICINE,
        "policy_version": MEDICINE,
        "policy_tier": MEDICINE,
        "target": MEDICINE,
        "beneficiary": one,
        "circumstance": one,
        "case_step": f"{MEDICINE}/{one}",
        "notice": NOTICE,
        "notice_person": NOTICE,
        "fund_line": MUNICIPAL,
        "fund_movement": MUNICIPAL,
        "fund_year": FUND,
        "payout_step": f"{MEDICINE}/2017/{one}",
        "agreement": AGREEMENT,
        "agreement_person": AGREEMENT,
        "designation": CENTRE,
        "tender_lot": TENDER,
        "service_record": AGREEMENT,
        "budget_year": BUDGET,
        "budget_amount": BUDGET,
        "evaluation_step": EVALUATION,
        "recovery": RECOVERY,
        "recovery_due": RECOVERY,
        "inspection": INSPECTION,
        "matching_scheme": SCHEME,
        "award_scheme_row": AWARD_SCHEME,
        "award_step": AWARD,
        "award_part": AWARD,
        "matching_unit": SCHEME,
        "matching_part": SCHEME,
        "inspection_unit": INSPECTION,
        "service_step": f"2017/{one}",
        "service_place_step": f"2017/{AREA}",
        "service_terms": AREA,
        "aid_step": f"2017/{AREA}/1",
        "device_step": f"{MEDICINE}/wheelchair",
        "device_fitting": f"{MEDICINE}/wheelchair",
        "screening": SCREENING,
        "screened_person": f"{SCREENING}/{one}",
        "follow_up": f"{SCREENING}/{one}",
        "screening_claim": f"{SCREENING}/{one}",
        "sample_person": INSPECTION,
        "visit": f"{INSPECTION}/{one}",
        "visit_fact": f"{INSPECTION}/{one}",
        "visit_finding_step": f"{INSPECTION}/{one}/1",
    }
    of_nobody = {"objection", "revenue", "refusal", "account_step", "role_step"}
    of_nobody |= {"levy_terms_row", "levy_move", "levy_line", "charge_price", "fee"}
    of_nobody |= {"check_count", "finding", "finding_evidence", "region_name"}
    of_nobody |= {"transmission_step", "transmission_rule"}
    [place] = places_of_register(table, keys.get(table, office.batch), office.desk)
    assert (place == Place()) is (table in of_nobody)
