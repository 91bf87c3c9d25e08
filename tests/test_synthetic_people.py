"""People for demonstrations: nobody real, everything valid, the same from the same seed."""

from __future__ import annotations

from datetime import date

import pytest

from infrastructure import identity
from infrastructure.synthetic_people import CHILDREN, fictional_account, synthetic_people, with_check_character


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    def told(seed: int) -> list[object]:
        return [(p.record, p.region, p.residence, p.low_income) for p in synthetic_people(50, seed)]

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_every_number_is_valid_and_nobody_s() -> None:
    people = list(synthetic_people(2_000, 3))
    for person in people:
        record = person.record
        assert identity.id_number(record.id_number).startswith("990101")
        taken = identity.certificate(record.certificate, of=record.id_number)
        assert (taken.type, taken.level) == (person.disability_type, person.disability_level)
        assert identity.account(record.account).startswith("999999")
        assert person.region.startswith("990101")
        assert record.phone.startswith("100")
    assert len({person.record.id_number for person in people}) == 2_000
    assert len({person.record.account for person in people}) == 2_000


def test_children_are_children_with_a_guardian() -> None:
    for child in synthetic_people(200, 4, born=CHILDREN, types=(5,), levels=(1, 2)):
        assert date(2010, 1, 1) <= child.birth_date <= date(2015, 12, 31)
        assert child.record.guardian
        assert (child.disability_type, child.disability_level in (1, 2)) == (5, True)


def test_residence_and_income_are_as_asked() -> None:
    assert {p.residence for p in synthetic_people(50, 5, rural=1.0)} == {"rural"}
    assert {p.residence for p in synthetic_people(50, 5, rural=0.0)} == {"urban"}
    assert {p.low_income for p in synthetic_people(50, 5, low_income=1.0)} == {True}


def test_synthetic_people_never_live_in_a_real_place() -> None:
    with pytest.raises(ValueError, match="99"):
        next(synthetic_people(1, 1, area="340700"))
    with pytest.raises(ValueError, match="not that many"):
        next(synthetic_people(1_000, 1, born=(date(2010, 1, 1), date(2010, 1, 1))))


def test_the_published_examples_have_these_check_characters() -> None:
    assert with_check_character("99010119800101001") == "990101198001010014"
    assert with_check_character("99010119491001003") == "99010119491001003X"
    assert identity.follows_luhn(fictional_account(12))
