"""Who goes on a batch: from the entitlements as they stand, checked against the office's own list when there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from application import streams
from application.answers import Entitlement
from application.commands.contract_pay import dues_under_contracts, people_to_pay, without_tier_amounts
from application.commands.corrections import shortfalls
from application.commands.screened_people import screened_for
from application.desk import Desk
from application.work import Loaded, Work
from domain.batches.build import Draft, Entitled, build, build_corrections
from domain.batches.events import PayoutKind
from domain.batches.rejections import (
    AgreementMissing,
    AmountNotByTheRules,
    ListedTwice,
    NotEntitled,
    PaidAlready,
    PeriodNotOfProgramme,
)
from domain.devices.rejections import PaidInKind
from domain.funds.state import Fund
from domain.institutions.events import BeneficiaryPayment
from domain.institutions.state import Agreement, signed
from domain.money import Money
from domain.periods import Period
from domain.programmes.events import PayeeKind, ProgrammeOpened
from domain.programmes.policy import Policy, StandardUnit
from domain.programmes.state import Programme, existing, policy_at
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the office's own list: a person, and the amount the office expects."""

    beneficiary: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line of the office's list; `row` counts from 0."""

    row: int
    refusal: Rejected


class Asked(Protocol):
    """What a list needs to know of the command it is for."""

    @property
    def programme(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def payout_kind(self) -> PayoutKind: ...
    @property
    def listed(self) -> tuple[Listed, ...]: ...
    @property
    def agreements(self) -> tuple[str, ...]: ...
    @property
    def on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft with what it rests on."""

    draft: Draft
    policy: Policy
    agreements: Sequence[Loaded[Agreement]]
    built_at: int

    def payments_to(self, agreement: str) -> list[BeneficiaryPayment]:
        """Return what the draft pays under one agreement, person by person."""
        return [
            BeneficiaryPayment(line.beneficiary, line.amount) for line in self.draft.lines if line.payee == agreement
        ]


def drafted(ask: Asked, *, programme: Programme, fund: Fund, work: Work, desk: Desk) -> Plan:
    """Work out a batch's draft, and make the append depend on nobody's case changing meanwhile."""
    opened = existing(programme)
    if ask.period.kind is not opened.period_kind:
        raise PeriodNotOfProgramme("period", kind=opened.period_kind.value, period=ask.period)
    policy = policy_at(programme, ask.on)
    _no_cash_for_devices(opened, ask, work=work)
    position = desk.views_now()
    standing = desk.views.entitlements(ask.programme, ask.region, ask.period, as_of=position)
    due = {person.beneficiary: due_amount(person, policy) for person in standing}
    agreements = [streams.agreement(work, name) for name in dict.fromkeys(ask.agreements)]
    due = dues_under_contracts(due, agreements, period=ask.period, payout_kind=ask.payout_kind)
    tiers = without_tier_amounts(policy, agreements)
    people = [person for person in standing if due[person.beneficiary]]
    if ask.payout_kind is PayoutKind.CORRECTION:
        people, short = shortfalls(ask, people, due, policy=tiers, work=work)
        entitled = _with_payees(people, short.amounts, opened.payee_kind, agreements, ask.period)
        draft = build_corrections([(each, short.tiers[each.beneficiary]) for each in entitled], policy=tiers, fund=fund)
    else:
        people = _not_yet_paid(_listed(people, ask, due, policy), ask, desk, position)
        screened = screened_for(ask, [person.beneficiary for person in people], work=work)
        people = [person for person in people if person.beneficiary not in screened.left_out]
        entitled = _with_payees(people, due, opened.payee_kind, agreements, ask.period)
        entitled = [replace(one, tier=screened.tiers.get(one.beneficiary, "")) for one in entitled]
        draft = screened.told(build(entitled, policy=tiers, fund=fund, period=ask.period))
        _as_listed(ask.listed, draft)
    work.rests_on(
        position,
        [f"case/{ask.programme}/{person.beneficiary}" for person in people]
        + [f"beneficiary/{person.beneficiary}" for person in people],
    )
    return Plan(draft, policy, agreements, position)


def _no_cash_for_devices(opened: ProgrammeOpened, ask: Asked, *, work: Work) -> None:
    """See that nobody is paid under a programme that gives devices in kind. Raises PaidInKind."""
    if opened.payee_kind is PayeeKind.PERSON and streams.devices(work, ask.programme).state.kinds:
        raise PaidInKind("programme", programme=ask.programme)


def check_list(listed: Sequence[Listed], due: Mapping[str, Money], period: Period, *, policy: Policy) -> list[Problem]:
    """Hold an office's list against what the rules give; name every line that differs.

    An amount that some tier pays instead of the standard passes here; the seating then says who gets it.
    """
    tier_amounts = [tier.amount for tier in policy.tiers if tier.amount is not None]
    problems: list[Problem] = []
    seen: set[str] = set()
    for row, line in enumerate(listed):
        field = f"listed[{row}]"
        if line.beneficiary in seen:
            problems.append(Problem(row, ListedTwice(field, beneficiary=line.beneficiary)))
        seen.add(line.beneficiary)
        amount = due.get(line.beneficiary)
        if not amount:
            problems.append(Problem(row, NotEntitled(field, beneficiary=line.beneficiary, period=period)))
        elif amount != line.amount and line.amount not in tier_amounts:
            problems.append(
                Problem(
                    row,
                    AmountNotByTheRules(
                        f"{field}.amount", beneficiary=line.beneficiary, listed=line.amount, due=amount
                    ),
                )
            )
    return problems


def _listed(people: list[Entitlement], ask: Asked, due: Mapping[str, Money], policy: Policy) -> list[Entitlement]:
    """Keep whom the office listed, everybody when it listed nobody. Raises the first line's refusal."""
    if not ask.listed:
        return people
    for problem in check_list(ask.listed, due, ask.period, policy=policy):
        raise problem.refusal
    wanted = {line.beneficiary for line in ask.listed}
    return [person for person in people if person.beneficiary in wanted]


def _as_listed(listed: Sequence[Listed], draft: Draft) -> None:
    """Hold the list's amounts against those of the tiers people were seated in. Raises AmountNotByTheRules."""
    due = {line.beneficiary: line.amount for line in draft.lines}
    for row, line in enumerate(listed):
        amount = due.get(line.beneficiary, line.amount)
        if amount != line.amount:
            raise AmountNotByTheRules(
                f"listed[{row}].amount", beneficiary=line.beneficiary, listed=line.amount, due=amount
            )


def due_amount(person: Entitlement, policy: Policy) -> Money:
    """Return what the rules give one person for a period: the standard, or the sum of the months that stand."""
    return person.amount if policy.standard_unit is StandardUnit.PERIOD else person.months_total


def _not_yet_paid(people: list[Entitlement], ask: Asked, desk: Desk, position: int) -> list[Entitlement]:
    """Leave out who is paid for the period already; refuse when the office's list names such a person.

    Arrears also reach whose earlier payment was given up; a regular batch leaves them out.
    """
    given_up_too = ask.payout_kind is not PayoutKind.ARREARS
    paid = desk.views.paid_in(ask.programme, ask.period, cancelled=given_up_too, as_of=position)
    for row, line in enumerate(ask.listed):
        if line.beneficiary in paid:
            raise PaidAlready(f"listed[{row}]", beneficiary=line.beneficiary, period=ask.period)
    return [person for person in people if person.beneficiary not in paid]


def _with_payees(
    people: Sequence[Entitlement],
    due: Mapping[str, Money],
    payee_kind: PayeeKind,
    agreements: Sequence[Loaded[Agreement]],
    period: Period,
) -> list[Entitled]:
    if payee_kind is PayeeKind.PERSON:
        return [Entitled(p.beneficiary, p.beneficiary, p.region, due[p.beneficiary]) for p in people]
    if not agreements:
        raise AgreementMissing("agreements")
    payee: dict[str, str] = {}
    for agreement in agreements:
        signed(agreement.state)
        for beneficiary in people_to_pay(agreement.state, period):
            payee.setdefault(beneficiary, agreement.state.id)
    return [
        Entitled(p.beneficiary, payee[p.beneficiary], p.region, due[p.beneficiary])
        for p in people
        if p.beneficiary in payee
    ]
