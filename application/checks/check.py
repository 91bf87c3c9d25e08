"""What a check is, what it is given, and what it finds. Days, months and counts are whole; amounts are fen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from application.checks.books import Books
from application.checks.lists import ListRow
from domain.checks.events import Evidence
from domain.money import ZERO, Money
from domain.working_days import IsWorkingDay


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `identity` names it for ever (never an amount, which may change)."""

    check: str
    identity: tuple[str, ...]
    subject: str
    programme: str
    amount: Money
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """The stable key: 24 hex digits of the identity's SHA-256."""
        return hashlib.sha256("\0".join(self.identity).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Likeness:
    """One revision of a person's record: the commitment the log has of it (hex), and for each field a mark that is the
    same for whoever has the same there. Marks hold within one run only and say nothing else."""

    commitment: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a check may look at.

    `on` is the day it counts up to. `working_days_at` says which days were worked, as it was known at a position.
    `lists` has the lists brought, by name. `likenesses` are each person's revisions, oldest first; `officers` the marks
    of each row of the list `officers`. `stored` is what the views keep of each line's accounts (fen), `broken` what the
    whole log's invariants say is wrong: (rule, position, stream, what).
    """

    books: Books
    as_of: int
    on: date
    lists: Mapping[str, Sequence[ListRow]]
    working_days_at: Callable[[int], IsWorkingDay]
    parameters: Mapping[str, int] = field(default_factory=dict)
    likenesses: Mapping[str, Sequence[Likeness]] = field(default_factory=dict)
    officers: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    stored: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    broken: Sequence[tuple[str, int, str, str]] = ()

    def rows(self, name: str) -> Sequence[ListRow]:
        """Return a list's rows, none when it was not brought."""
        return self.lists.get(name, ())

    def of_people(self, name: str) -> Mapping[str, list[ListRow]]:
        """Return a list's rows by beneficiary id; people whom the ledger does not know are left out."""
        found: dict[str, list[ListRow]] = {}
        for row in self.rows(name):
            if row.beneficiary:
                found.setdefault(row.beneficiary, []).append(row)
        return found


@dataclass(frozen=True, slots=True)
class Check:
    """One audit check. `condition` says in both languages when it finds; `basis` names the rule it rests on.

    `needs` are the lists without which it is not run, `uses` those it looks at when they are brought. `parameters`
    are its limits with their defaults; a run may set others.
    """

    id: str
    name: str
    zh: str
    en: str
    condition_zh: str
    condition_en: str
    basis: str
    find: Callable[[Inputs], Iterable[Finding]]
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    parameters: Mapping[str, int] = field(default_factory=dict)

    def run(self, inputs: Inputs) -> Sequence[Finding]:
        """Return what it finds, each once, sorted by key."""
        given = {name: inputs.parameters.get(name, default) for name, default in self.parameters.items()}
        found = {one.key: one for one in self.find(replace(inputs, parameters=given))}
        return [found[key] for key in sorted(found)]

    def runs_with(self, lists: Iterable[str]) -> bool:
        """Say whether the lists it needs are there."""
        return set(self.needs) <= set(lists)

    def looks_at(self, lists: Iterable[str]) -> tuple[str, ...]:
        """Return which of the lists it looks at, sorted."""
        return tuple(sorted({*self.needs, *self.uses} & set(lists)))


def finding(
    check: str, *identity: str, subject: str, programme: str = "", amount: Money = ZERO, evidence: Iterable[Evidence]
) -> Finding:
    """Return a finding; `identity` tells it apart from the check's others."""
    return Finding(check, (check, *identity), subject, programme, amount, tuple(evidence))
