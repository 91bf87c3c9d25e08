"""The lists of people, of their cases, and of those whose case stands in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from application.answers import Entitlement
from application.listed.rules_and_people import BeneficiaryListed, CaseListed
from application.lists import Where
from application.views.beneficiaries import Beneficiary, BeneficiaryChange, Circumstance
from application.views.cases import CaseStage, CaseStep
from application.views.standing import Standing, judge, standing
from domain.facts import Fact
from domain.periods import Month
from infrastructure.views.lists.conditions import Among, Starts, Without, every
from infrastructure.views.lists.plans import Plan, Store, one

_CERTIFICATE = "certificate_valid_until"


def _beneficiaries(store: Store, rows: Sequence[Beneficiary], _: Where) -> Iterator[BeneficiaryListed]:
    people = {row.beneficiary for row in rows}
    ends: dict[str, dict[str, Beneficiary]] = defaultdict(dict)
    ended = (BeneficiaryChange.DIED, BeneficiaryChange.MOVED_AWAY)
    for change in store.rows(Beneficiary, beneficiary=people, change=ended):
        ends[change.beneficiary][change.change] = change
    facts: dict[str, dict[str, Fact]] = defaultdict(dict)
    for known in store.rows(Circumstance, beneficiary=people):
        facts[known.beneficiary][known.fact] = Fact(known.fact, known.value, known.source, known.effective)
    for row in rows:
        died, moved = (ends[row.beneficiary].get(change) for change in ended)
        stopped = [end.stopped_on for end in (died, moved) if end is not None and end.stopped_on is not None]
        own = dict(sorted(facts[row.beneficiary].items()))
        yield BeneficiaryListed(
            row.beneficiary,
            row.region or "",
            row.effective,
            died and died.stopped_on,
            moved and moved.stopped_on,
            moved and moved.region,
            min(stopped, default=None),
            _day(own.get(_CERTIFICATE)),
            own,
            row.position,
        )


def _day(fact: Fact | None) -> date | None:
    try:
        return None if fact is None else date.fromisoformat(fact.value)
    except ValueError:
        return None  # `none`: it is valid without end.


def _cases(store: Store, rows: Sequence[CaseStep], _: Where) -> Iterator[CaseListed]:
    steps, stops = _histories(store, rows)
    for row in rows:
        history = steps[row.programme, row.beneficiary]
        known = standing(history, stops[row.beneficiary])
        own = [step for step in history if step.position >= row.position]
        decided = [step for step in own if step.stage in (CaseStage.GRANTED, CaseStage.REFUSED)]
        granted = [step for step in decided if step.stage == CaseStage.GRANTED]
        grant = granted[-1] if granted else None
        yield CaseListed(
            known.case.id,
            row.programme,
            row.beneficiary,
            row.region or "",
            known.case.stage,
            None if grant is None else known.case.amount,
            None if grant is None or grant.first_month is None else Month.of(grant.first_month),
            _stops_from(known),
            decided[-1].policy_version if decided else None,
            grant and grant.notice,
            known.case.open_objections,
            row.effective,
            decided[-1].effective if decided else None,
            row.position,
            own[-1].position,
        )


def _stops_from(known: Standing) -> Month | None:
    """Return the month from which nothing is paid any more; None while it goes on, and where nothing ever was."""
    spans = known.case.spans
    ends = [span.end for span in spans if span.end is not None]
    last = max(ends) if spans and len(ends) == len(spans) else None
    stopped = [end for end, _ in known.stops] if spans else []
    return min([*stopped, *([last] if last is not None else [])], default=None)


def _entitlements(store: Store, rows: Sequence[CaseStep], where: Where) -> Iterator[Entitlement | None]:
    assert where.period is not None, "the list needs a period"
    steps, stops = _histories(store, rows)
    for row in rows:
        known = standing(steps[row.programme, row.beneficiary], stops[row.beneficiary])
        judged = judge(row.beneficiary, known, where.period)
        yield judged if isinstance(judged, Entitlement) else None


def _histories(
    store: Store, rows: Sequence[CaseStep]
) -> tuple[dict[tuple[str, str], list[CaseStep]], dict[str, list[Beneficiary]]]:
    people = {row.beneficiary for row in rows}
    steps: dict[tuple[str, str], list[CaseStep]] = defaultdict(list)
    for step in store.rows(CaseStep, programme={row.programme for row in rows}, beneficiary=people):
        steps[step.programme, step.beneficiary].append(step)
    stops: dict[str, list[Beneficiary]] = defaultdict(list)
    for change in store.rows(Beneficiary, beneficiary=people):
        stops[change.beneficiary].append(change)
    return steps, stops


BENEFICIARIES = Plan(
    kind=Beneficiary,
    views=("beneficiaries",),
    key=("region", "beneficiary"),
    births=every(
        Among("change", (BeneficiaryChange.REGISTERED,)),
        Without(Beneficiary, (("beneficiary", "beneficiary"),), Among("change", (BeneficiaryChange.REGISTERED,))),
    ),
    fold=_beneficiaries,
    region=lambda prefix: Starts("region", (prefix,)),
    filters={"beneficiary": one("beneficiary")},
    finds=frozenset({"beneficiary"}),
    spans_are_ranges=True,
)
CASES = Plan(
    kind=CaseStep,
    views=("cases", "beneficiaries"),
    key=("programme", "region", "beneficiary"),
    births=every(
        Among("stage", (CaseStage.APPLIED,)),
        Without(
            CaseStep,
            (("beneficiary", "beneficiary"), ("programme", "programme")),
            Among("stage", (CaseStage.APPLIED,)),
        ),
    ),
    fold=_cases,
    programme=one("programme"),
    region=lambda prefix: Starts("region", (prefix,)),
    filters={"beneficiary": one("beneficiary")},
    finds=frozenset({"beneficiary"}),
    same=("programme", "beneficiary"),
    stages={
        "applied": ("applied",),
        "granted": ("granted", "resumed"),
        "suspended": ("suspended",),
        "refused": ("refused",),
        "revoked": ("revoked",),
    },
    spans_are_ranges=True,
)
ENTITLEMENTS = Plan(
    kind=CaseStep,
    views=CASES.views,
    key=CASES.key,
    births=CASES.births,
    fold=_entitlements,
    programme=CASES.programme,
    region=CASES.region,
    filters=CASES.filters,
    finds=CASES.finds,
    spans_are_ranges=True,
)
