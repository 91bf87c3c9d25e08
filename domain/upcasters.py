"""How an old entry reads today: each old name has one small step to the next name. Stored bytes never change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upcaster:
    """One step: the payload of an old name becomes the payload of the name `to`."""

    to: str
    change: Callable[[Payload], Payload]


_REASONS = {
    "账号不存在": "account_unknown",
    "已销户": "account_closed",
    "户名不符": "name_mismatch",
    "账户冻结": "account_frozen",
}


def _give_the_return_a_reason_code(payload: Payload) -> Payload:
    """The first form kept only the bank's words; the second adds a code, so that returns can be counted by reason."""
    words = payload["bank_words"]
    return {**payload, "reason": _REASONS.get(words, "other")}


def _say_nothing_of_what_it_was_about(payload: Payload) -> Payload:
    """The first form did not keep which things a refused command named; nobody knows them any more."""
    return {**payload, "about": []}


def policy_before_formulas(policy: Payload) -> Payload:
    """A policy's first form had fixed standards only, and the months of the two national subsidies for all.

    Offices keep policy files of that form, so it is taken from them, too.
    """
    rows = policy.get("standards", [])
    standards = [{"formula": None, **row} if isinstance(row, dict) else row for row in rows]
    monthly = {"starts": "same", "stops": [], "back_pay_months": 3, "reminder_days": 90}
    return {"bases": [], "monthly": monthly, **policy, "standards": standards}


def _give_the_policy_its_later_fields(payload: Payload) -> Payload:
    return {**payload, "policy": policy_before_formulas(payload["policy"])}


def _nothing_was_worked_out(payload: Payload) -> Payload:
    """The first form knew fixed standards only: its amount stands in the policy's table."""
    return {**payload, "workings": []}


UPCASTERS: Mapping[str, Upcaster] = {
    "payout.returned.1": Upcaster("payout.returned.2", _give_the_return_a_reason_code),
    "command.refused.1": Upcaster("command.refused.2", _say_nothing_of_what_it_was_about),
    "programme.policy_published.1": Upcaster("programme.policy_published.2", _give_the_policy_its_later_fields),
    "case.granted.1": Upcaster("case.granted.2", _nothing_was_worked_out),
    "case.rechecked.1": Upcaster("case.rechecked.2", _nothing_was_worked_out),
}
