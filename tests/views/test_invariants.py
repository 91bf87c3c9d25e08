"""The rules of a whole log: a lawful history breaks none, and each kind of wrong breaks its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from application.invariants import INVARIANTS, breaches
from application.recorded import Recorded
from domain.batches.events import BatchApproved
from domain.eligibility.events import CaseGranted
from domain.funds.events import FundsAllocated, FundsSettled
from domain.money import Money
from domain.notices.events import NoticeConcluded
from domain.payouts.events import PayoutReleased, PayoutSettled
from domain.proofs.events import TrialBalanceListed
from tests.views.stories import small_log

Log = list[Recorded[object]]


def first(log: Log, kind: type) -> int:
    return next(place for place, entry in enumerate(log) if isinstance(entry.fact, kind))


def without(kind: type) -> Callable[[Log], Log]:
    """Leave the first such entry out, and close the gap."""

    def change(log: Log) -> Log:
        place = first(log, kind)
        gone = log[place]
        kept = [*log[:place], *log[place + 1 :]]
        versions = [
            replace(entry, version=entry.version - 1)
            if entry.stream == gone.stream and entry.version > gone.version
            else entry
            for entry in kept
        ]
        return [replace(entry, position=position) for position, entry in enumerate(versions, 1)]

    return change


def twice(kind: type) -> Callable[[Log], Log]:
    """Say the first such entry once more, at the end."""

    def change(log: Log) -> Log:
        said = log[first(log, kind)]
        version = 1 + max(entry.version for entry in log if entry.stream == said.stream)
        again = replace(said, position=len(log) + 1, version=version, recorded_at=log[-1].recorded_at)
        return [*log, again]

    return change


def approved_by_one_person(log: Log) -> Log:
    return [
        replace(entry, fact=replace(entry.fact, approved_by="officer-qian"))
        if isinstance(entry.fact, BatchApproved)
        else entry
        for entry in log
    ]


def approved_on_another_digest(log: Log) -> Log:
    place = first(log, BatchApproved)
    fact = log[place].fact
    assert isinstance(fact, BatchApproved)
    return [*log[:place], replace(log[place], fact=replace(fact, digest="0" * 64)), *log[place + 1 :]]


def with_a_gap(log: Log) -> Log:
    return [*log[:10], *log[11:]]


def with_one_more_fen_in_the_trial_balance(log: Log) -> Log:
    place = first(log, TrialBalanceListed)
    fact = log[place].fact
    assert isinstance(fact, TrialBalanceListed)
    line = fact.lines[0]
    balance = replace(line.balances[0], amount=line.balances[0].amount + Money(1))
    listed = replace(fact, lines=(replace(line, balances=(balance, *line.balances[1:])), *fact.lines[1:]))
    return [*log[:place], replace(log[place], fact=listed), *log[place + 1 :]]


WRONGS: list[tuple[str, Callable[[Log], Log]]] = [
    ("numbered_without_gaps", with_a_gap),
    ("trial_balances_are_the_postings", with_one_more_fen_in_the_trial_balance),
    ("only_those_granted_after_notice_are_paid", without(CaseGranted)),
    ("only_those_granted_after_notice_are_paid", without(NoticeConcluded)),
    ("nobody_is_paid_twice", twice(PayoutReleased)),
    ("nothing_comes_back_that_was_not_paid", without(PayoutReleased)),
    ("no_fund_is_overdrawn", without(FundsAllocated)),
    ("no_fund_is_overdrawn", twice(PayoutSettled)),
    ("approved_by_different_people", approved_by_one_person),
    ("approved_by_different_people", approved_on_another_digest),
    ("approved_by_different_people", without(BatchApproved)),
    ("control_totals_are_the_payouts", without(FundsSettled)),
    ("control_totals_are_the_payouts", without(PayoutSettled)),
]


def test_a_lawful_history_breaks_no_rule() -> None:
    assert list(breaches(small_log())) == []


@pytest.mark.parametrize(("rule", "wrong"), WRONGS, ids=lambda value: getattr(value, "__qualname__", value))
def test_each_wrong_breaks_its_rule(rule: str, wrong: Callable[[Log], Log]) -> None:
    assert rule in {breach.rule for breach in breaches(wrong(small_log()))}


def test_every_rule_has_a_wrong_that_breaks_it() -> None:
    assert {rule for rule, _ in WRONGS} == {kind.RULE for kind in INVARIANTS}
