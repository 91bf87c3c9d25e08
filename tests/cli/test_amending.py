"""Putting a record right from the command line: checked as an import would, never printed, bound in the log."""

from __future__ import annotations

import pytest

from infrastructure.synthetic_people import fictional_account
from tests.cli.story import PEOPLE
from tests.cli.terminal import LONG_NUMBER, Terminal

NEW_ACCOUNT = fictional_account(777)


@pytest.fixture(scope="module")
def person(paying: Terminal) -> str:
    found = paying.run("--json", "people", "find", stdin=PEOPLE[0].record.id_number)
    [beneficiary] = found.json["beneficiaries"]
    return str(beneficiary)


def test_a_new_account_is_found_and_the_log_says_only_that_it_changed(paying: Terminal, person: str) -> None:
    ran = paying.run(
        "people", "amend", person, "account", "bank", "--why", "账号已销户", stdin=f"{NEW_ACCOUNT}\n虚构银行\n"
    )
    assert ran.code == 0, ran.err
    assert not LONG_NUMBER.search(ran.out + ran.err)
    assert paying.run("--json", "people", "find", stdin=NEW_ACCOUNT).json["beneficiaries"] == [person]
    last = paying.run("--json", "history", f"beneficiary/{person}").json[-1]
    assert (last["name"], last["payload"]["fields"]) == ("beneficiary.personal_record_changed.1", ["account", "bank"])


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("account", NEW_ACCOUNT[:-1] + "x", "account_characters"),
        ("account", "12345", "account_length"),
        ("id_number", "99010119800101001", "id_number_length"),
        ("name", "", "text_missing"),
    ],
)
def test_a_bad_value_is_refused_by_its_field_and_changes_nothing(
    paying: Terminal, person: str, field: str, value: str, code: str
) -> None:
    before = paying.run("--json", "status").json
    ran = paying.run("--json", "people", "amend", person, field, "--why", "更正", stdin=f"{value}\n")
    assert (ran.code, ran.trouble["code"], ran.trouble["field"]) == (3, code, field)
    assert paying.run("--json", "status").json == before


def test_a_field_that_a_record_does_not_have_is_a_usage_error(paying: Terminal, person: str) -> None:
    assert paying.run("people", "amend", person, "salary", "--why", "更正", stdin="1\n").code == 2
