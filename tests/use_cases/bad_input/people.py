"""Bad input to people: a death, a move, news of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from application.commands.beneficiaries import RecordCircumstances, RecordDeath, RecordMove
from domain.beneficiaries import rejections as people
from domain.dates import InTheFuture
from domain.fact_checks import FactGivenTwice, NotAFactName, PersonalFact
from domain.facts import Fact
from domain.free_text import PersonalNumberInText, TextMissing
from domain.regions import NotARegionCode
from tests.support.office import CASE_OFFICER, LIAISON, Office
from tests.support.stories import GRANTED
from tests.use_cases.bad_input.asked import ID_NUMBER, TOMORROW, Bad


def a_death(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"beneficiary": office.people[0], "died_on": GRANTED, "source": "公安"} | other


def a_move(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"beneficiary": office.people[0], "moved_on": GRANTED, "to_region": "990102"} | other


def news(*facts: Fact, on: date = GRANTED) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"beneficiary": office.people[0], "facts": facts, "on": on}


def a_fact(name: str = "employed", value: str = "yes", as_of: date = GRANTED) -> Fact:
    return Fact(name, value, "survey", as_of)


PEOPLE = (
    Bad("the death of nobody", RecordDeath, people.NotRegistered, "beneficiary", a_death(beneficiary="b-nobody"),
        by=CASE_OFFICER),
    Bad("a death tomorrow", RecordDeath, InTheFuture, "died_on", a_death(died_on=TOMORROW), by=CASE_OFFICER),
    Bad("a death known from nowhere", RecordDeath, TextMissing, "source", a_death(source=" "), by=CASE_OFFICER),
    Bad("a death told with an ID number", RecordDeath, PersonalNumberInText, "source", a_death(source=ID_NUMBER),
        by=CASE_OFFICER),
    Bad("a move to a place of letters", RecordMove, NotARegionCode, "to_region", a_move(to_region="north"),
        by=CASE_OFFICER),
    Bad("a move tomorrow", RecordMove, InTheFuture, "moved_on", a_move(moved_on=TOMORROW), by=CASE_OFFICER),
    Bad("no news", RecordCircumstances, people.NoFactsGiven, "facts", news(), by=LIAISON),
    Bad("news of tomorrow", RecordCircumstances, InTheFuture, "on",
        news(a_fact(as_of=TOMORROW), on=TOMORROW), by=LIAISON),
    Bad("a fact that is personal", RecordCircumstances, PersonalFact, "facts[0].name",
        news(a_fact("phone")), by=LIAISON),
    Bad("a fact with a blank in its name", RecordCircumstances, NotAFactName, "facts[0].name", news(a_fact("a b")),
        by=LIAISON),
    Bad("a fact given twice", RecordCircumstances, FactGivenTwice, "facts[1].name",
        news(a_fact(), a_fact()), by=LIAISON),
    Bad("a fact older than known", RecordCircumstances, people.OlderThanKnown, "facts[0].as_of",
        news(a_fact("low_income", "no", date(2016, 1, 1))), by=LIAISON),
    Bad("an ID number for a value", RecordCircumstances, PersonalNumberInText, "facts[0].value",
        news(a_fact(value=ID_NUMBER)), by=LIAISON),
)  # fmt: skip
