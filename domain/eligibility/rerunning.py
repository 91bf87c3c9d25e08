"""Any decision run again on the facts it keeps: by its own version of the policy, or supposing another one.

The evaluation is `criteria.judge`, which the decision itself was taken by; nothing is worked out a second way here.
What a refusal rested on beside facts and rules (a review, an exclusion, an objection, a death, a move) is no matter of
either: it is taken over as it was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.eligibility.criteria import Judgement, judge
from domain.eligibility.events import CaseGranted, CaseRechecked, CaseRefused
from domain.eligibility.rejections import OtherPolicyVersion
from domain.facts import Fact, Outcome
from domain.money import Money
from domain.programmes.formula_checks import facts_of_standards
from domain.programmes.policy import Policy, StandardUnit
from domain.programmes.policy_checks import facts_used
from domain.workings import Working

Decision = CaseGranted | CaseRefused | CaseRechecked

CIRCUMSTANCES = ("died", "moved_away")
CIRCUMSTANCES_OF = ("review:", "excluded:", "objection:")
"""The words, and what words begin with, by which `decisions.refuse` names reasons that are not the rules'."""


class Verdict(StrEnum):
    """What a decision comes to. `undetermined`: the policy asks for facts that nobody looked at then."""

    GRANTED = "granted"
    REFUSED = "refused"
    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return {
            "granted": "批准",
            "refused": "不予批准",
            "passed": "复核通过",
            "failed": "复核未通过",
            "undetermined": "无法确定",
        }[self.value]

    @property
    def pays(self) -> bool:
        """Whether money follows from it."""
        return self in (Verdict.GRANTED, Verdict.PASSED)


@dataclass(frozen=True, slots=True)
class Said:
    """What a decision said, or what its facts come to now. `amount` is None where nothing is to be paid.

    `workings` are the lines by which a formula gave the amount; none where the standard is a fixed one.
    """

    verdict: Verdict
    outcomes: tuple[Outcome, ...]
    reasons: tuple[str, ...]
    amount: Money | None
    workings: tuple[Working, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionAgain:
    """One criterion (by its article), then and again; None on the side that has no such criterion."""

    criterion: str
    decided: Outcome | None
    again: Outcome | None
    equal: bool


@dataclass(frozen=True, slots=True)
class Rerun:
    """A decision beside what its facts come to under `policy_version`.

    `differs` names what is not the same: `policy_version` (another was in force then), `verdict`, `criteria`,
    `reasons`, `amount`, `workings`; empty when everything is equal, bit for bit. `standard` is the article of the row
    of the standards table that fits now. `lacking` are facts this policy asks for and the decision did not look at, or
    took from elsewhere.
    """

    policy_version: int
    unit: StandardUnit
    decided: Said
    again: Said
    criteria: tuple[CriterionAgain, ...]
    standard: str
    lacking: tuple[str, ...]
    differs: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.differs


def decided_on(decision: Decision) -> date:
    """Return the day a decision counts for, which is the day its criteria were asked as of."""
    return decision.checked_on if isinstance(decision, CaseRechecked) else decision.decided_on


def said_by(decision: Decision) -> Said:
    """Return what a decision says of itself. A failed check keeps the amount as it was and decides none."""
    match decision:
        case CaseGranted(outcomes=outcomes, amount=amount, workings=workings):
            return Said(Verdict.GRANTED, outcomes, (), amount, workings)
        case CaseRefused(outcomes=outcomes, reasons=reasons):
            return Said(Verdict.REFUSED, outcomes, reasons, None)
        case CaseRechecked(outcomes=outcomes, passed=True, amount=amount, workings=workings):
            return Said(Verdict.PASSED, outcomes, (), amount, workings)
        case CaseRechecked(outcomes=outcomes):
            return Said(Verdict.FAILED, outcomes, (), None)


def rerun(decision: Decision, policy: Policy, *, in_force: int | None = None) -> Rerun:
    """Run a decision again by its own version of the policy, on the facts and the day it keeps.

    `in_force` is the version that the log says was in force that day (None: nobody looked). Raises OtherPolicyVersion.
    """
    if decision.policy_version != policy.version:
        raise OtherPolicyVersion("policy", decided=decision.policy_version, given=policy.version)
    known = () if in_force in (None, policy.version) else ("policy_version",)
    return _compared(decision, policy, decision.facts, (), known)


def suppose(decision: Decision, own: Policy, other: Policy) -> Rerun:
    """Say what a decision would have come to under another policy. `own` is the version it was taken by."""
    lacking = _lacking(decision, own, other)
    facts = tuple(fact for fact in decision.facts if fact.name not in lacking)
    return _compared(decision, other, facts, lacking, ())


def _compared(
    decision: Decision, policy: Policy, facts: Sequence[Fact], lacking: tuple[str, ...], known: tuple[str, ...]
) -> Rerun:
    decided, judged = said_by(decision), judge(policy, facts, decided_on(decision))
    again = _again(decision, judged, unknown=_matters(policy, judged, lacking))
    differs = [*known]
    differs += ["verdict"] if decided.verdict is not again.verdict else []
    differs += ["criteria"] if decided.outcomes != again.outcomes else []
    differs += ["reasons"] if decided.reasons != again.reasons else []
    differs += ["amount"] if decided.amount != again.amount else []
    differs += ["workings"] if decided.workings != again.workings else []
    return Rerun(
        policy_version=policy.version,
        unit=policy.standard_unit,
        decided=decided,
        again=again,
        criteria=tuple(_side_by_side(decided.outcomes, again.outcomes)),
        standard=judged.standard.article if judged.standard else "",
        lacking=lacking,
        differs=tuple(differs),
    )


def _again(decision: Decision, judged: Judgement, *, unknown: bool) -> Said:
    checked = isinstance(decision, CaseRechecked)
    beside = tuple(filter(_is_circumstance, decision.reasons)) if isinstance(decision, CaseRefused) else ()
    if unknown and not beside:
        return Said(Verdict.UNDETERMINED, judged.outcomes, (), None)
    if judged.grants and not beside:
        verdict = Verdict.PASSED if checked else Verdict.GRANTED
        return Said(verdict, judged.outcomes, (), judged.worked.amount, judged.worked.workings)
    reasons = () if checked else (*judged.reasons, *beside)
    return Said(Verdict.FAILED if checked else Verdict.REFUSED, judged.outcomes, reasons, None)


def _is_circumstance(reason: str) -> bool:
    return reason in CIRCUMSTANCES or reason.startswith(CIRCUMSTANCES_OF)


def _lacking(decision: Decision, own: Policy, other: Policy) -> tuple[str, ...]:
    """Name the facts that the other policy asks for and that were not looked at, or come from another register.

    A fact that the decision's own policy asked for and that is not there was looked for: it is missing, not unknown.
    """
    kept = {fact.name: fact.source for fact in decision.facts}
    looked_for = {*facts_used(own), *kept}
    sources = {declared.fact: declared.source for declared in other.fact_sources}
    return tuple(
        name
        for name in facts_used(other)
        if name not in looked_for or (name in kept and kept[name] != sources.get(name, kept[name]))
    )


def _matters(policy: Policy, judged: Judgement, lacking: Sequence[str]) -> bool:
    """Say whether the answer hangs on facts that are lacking: criteria unanswered, or met and the amount open."""
    if not lacking or judged.holds is False:
        return False
    return judged.holds is None or bool(set(lacking) & set(facts_of_standards(policy.standards, policy.bases)))


def _side_by_side(decided: Sequence[Outcome], again: Sequence[Outcome]) -> Iterator[CriterionAgain]:
    """Yield criteria of one article together, the first with the first; those that stand on one side only follow."""
    waiting: dict[str, list[Outcome]] = {}
    for outcome in again:
        waiting.setdefault(outcome.criterion, []).append(outcome)
    for outcome in decided:
        same = waiting.get(outcome.criterion)
        other = same.pop(0) if same else None
        yield CriterionAgain(outcome.criterion, outcome, other, outcome == other)
    for outcomes in waiting.values():
        for outcome in outcomes:
            yield CriterionAgain(outcome.criterion, None, outcome, equal=False)
