"""The list of findings of audit checks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from application.listed.findings import CheckRunListed, FindingListed, FindingState
from application.lists import Where
from application.views.checks import CheckCount, Finding, FindingEvidence, FindingStage
from domain.money import Money
from infrastructure.views.lists.conditions import ALWAYS, Without
from infrastructure.views.lists.plans import Plan, Store, one


def _findings(store: Store, rows: Sequence[Finding], _: Where) -> Iterator[FindingListed]:
    ids = {row.finding for row in rows}
    steps: dict[str, list[Finding]] = defaultdict(list)
    for step in store.rows(Finding, finding=ids):
        steps[step.finding].append(step)
    newest = {name: _last(own, FindingStage.RECORDED) for name, own in steps.items()}
    positions = {step.position for step in newest.values() if step}
    proofs = Counter(each.finding for each in store.rows(FindingEvidence, finding=ids, position=positions))
    for row in rows:
        own = sorted(steps[row.finding], key=lambda step: step.position)
        found = newest[row.finding] or row
        since = [step for step in own if step.position > found.position]
        disposed, gone = _last(since, FindingStage.DISPOSED), _last(since, FindingStage.GONE)
        stage = FindingState.GONE if gone else FindingState.OPEN
        if disposed and disposed.disposition:
            stage = FindingState(str(disposed.disposition))
        yield FindingListed(
            row.finding,
            row.check_id,
            found.subject or "",
            found.programme or "",
            Money(found.amount_fen or 0),
            proofs[row.finding],
            stage,
            gone is None,
            disposed.reason if disposed else None,
            disposed.by if disposed else None,
            disposed.effective if disposed else None,
            found.effective,
            found.position,
        )


def _runs(_store: Store, rows: Sequence[CheckCount], _: Where) -> Iterator[CheckRunListed]:
    for row in rows:
        yield CheckRunListed(
            row.run,
            row.check_id,
            row.entries_to,
            row.counted_to,
            row.new_findings,
            row.unchanged_findings,
            row.gone_findings,
            row.by,
            row.position,
        )


def _last(steps: Sequence[Finding], stage: FindingStage) -> Finding | None:
    of_stage = [step for step in steps if step.stage == stage]
    return max(of_stage, key=lambda step: step.position, default=None)


FINDINGS = Plan(
    kind=Finding,
    views=("checks",),
    key=("position",),
    births=Without(Finding, (("finding", "finding"),), ALWAYS, earlier=True),
    fold=_findings,
    programme=one("programme"),
)
CHECK_RUNS = Plan(kind=CheckCount, views=("checks",), key=("position", "seq"), births=ALWAYS, fold=_runs)
