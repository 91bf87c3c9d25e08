"""Bad input to people: their facts, their records, a death, a move."""

from __future__ import annotations

from datetime import date

from domain.beneficiaries import decisions as people
from domain.beneficiaries.rejections import NoFactsGiven, NotACommitment, NotARecordField
from domain.beneficiaries.state import Person
from domain.dates import DateTooOld, InTheFuture
from domain.fact_checks import FactGivenTwice, NotAFactName, PersonalFact
from domain.facts import Fact
from domain.free_text import PersonalNumberInText, TextMissing
from domain.regions import NotARegionCode
from tests.domain import test_people_and_notices as p
from tests.domain.bad_input.lines import LEAK, TODAY, Line, fact
from tests.domain.people_stories import PERSON, SOMEBODY

STRANGER = Person(SOMEBODY)


def register(**changed: object) -> object:
    return people.register(STRANGER, **(p.REGISTERING | changed))


def record(*facts: Fact) -> object:
    return people.record_circumstances(PERSON, facts=facts, on=TODAY)


def die(**changed: object) -> object:
    return people.record_death(PERSON, **(p.DYING | changed))


PEOPLE: tuple[Line, ...] = (
    ("a region of seven digits", lambda: register(region="9901010"), NotARegionCode, "region"),
    ("a region in words", lambda: register(region="东街村"), NotARegionCode, "region"),
    ("a commitment too short", lambda: register(commitment="ab" * 31), NotACommitment, "commitment"),
    ("a commitment in capitals", lambda: register(commitment="AB" * 32), NotACommitment, "commitment"),
    ("a phone among the facts", lambda: register(facts=(fact("phone", "3831234"),)), PersonalFact, "facts[0].name"),
    ("an ID number as a value", lambda: record(fact("note", LEAK)), PersonalNumberInText, "facts[0].value"),
    (
        "a mobile as the source",
        lambda: record(fact("low_income", "no", "13900001234")),
        PersonalNumberInText,
        "facts[0].source",
    ),
    ("a fact named in Chinese", lambda: record(fact("低保", "是")), NotAFactName, "facts[0].name"),
    ("a fact without a value", lambda: record(fact("low_income", " ")), TextMissing, "facts[0].value"),
    (
        "a fact of tomorrow",
        lambda: record(fact("low_income", "no", as_of=date(2017, 5, 3))),
        InTheFuture,
        "facts[0].as_of",
    ),
    (
        "a fact twice",
        lambda: record(fact("low_income", "no"), fact("low_income", "yes")),
        FactGivenTwice,
        "facts[1].name",
    ),
    ("no facts at all", record, NoFactsGiven, "facts"),
    (
        "a record's unknown field",
        lambda: people.change_record(PERSON, commitment="cd" * 32, fields=("iban",)),
        NotARecordField,
        "fields[0]",
    ),
    ("a death tomorrow", lambda: die(died_on=date(2017, 5, 3)), InTheFuture, "died_on"),
    ("a death in the year 217", lambda: die(died_on=date(217, 4, 3)), DateTooOld, "died_on"),
    ("a death nobody reported", lambda: die(source=""), TextMissing, "source"),
    (
        "a move to nowhere",
        lambda: people.record_move(PERSON, moved_on=TODAY, to_region="", on=TODAY),
        NotARegionCode,
        "to_region",
    ),
)
