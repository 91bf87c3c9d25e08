"""Every rule has a status of its own choosing, and none is chosen for a rule that is not there."""

from __future__ import annotations

from collections import Counter

from api.http.errors import named_rules, status_of
from api.http.openapi import OF_COMMANDS, OF_QUERIES
from tests.support.rules import rules_of_the_house

BEFORE_A_ROUTE = {408, 421, 500}
"""Told by what stands before every route, of which no operation speaks."""


def test_every_code_in_the_table_is_a_rule_and_stands_there_once() -> None:
    known = {rule.code for rule in rules_of_the_house()}
    named = Counter(named_rules())
    assert set(named) - known == set()
    assert [code for code, times in named.items() if times > 1] == []


def test_every_rule_has_a_status_that_the_document_names() -> None:
    documented = {int(status) for status in (*OF_COMMANDS, *OF_QUERIES)} | BEFORE_A_ROUTE
    assert {
        rule.code: status_of(rule.code) for rule in rules_of_the_house() if status_of(rule.code) not in documented
    } == {}


def test_what_is_not_there_is_404_but_for_a_sheet_of_a_file_that_was_brought() -> None:
    missing = {rule.code for rule in rules_of_the_house() if rule.code.startswith("no_such_")}
    assert {code for code in missing if status_of(code) != 404} == {"no_such_sheet"}


def test_a_fact_that_may_be_somebodys_number_is_not_told() -> None:
    from api.http.telling import tellable
    from domain.regions import NotARegionCode

    told = tellable(NotARegionCode("region", text="990101198001010014"))
    assert "9901" not in told.sentence("zh") + told.sentence("en")
    assert told.field == "region"
    assert "99010" in tellable(NotARegionCode("region", text="99010")).sentence("en")
