"""A ledger in which every command of the office was given once."""

from __future__ import annotations

from domain.accounts.roles import Role
from tests.http.commands import STEPS
from tests.http.medicine import CASHIER, REVIEWER, TOWNSHIP
from tests.http.stepping import Story
from tests.support.service import Service


def play(service: Service) -> Story:
    """Open the accounts, give the commands in order, and return what they made."""
    for account in (TOWNSHIP, REVIEWER):
        service.account(account, Role.TOWNSHIP)
    service.account(CASHIER, Role.FINANCE_OFFICER)
    story = Story()
    for step in STEPS:
        step.marks(story, service.done(step.who, step.at(story), step.body(story)))
    return story
