"""Whoever is about to be paid must still be owed what the batch says, however long ago it was built."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from application import streams
from application.claims import still_payable
from application.commands.batch_lists import due_amount
from application.desk import Desk
from application.work import Work
from domain.batches.rejections import AmountNotByTheRules, NotInStanding
from domain.batches.state import Batch
from domain.claims.naming import is_claim
from domain.money import ZERO, Money
from domain.periods import PeriodKind
from domain.programmes.state import policy_version


def still_due(batch: Batch, people: Sequence[str], *, work: Work, desk: Desk) -> None:
    """Make sure of it before the bank hears of these people of the batch, and that the append depends on it.

    Raises NotInStanding (somebody died, moved, was stopped or objected to), AmountNotByTheRules (fewer months of the
    period stand than when the batch was built, or another amount was decided; one month stands or falls whole), and of
    claims what their sources say against them.
    """
    persons = [person for person in people if not is_claim(person)]
    still_payable(work, [claim for claim in people if is_claim(claim)], on=desk.clock.today())
    if persons:
        _still_due_to_persons(batch, persons, work=work, desk=desk)


def _still_due_to_persons(batch: Batch, people: Sequence[str], *, work: Work, desk: Desk) -> None:
    position = desk.views_now()
    opened = batch.opened
    fallen = desk.views.not_in_standing(people, opened.programme, opened.period, as_of=position)
    if fallen:
        raise NotInStanding("batch_id", people=len(fallen), beneficiary=fallen[0].beneficiary, reason=fallen[0].reason)
    if opened.period.kind is not PeriodKind.MONTH:
        built, now = (_dues(batch, at, work=work, desk=desk) for at in (opened.built_at, position))
        for person in people:
            then, due = built.get(person, ZERO), now.get(person, ZERO)
            if due != then:
                raise AmountNotByTheRules("batch_id", beneficiary=person, listed=then, due=due)
    cases, persons = f"case/{opened.programme}/", "beneficiary/"
    work.rests_on(position, chain(map(cases.__add__, people), map(persons.__add__, people)))


def _dues(batch: Batch, position: int, *, work: Work, desk: Desk) -> dict[str, Money]:
    opened = batch.opened
    policy = policy_version(streams.programme(work, opened.programme).state, opened.policy_version)
    standing = desk.views.entitlements(opened.programme, opened.region, opened.period, as_of=position)
    return {person.beneficiary: due_amount(person, policy) for person in standing}
