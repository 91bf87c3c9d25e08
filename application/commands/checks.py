"""Running audit checks and keeping what they find; saying what becomes of a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.checks.check import Finding
from application.checks.registry import CHECK
from application.checks.running import Asked, Brought, Looked, look
from application.desk import Desk
from application.lists import FINDINGS
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.checks import decisions as checks
from domain.checks.events import CheckCount, CheckRun, Disposition, FindingRecorded, Parameter
from domain.checks.state import Finding as Known


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNamed:
    """A list that is brought: its kind and the SHA-256 (hex) of its file."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChecks:
    """Run checks as of a position (None: the newest) and a day, with these lists and limits, and keep what they find.

    `checks` names them (C01 …); empty means all that the lists brought allow.
    """

    command_id: str
    checks: tuple[str, ...]
    as_of: int | None
    effective: date
    lists: tuple[ListNamed, ...]
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeFinding:
    """Say what becomes of a finding (核实, 排除, 整改, 移送), and why."""

    command_id: str
    finding: str
    disposition: Disposition
    reason: str
    on: date


def run_checks(ask: RunChecks, brought: Sequence[Brought], *, by: Officer, desk: Desk) -> Answer:
    """Run checks and record the run, what is new and what is gone. `brought` are the lists that `ask.lists` names.

    Raises what `application.checks.running.look` raises.
    """
    assert [(each.name, each.sha256) for each in ask.lists] == [(each.name, each.sha256) for each in brought]
    asked = Asked(ask.checks, ask.as_of, ask.effective, ask.parameters)

    def decide(work: Work) -> dict[str, object]:
        looked = look(asked, brought, by=by, desk=desk)
        on_record = {row.finding for row in desk.views.rows(FINDINGS) if row.on_record and row.check in looked.found}
        found = {f"{check}/{one.key}": one for check, own in looked.found.items() for one in own}
        known = streams.findings(work, sorted(on_record | set(found)))
        counts = _counts(work, ask, looked, found, known)
        run = work.load(f"check_run/{ask.command_id}", lambda facts: sum(1 for _ in facts))
        work.record(
            run, CheckRun(looked.as_of, ask.effective, looked.lists, ask.parameters, tuple(counts.values()), by.id)
        )
        said = counts.values()
        return {
            "run": ask.command_id,
            "entries_to": looked.as_of,
            "checks": len(counts),
            "new": sum(each.new for each in said),
            "unchanged": sum(each.unchanged for each in said),
            "gone": sum(each.gone for each in said),
        }

    return desk.take(ask, decide, by=by)


def _counts(
    work: Work,
    ask: RunChecks,
    looked: Looked,
    found: Mapping[str, Finding],
    known: Sequence[Loaded[Known]],
) -> Mapping[str, CheckCount]:
    """Record what is new and what is gone, and return how many of each, check by check."""
    sums = {check: [0, 0, 0] for check in looked.found}
    names = [each.name for each in looked.lists]
    for loaded in known:
        state = loaded.state
        check = state.id.partition("/")[0]
        one = found.get(state.id)
        if one is None:
            lists = CHECK[check].looks_at(names)
            gone = checks.not_found_again(
                state, run_id=ask.command_id, as_of=looked.as_of, effective=ask.effective, lists=lists
            )
            if gone:
                work.record(loaded, gone)
                sums[check][2] += 1
        elif state.on_record:
            sums[check][1] += 1
        else:
            work.record(loaded, _recorded(one, ask, looked, CHECK[check].looks_at(names)))
            sums[check][0] += 1
    return {check: CheckCount(check, *numbers) for check, numbers in sums.items()}


def _recorded(one: Finding, ask: RunChecks, looked: Looked, lists: tuple[str, ...]) -> FindingRecorded:
    return FindingRecorded(
        run_id=ask.command_id,
        subject=one.subject,
        programme=one.programme,
        amount=one.amount,
        evidence=one.evidence,
        lists=lists,
        as_of=looked.as_of,
        effective=ask.effective,
    )


def dispose_finding(ask: DisposeFinding, *, by: Officer, desk: Desk) -> Answer:
    """Dispose of a finding. Raises NoSuchFinding, ActedInIt, AlreadyDisposedSo and the refusals of free text."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        [loaded] = streams.findings(work, [ask.finding])
        state = loaded.state
        sources = {each.source for each in state.evidence if each.position and not each.source.startswith("list/")}
        positions = {(each.source, each.position) for each in state.evidence}
        actors = {
            entry.actor
            for stream, entries in desk.log.streams(sorted(sources)).items()
            for entry in entries
            if (stream, entry.position) in positions
        }
        disposed = checks.dispose(
            state, disposition=ask.disposition, reason=ask.reason, actors=actors, by=by.id, on=ask.on
        )
        work.record(loaded, disposed)
        return {"finding": ask.finding, "disposition": ask.disposition.value}

    return desk.take(ask, decide, by=by)
