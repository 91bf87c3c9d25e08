"""A ledger in which all went as it should: no check has anything to say, whatever lists are brought."""

from __future__ import annotations

import pytest

from application.checks.registry import CHECK, CHECKS
from tests.checks.lawful import everybodys_lists
from tests.checks.planting import found
from tests.support.office import Office
from tests.support.stories import a_settled_batch


@pytest.fixture(scope="module")
def office() -> Office:
    return a_settled_batch()


def test_there_are_thirty_two_checks_and_each_says_itself_in_two_languages() -> None:
    assert [check.id for check in CHECKS] == [f"C{number:02d}" for number in range(1, 33)]
    for check in CHECKS:
        assert all((check.zh, check.en, check.condition_zh, check.condition_en, check.basis, check.find.__doc__))


@pytest.mark.parametrize("check", CHECK)
def test_the_clean_ledger_is_passed_by(check: str, office: Office) -> None:
    lists = [each for each in everybodys_lists(office) if each.name in {*CHECK[check].needs, *CHECK[check].uses}]
    assert found(office, check, lists=lists) == []


@pytest.mark.parametrize("check", [check.id for check in CHECKS if not check.needs])
def test_the_clean_ledger_is_passed_by_without_any_list(check: str, office: Office) -> None:
    assert found(office, check) == []
