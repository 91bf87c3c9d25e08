"""The lists of programmes, policies, targets and fund lines: small registers, read by id or in the order recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.answers import FundLineView
from application.listed.rules_and_people import PolicyListed, ProgrammeListed, TargetListed, TierListed
from application.lists import Where
from application.views.funds import FundLine
from application.views.programmes import PolicyTier, PolicyVersion, Programme, Target
from application.views.sheet import NOTHING
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import StandardUnit
from infrastructure.views import assembling
from infrastructure.views.lists.conditions import ALWAYS, Starts, Without
from infrastructure.views.lists.plans import Plan, Store, one


def _programmes(store: Store, rows: Sequence[Programme], _: Where) -> Iterator[ProgrammeListed]:
    newest: dict[str, PolicyVersion] = {}
    for policy in store.rows(PolicyVersion, programme={row.programme for row in rows}):
        if policy.programme not in newest or policy.version >= newest[policy.programme].version:
            newest[policy.programme] = policy
    for row in rows:
        own = newest.get(row.programme)
        yield ProgrammeListed(
            row.programme,
            row.name_zh,
            row.name_en,
            PayeeKind(row.payee_kind),
            DecidingBody(row.deciding_body),
            PeriodKind(row.period_kind),
            row.bank_memo,
            own and own.version,
            own and own.document,
            own and own.effective,
            row.position,
        )


def _policies(store: Store, rows: Sequence[PolicyVersion], _: Where) -> Iterator[PolicyListed]:
    tiers: dict[int, list[TierListed]] = defaultdict(list)
    for tier in store.rows(PolicyTier, position={row.position for row in rows}):
        amount = None if tier.amount_fen is None else Money(tier.amount_fen)
        tiers[tier.position].append(TierListed(tier.tier, tier.headcount, amount, tier.funded))
    for row in rows:
        yield PolicyListed(
            row.programme,
            row.version,
            row.document,
            StandardUnit(row.standard_unit),
            row.notice_days,
            row.effective,
            tuple(tiers[row.position]),
            row.position,
        )


def _targets(_: Store, rows: Sequence[Target], __: Where) -> Iterator[TargetListed]:
    for row in rows:
        level = GovernmentLevel(row.level)
        yield TargetListed(
            row.programme, row.fiscal_year, level, row.name, row.people, row.document, row.effective, row.position
        )


def _fund_lines(store: Store, rows: Sequence[FundLine], _: Where) -> Iterator[FundLineView]:
    balances = store.balances([row.line_id for row in rows])
    for row in rows:
        yield assembling.fund_line(row, balances.get(row.line_id, NOTHING))


PROGRAMMES = Plan(
    kind=Programme,
    views=("programmes",),
    key=("programme",),
    births=Without(Programme, (("programme", "programme"),), ALWAYS),
    fold=_programmes,
    programme=one("programme"),
)
POLICIES = Plan(
    kind=PolicyVersion,
    views=("programmes",),
    key=("programme", "version"),
    births=ALWAYS,
    fold=_policies,
    programme=one("programme"),
)
TARGETS = Plan(
    kind=Target,
    views=("programmes",),
    key=("position",),
    births=ALWAYS,
    fold=_targets,
    programme=one("programme"),
    filters={"year": one("fiscal_year")},
)
FUND_LINES = Plan(
    kind=FundLine,
    views=("funds", "posting"),
    key=("line_id",),
    births=Without(FundLine, (("line_id", "line_id"),), ALWAYS, earlier=True),
    fold=_fund_lines,
    programme=one("programme"),
    region=lambda prefix: Starts("region", (prefix,)),
    filters={"year": one("fiscal_year")},
)
