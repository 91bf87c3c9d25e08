"""A ledger that has just begun leads by the hand: what is to be done, in which order, by whom, and what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.pages import navigation
from api.pages.page import Page
from api.pages.words import sentences
from application.lists import BENEFICIARIES, FUND_LINES, PROGRAMMES, ListOf
from domain.accounts.roles import Role

NEEDED = tuple(role for role in Role if role not in (Role.ADMINISTRATOR, Role.INSPECTOR, Role.AUDITOR))
"""Without somebody in each of these nobody can be paid."""

ACCOUNTS, PROGRAMME, POLICY, MONEY, PEOPLE = sentences(
    "Open an account for everybody, and give each a role and a region",
    "Open the first programme from a template",
    "Publish its rules, with your document and your figures",
    "Record the money that a document brings",
    "Register the first people",
)


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, by whom, where (empty: not for the caller), whether it is, and which roles are missing."""

    title: str
    roles: tuple[Role, ...]
    path: str
    is_done: bool
    missing: tuple[Role, ...] = ()


def steps_of(page: Page) -> Sequence[Step]:
    """Return the steps of a ledger's beginning; none once they are all done, as far as the caller can see."""
    programmes = list(page.views.rows(PROGRAMMES, **page.times))
    has_rules = any(one.policy_version is not None for one in programmes)
    steps = [
        Step(PROGRAMME, (Role.PROJECT_LEAD,), "/new-programme", bool(programmes)),
        Step(POLICY, (Role.PROJECT_LEAD,), f"/programmes/{programmes[0].programme}" if programmes else "", has_rules),
    ]
    account = page.caller.account
    if navigation.has(account, "accounts"):
        held = {one.role for each in page.views.accounts(**page.times) if each.open for one in each.roles}
        missing = tuple(role for role in NEEDED if role not in held)
        steps.insert(0, Step(ACCOUNTS, (Role.ADMINISTRATOR,), "/accounts", not missing, missing))
    if all(step.is_done for step in steps):
        return ()
    steps += [
        Step(MONEY, (Role.FINANCE_OFFICER,), "/funds/allocate", _any(page, FUND_LINES)),
        Step(PEOPLE, (Role.TOWNSHIP, Role.CASE_OFFICER), "/people/register", _any(page, BENEFICIARIES)),
    ]
    own = {held.role for held in account.roles}
    return [step if own & set(step.roles) else replace(step, path="") for step in steps]


def _any(page: Page, of: ListOf[Any]) -> bool:
    return bool(page.views.page(of, limit=1, **page.times).rows)
