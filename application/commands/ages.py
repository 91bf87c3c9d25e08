"""Ages grow by themselves: a decision that looks at one takes it on its own day, from the vault, not from the register.

The birth date stays in the vault; what the log gets is the age in whole years on the day of the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from application.desk import Desk
from application.road import Officer
from domain.beneficiaries.state import Person
from domain.facts import Fact
from domain.identity import age_in_years, birth_date
from domain.programmes.policy import Policy
from domain.programmes.policy_checks import facts_used

AGE = "age_years"


def facts_on(day: date, people: Sequence[Person], policy: Policy, *, by: Officer, desk: Desk) -> list[tuple[Fact, ...]]:
    """Return each person's facts with their age as of a day, where the policy looks at it; in the order given.

    The vault notes each reading. Raises UnknownBeneficiary for somebody whose record the vault does not have.
    """
    if AGE not in facts_used(policy):
        return [person.facts for person in people]
    known = [person for person in people if person.fact(AGE) is not None]
    records = desk.vault.reveal_many({person.id for person in known}, actor=by.id, why=f"age on {day} for a decision")
    ages = {person: str(age_in_years(birth_date(record.id_number), day)) for person, record in records.items()}
    return [tuple(_aged(fact, ages.get(person.id), day) for fact in person.facts) for person in people]


def _aged(fact: Fact, age: str | None, day: date) -> Fact:
    return fact if fact.name != AGE or age is None else replace(fact, value=age, as_of=day)
