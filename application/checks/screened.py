"""What checks find in screenings: services over the target that nobody pays, and services to people who were dead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from application.checks.books import Line
from application.checks.check import Finding, Inputs, finding
from domain.beneficiaries.events import DeathRecorded
from domain.screenings.events import ClaimsArose, FollowUpsRecorded, StageRecorded
from domain.screenings.state import ClaimState, replay


def over_target_without_payer(inputs: Inputs) -> Iterator[Finding]:
    """Find services over a screening's target whose payer is undecided, and those paid all the same."""
    paid = {(each.programme, each.beneficiary): each for each in inputs.books.payments if each.is_live}
    for name, lines in inputs.books.of_kind("screening"):
        programme = name.rpartition("/")[0]
        arisen = {
            claim.beneficiary: line
            for line in lines
            if isinstance(line.fact, ClaimsArose)
            for claim in line.fact.claims
        }
        claims = replay(name, (line.fact for line in lines)).claims
        for who, line in arisen.items():
            claim, payment = claims[who], paid.get((programme, who))
            if claim.stage is ClaimState.DECIDED or (claim.stage is ClaimState.UNFUNDED and payment is None):
                continue
            said = [line.evidence("over the target, nobody pays it", amount=claim.amount)]
            said += [payment.evidence("paid all the same")] if payment else []
            yield finding("C21", name, who, "over the target", subject=who, programme=programme, evidence=said)


def served_after_death(inputs: Inputs) -> Iterator[Finding]:
    """Find stages and follow-ups of people on days after the day they died."""
    died: dict[str, tuple[date, Line]] = {}
    for person, lines in inputs.books.of_kind("beneficiary"):
        for line in lines:
            if isinstance(line.fact, DeathRecorded):
                died[person] = (line.fact.died_on, line)
    for name, lines in inputs.books.of_kind("screening"):
        for line in lines:
            for who, on in _seen(line.fact):
                if who in died and on > died[who][0]:
                    said = [line.evidence("seen", day=on), died[who][1].evidence("death recorded")]
                    programme = name.rpartition("/")[0]
                    yield finding("C19", name, who, str(on), subject=who, programme=programme, evidence=said)


def _seen(fact: object) -> Iterator[tuple[str, date]]:
    """Yield who was there in person, and when."""
    match fact:
        case StageRecorded(results=results):
            yield from ((one.beneficiary, one.on) for one in results if one.passed)
        case FollowUpsRecorded(results=followed):
            yield from ((one.beneficiary, one.on) for one in followed if one.done)
        case _:
            return
