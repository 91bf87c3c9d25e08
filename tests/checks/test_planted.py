"""For each check one case that is planted: it is found, about the right thing, on the right evidence, and alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from application.checks.registry import CHECK
from application.checks.running import Brought
from tests.checks.planted.case import Planted
from tests.checks.planted.money import (
    a_report_that_does_not_add_up,
    came_back_and_lay,
    contracts_in_slices,
    credited_less,
    money_left_for_years,
    money_left_lying,
    moved_to_another_programme,
    nothing_came_of_the_order,
    paid_behind_the_ledgers_back,
    reported_more_than_paid,
    revenue_went_to_a_company,
)
from tests.checks.planted.proceedings import (
    a_number_on_the_wall,
    paid_without_a_notice,
    paid_without_an_invoice,
    released_without_approval,
)
from tests.checks.planted.service import (
    one_wheelchair_is_missing,
    taught_in_hospital,
    the_same_words_about_everybody,
    two_people_at_once,
)
from tests.checks.planted.who_is_paid import (
    above_the_standard,
    account_changed_and_changed_back,
    certificate_ran_out,
    dead_before_the_period,
    in_prison,
    kin_of_who_decided,
    never_poor,
    nobody_applied,
    not_seen_for_two_years,
    nursing_excludes_medicine,
    on_the_payroll,
    paid_for_half_a_year_again,
    two_on_one_account,
)
from tests.checks.planting import TODAY, a_list, found
from tests.support.stories import a_settled_batch

CASES: dict[str, Callable[[], Planted]] = {
    "C01": dead_before_the_period,
    "C02": in_prison,
    "C03": certificate_ran_out,
    "C04": nobody_applied,
    "C05": paid_for_half_a_year_again,
    "C06": nursing_excludes_medicine,
    "C07": account_changed_and_changed_back,
    "C08": two_on_one_account,
    "C09": above_the_standard,
    "C10": never_poor,
    "C11": on_the_payroll,
    "C12": kin_of_who_decided,
    "C13": not_seen_for_two_years,
    "C14": credited_less,
    "C15": money_left_lying,
    "C16": money_left_for_years,
    "C17": moved_to_another_programme,
    "C18": revenue_went_to_a_company,
    "C19": taught_in_hospital,
    "C20": the_same_words_about_everybody,
    "C21": reported_more_than_paid,
    "C22": paid_without_a_notice,
    "C23": a_number_on_the_wall,
    "C24": paid_without_an_invoice,
    "C25": two_people_at_once,
    "C26": one_wheelchair_is_missing,
    "C27": came_back_and_lay,
    "C28": nothing_came_of_the_order,
    "C29": contracts_in_slices,
    "C30": released_without_approval,
    "C31": a_report_that_does_not_add_up,
    "C32": paid_behind_the_ledgers_back,
}
SEVERAL = {"C24", "C32"}
"""What is planted there breaks more than one rule of the same check."""


def test_every_check_has_a_planted_case() -> None:
    assert sorted(CASES) == list(CHECK)


@pytest.mark.parametrize("check", CASES)
def test_a_planted_case_is_found_on_its_evidence_and_nothing_else_is(check: str) -> None:
    office, subject, sources, asked = CASES[check]()
    office.clock.day = max(office.clock.day, asked.get("effective", TODAY))
    findings = found(office, check, **asked)
    mine = [one for one in findings if one.subject == subject]
    assert mine, findings
    assert any(sources <= {each.source for each in one.evidence} for one in mine), mine
    assert len(findings) == 1 or check in SEVERAL, findings


@pytest.mark.parametrize("check", CASES)
def test_no_finding_holds_a_number_name_or_account_of_a_person(check: str) -> None:
    office, _, _, asked = CASES[check]()
    office.clock.day = max(office.clock.day, asked.get("effective", TODAY))
    said = repr(found(office, check, **asked))
    for person in office.people:
        record = office.desk.vault.reveal(person, actor="tests", why="核对")
        assert not any(
            value in said for value in (record.id_number, record.name, record.account, record.phone) if value
        )


def test_a_list_of_a_person_nobody_knows_finds_nothing() -> None:
    office = a_settled_batch()
    stranger: Brought = a_list("deaths", {"id_number": "990101198001010014", "died_on": date(2010, 1, 1)})
    assert found(office, "C01", lists=[stranger]) == []
