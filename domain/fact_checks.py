"""What a fact must be before it enters the log: named, readable, dated, from a register, and nobody's secret."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from domain.dates import not_in_the_future
from domain.facts import Fact
from domain.free_text import clean_text
from domain.rejected import Rejected

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PERSONAL = frozenset(
    {"name", "id_number", "certificate", "certificate_number", "account", "phone", "address", "guardian", "birth_date"}
)


class NotAFactName(Rejected):
    """“{name}” cannot name a fact; use small letters, digits and _, such as age_years."""

    code = "not_a_fact_name"
    zh = "“{name}”不能作为事实名称，应为 age_years 这样的小写字母、数字和下划线。"


class PersonalFact(Rejected):
    """“{name}” is personal data and belongs into the vault, not among the facts."""

    code = "personal_fact"
    zh = "“{name}”属于个人信息，应存入保密库，不得作为事实登记。"


class FactGivenTwice(Rejected):
    """The fact “{name}” is given twice."""

    code = "fact_given_twice"
    zh = "事实“{name}”重复。"


def checked_facts(facts: Sequence[Fact], *, on: date, field: str = "facts") -> tuple[Fact, ...]:
    """Return the facts, trimmed.

    Raises NotAFactName, PersonalFact, FactGivenTwice, InTheFuture (as of a later day), TextMissing, TextTooLong,
    PersonalNumberInText.
    """
    checked: dict[str, Fact] = {}
    for index, fact in enumerate(facts):
        here = f"{field}[{index}]"
        if fact.name in checked:
            raise FactGivenTwice(f"{here}.name", name=fact.name)
        checked[fact.name] = Fact(
            name=checked_fact_name(fact.name, field=f"{here}.name"),
            value=clean_text(fact.value, field=f"{here}.value", limit=200),
            source=clean_text(fact.source, field=f"{here}.source", limit=60),
            as_of=not_in_the_future(fact.as_of, on, field=f"{here}.as_of"),
        )
    return tuple(checked.values())


def checked_fact_name(name: str, *, field: str) -> str:
    """Return the name. Raises NotAFactName, PersonalFact."""
    if not _NAME.fullmatch(name):
        raise NotAFactName(field, name=name[:40])
    if name in _PERSONAL:
        raise PersonalFact(field, name=name)
    return name
