"""Somebody typed in is held to the rules of the people list, and nothing that was typed is ever repeated."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.imports import PersonRow
from application.people import PersonalRecord
from domain.rejected import Rejected
from infrastructure.spreadsheet.typed import corrected_record, typed_person

TODAY = date(2026, 6, 30)
SAID: dict[str, Any] = {
    "name": "李 秋实",
    "id_number": "990101 19800101 0014",
    "certificate": "99010119800101001463",
    "region": "990101001001",
    "residence": "rural",
    "low_income": True,
    "account": "9999990000000006",
    "phone": "139-0000-1234",
    "certificate_valid_until": date(2030, 12, 31),
}


def typed(accepting: tuple[str, ...] = (), **other: Any) -> PersonRow:
    return typed_person(SAID | other, row=0, today=TODAY, accepting=accepting)


def test_what_is_typed_becomes_what_a_row_becomes() -> None:
    person = typed(employed=False)
    assert (person.record.name, person.record.id_number) == ("李秋实", "990101198001010014")
    assert (person.record.phone, person.record.guardian) == ("13900001234", "")
    assert (person.disability_type, person.disability_level) == (6, 3)
    assert (person.low_income, person.long_term_care, person.residence) == (True, False, "rural")
    assert (person.certificate_valid_until, person.facts) == (date(2030, 12, 31), (("employed", "no"),))


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"id_number": "990101198001010015"}, "id_number_check_digit", "id_number"),
        ({"id_number": ""}, "cell_missing", "id_number"),
        ({"certificate": "99010119491001003X63"}, "certificate_of_somebody_else", "certificate"),
        ({"disability_level": 4}, "certificate_level_disagrees", "disability_level"),
        ({"account": "9999990000000001"}, "account_check_digit", "account"),
        ({"account": "999999"}, "account_length", "account"),
        ({"region": "990101198001010014"}, "not_a_region", "region"),
        ({"name": "李1"}, "not_a_name", "name"),
        ({"phone": "call me"}, "not_a_phone", "phone"),
    ],
)
def test_each_field_is_refused_by_its_own_rule_which_repeats_nothing(
    other: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Rejected) as refused:
        typed(**other)
    assert (refused.value.code, refused.value.field) == (code, field)
    [said] = other.values()
    assert not said or str(said) == "4" or str(said) not in refused.value.sentence("zh") + refused.value.sentence("en")


def test_a_doubt_is_accepted_by_name_only() -> None:
    passbook = {"account": "9999990000000001"}
    assert typed(("account_check_digit",), **passbook).record.account == "9999990000000001"
    with pytest.raises(Rejected) as refused:
        typed(("ends_in_zeros",), **passbook)
    assert refused.value.code == "account_check_digit"


RECORD = PersonalRecord(
    name="李秋实", id_number="990101198001010014", certificate="99010119800101001463", account="9999990000000006"
)


def test_a_correction_says_some_fields_anew_and_leaves_the_others() -> None:
    corrected = corrected_record(RECORD, {"phone": "13900001234", "account": ""}, today=TODAY)
    assert (corrected.phone, corrected.account, corrected.name) == ("13900001234", "", "李秋实")


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"name": " "}, "cell_missing", "name"),
        ({"id_number": "99010119491001003X"}, "certificate_of_somebody_else", "certificate"),
        ({"certificate": "99010119800101001493"}, "certificate_type", "certificate"),
        ({"account": "9999990000000001"}, "account_check_digit", "account"),
    ],
)
def test_a_correction_that_breaks_a_rule_is_refused(said: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Rejected) as refused:
        corrected_record(RECORD, said, today=TODAY)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_number_and_certificate_are_corrected_together() -> None:
    said = {"id_number": "99010119491001003X", "certificate": "99010119491001003X63"}
    assert corrected_record(RECORD, said, today=TODAY).certificate == "99010119491001003X63"
