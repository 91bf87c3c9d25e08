"""What a batch would be, worked out on trial: who is paid out of what, against what there is, and who is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from api.pages.batch_page import programme_of
from api.pages.page import Page
from application.batch_file import Source, TierSources, by_source, in_order, sources_by_tier
from application.lists import CASES, Where
from application.views.cases import CaseStep
from domain.batches.events import BatchLine, BatchLinesListed, BatchUnfundedListed
from domain.catalogue import NAMES
from domain.funds.parts import Part, fund_id
from domain.money import ZERO, Money, total
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.regions import RegionCode

_STOPPED = frozenset({"suspended", "revoked", "refused"})

PEOPLE_SHOWN = 200
"""Of those who are left out; how many there are for each reason is told of all."""


@dataclass(frozen=True, slots=True)
class Balance:
    """One level's and kind's money: what is there, and what the batch would take of it."""

    source: Source
    available: Money
    taken: Money

    @property
    def left(self) -> Money:
        """What would be left."""
        return self.available - self.taken


@dataclass(frozen=True, slots=True)
class Trial:
    """A batch on trial. `left_out` are people of the programme who are not on it, each with the reason."""

    lines: Sequence[BatchLine]
    unfunded: Sequence[tuple[str, Sequence[str]]]
    balances: Sequence[Balance]
    left_out: Sequence[tuple[str, str]]
    details: Mapping[str, str]
    """Why the case of somebody who is left out was stopped, as far as they are shown."""

    @property
    def amount(self) -> Money:
        """What it would pay altogether."""
        return total(line.amount for line in self.lines)

    @property
    def tiers(self) -> tuple[TierSources, ...]:
        """Its sources, tier by tier."""
        return sources_by_tier(self.lines)

    @property
    def reasons(self) -> Sequence[tuple[str, int]]:
        """Why people are left out, and how many for each reason."""
        return Counter(reason for _person, reason in self.left_out).most_common()


def trial_of(page: Page, asked: Mapping[str, str], would_record: Iterable[Mapping[str, Any]]) -> Trial:
    """Return what a rehearsed submission would have recorded, beside the money there is and the people it misses."""
    lines: list[BatchLine] = []
    unfunded: dict[str, list[str]] = {}
    for one in would_record:
        if one["name"] == NAMES[BatchLinesListed]:
            lines += map(_line, one["fact"]["lines"])
        elif one["name"] == NAMES[BatchUnfundedListed]:
            unfunded.setdefault(one["fact"]["tier"], []).extend(one["fact"]["beneficiaries"])
    on_it = {line.beneficiary for line in lines}.union(*unfunded.values())
    left_out = _left_out(page, asked, on_it)
    return Trial(
        lines=lines,
        unfunded=tuple(unfunded.items()),
        balances=balances(page, asked, by_source(part for line in lines for part in line.parts)),
        left_out=left_out,
        details=_details(page, asked["programme"], left_out[:PEOPLE_SHOWN]),
    )


def balances(page: Page, asked: Mapping[str, str], taken: Mapping[Source, Money]) -> Sequence[Balance]:
    """Return the money that a batch can be paid from, by level and kind, and what is taken of each."""
    programme, region = asked.get("programme", ""), str(RegionCode.parse(asked["region"]))
    year = Period.parse(asked["period"]).year
    found = page.views.fund_position(programme=programme, fiscal_year=year, region=region)
    available: dict[Source, Money] = {}
    for line in found.lines:
        if line.fund == fund_id(year, programme, region):
            source = (line.level, line.kind)
            available[source] = available.get(source, ZERO) + line.balance.available
    every = in_order({**available, **taken})
    return [Balance(source, available.get(source, ZERO), taken.get(source, ZERO)) for source in every]


def _left_out(page: Page, asked: Mapping[str, str], on_it: set[str]) -> Sequence[tuple[str, str]]:
    programme, region, period = asked["programme"], RegionCode.parse(asked["region"]), Period.parse(asked["period"])
    views, at = page.views, page.caller.services.desk.views_now()
    where = Where(programmes=(programme,), regions=(region,))
    others = [one.beneficiary for one in views.rows(CASES, as_of=at, where=where) if one.beneficiary not in on_it]
    fallen = {one.beneficiary: one.reason for one in views.not_in_standing(others, programme, period, as_of=at)}
    paid = views.paid_in(programme, period, as_of=at)
    otherwise = "no_service" if _pays_institutions(page, programme) else "nothing_due"
    return [(one, fallen.get(one) or ("paid_already" if one in paid else otherwise)) for one in others]


def _details(page: Page, programme: str, left_out: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the stated reason of each case that was stopped; for the others there is none."""
    stopped = [person for person, reason in left_out if reason in _STOPPED]
    found: dict[str, str] = {}
    for person in stopped:
        steps = cast(Sequence[CaseStep], page.views.register("case_step", f"{programme}/{person}"))
        found[person] = next((step.reason for step in reversed(steps) if step.reason), "")
    return found


def _pays_institutions(page: Page, programme: str) -> bool:
    found = programme_of(page, programme)
    return found is not None and found.payee_kind is PayeeKind.INSTITUTION


def _line(said: Mapping[str, Any]) -> BatchLine:
    return BatchLine(
        beneficiary=said["beneficiary"],
        payee=said["payee"],
        region=said["region"],
        amount=Money.from_yuan(said["amount"]),
        tier=said["tier"],
        parts=tuple(Part(part["line"], Money.from_yuan(part["amount"])) for part in said["parts"]),
    )
