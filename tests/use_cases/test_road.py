"""The one road: the same answer for the same id, a fresh decision after a conflict, refusals that are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from application.ports import LogUnavailable, OutcomeUnknown
from application.recorded import Recorded
from application.road import ChangedSince, CommandIdMissing, CommandIdReused, Expecting, Officer, WouldDo, carry_out
from application.work import Work
from domain.funds.rejections import NoSuchLine, OverBudget
from domain.money import Money
from domain.refusals.events import CommandRefused
from domain.revenue.events import RevenueCollected
from infrastructure.log.memory_log import MemoryLog

CLERK = Officer("clerk-01")
STREAM = "revenue/2017/fees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect:
    """A command as small as can be."""

    command_id: str
    fen: int = 100


def collected(fen: int = 100) -> RevenueCollected:
    return RevenueCollected(Money(fen), f"v-{fen}", date(2017, 1, 5))


def count(facts: Iterable[object]) -> int:
    return len(list(facts))


def collect(work: Work) -> dict[str, object]:
    work.record(work.load(STREAM, count), collected())
    return {"said": "done"}


def test_the_answer_names_its_positions_and_what_the_decision_said() -> None:
    answer = carry_out(MemoryLog("one"), Collect(command_id="command-1"), by=CLERK, decide=collect)
    assert json.loads(answer.body) == {"first_position": 1, "position": 1, "said": "done"}
    assert not answer.replayed


def test_the_same_command_is_answered_with_the_same_bytes_and_adds_nothing() -> None:
    log = MemoryLog("one")
    first = carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=collect)
    again = carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=collect)
    assert (again.body, again.replayed, log.head()) == (first.body, True, 1)


@pytest.mark.parametrize(
    ("ask", "by"),
    [(Collect(command_id="command-1", fen=101), CLERK), (Collect(command_id="command-1"), Officer("clerk-02"))],
)
def test_the_same_id_with_other_content_or_from_another_hand_is_refused(ask: Collect, by: Officer) -> None:
    log = MemoryLog("one")
    carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=collect)
    with pytest.raises(CommandIdReused):
        carry_out(log, ask, by=by, decide=collect)
    assert log.head() == 1


@pytest.mark.parametrize("command_id", ["", "short", "with blank", "命令编号命令编号", "x" * 101])
def test_a_command_id_has_a_plain_form(command_id: str) -> None:
    with pytest.raises(CommandIdMissing):
        carry_out(MemoryLog("one"), Collect(command_id=command_id), by=CLERK, decide=collect)


def test_a_decision_is_taken_again_when_somebody_was_faster() -> None:
    log, attempts = MemoryLog("one"), []

    def overtaken(work: Work) -> None:
        loaded = work.load(STREAM, count)
        attempts.append(loaded.state)
        if work.attempt == 0:
            carry_out(log, Collect(command_id="faster-one"), by=CLERK, decide=collect)
        work.record(loaded, collected(7))

    carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=overtaken)
    assert attempts == [0, 1]
    assert log.head() == 2


def test_a_stream_that_was_only_looked_at_must_not_change_either() -> None:
    log, seen = MemoryLog("one"), []

    def looks(work: Work) -> None:
        seen.append(work.load(STREAM, count).state)
        if work.attempt == 0:
            carry_out(log, Collect(command_id="faster-one"), by=CLERK, decide=collect)
        work.record(work.load("revenue/2018/fees", count), collected(7))

    carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=looks)
    assert seen == [0, 1]


def test_a_refusal_changes_nothing() -> None:
    log = MemoryLog("one")

    def refuses(work: Work) -> None:
        work.record(work.load(STREAM, count), collected())
        raise NoSuchLine("line", line="x")

    with pytest.raises(NoSuchLine):
        carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=refuses)
    assert log.head() == 0


def over_budget(work: Work) -> None:
    raise OverBudget("amount", line="x", available=Money(1), asked=Money(2))


def test_a_refusal_that_auditors_want_to_see_is_recorded_and_the_command_may_succeed_later() -> None:
    log = MemoryLog("one")
    for _ in range(2):
        with pytest.raises(OverBudget):
            carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=over_budget)
    refusals = [entry.fact for entry in log.stream("refusal/command-1")]
    assert [type(fact) for fact in refusals] == [CommandRefused, CommandRefused]
    assert isinstance(refusals[0], CommandRefused)
    assert (refusals[0].command, refusals[0].rule) == ("Collect", "over_budget")
    assert "0.02" in refusals[0].sentence_zh
    assert not carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=collect).replayed


def test_a_dry_run_walks_the_same_road_and_writes_nothing() -> None:
    log = MemoryLog("one")
    with pytest.raises(WouldDo) as would:
        carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=collect, dry_run=True)
    assert [change.stream for change in would.value.work.changes] == [STREAM]
    with pytest.raises(OverBudget):
        carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=over_budget, dry_run=True)
    assert (log.head(), log.receipt("command-1")) == (0, None)


class LostAfterCommit(MemoryLog):
    """The connection breaks when the append has been committed, before its answer arrives."""

    def append(self, *arguments, **named):  # type: ignore[no-untyped-def]  # passes all on
        super().append(*arguments, **named)
        raise OutcomeUnknown(named["command_id"])


class LostBeforeCommit(MemoryLog):
    """The connection breaks before anything was committed."""

    def append(self, *arguments, **named):  # type: ignore[no-untyped-def]  # passes all on
        raise OutcomeUnknown(named["command_id"])


def test_an_unknown_outcome_is_resolved_by_the_receipt() -> None:
    answer = carry_out(LostAfterCommit("one"), Collect(command_id="command-1"), by=CLERK, decide=collect)
    assert answer.position == 1


def test_without_a_receipt_the_outcome_stays_unknown_and_the_caller_asks_again() -> None:
    with pytest.raises(OutcomeUnknown):
        carry_out(LostBeforeCommit("one"), Collect(command_id="command-1"), by=CLERK, decide=collect)


class LostWithTheServer(LostAfterCommit):
    """The server goes down in the commit, and is still away when the receipt is looked for."""

    def receipt(self, command_id):  # type: ignore[no-untyped-def]  # as the log has it
        if self.head():
            raise LogUnavailable("away")
        return super().receipt(command_id)


def test_while_the_receipt_cannot_be_looked_for_the_outcome_stays_unknown() -> None:
    log = LostWithTheServer("one")
    with pytest.raises(OutcomeUnknown):
        carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=collect)
    assert log.head() == 1


def test_a_caller_who_saw_an_older_version_is_told_so_and_nothing_is_done() -> None:
    log = MemoryLog("one")
    carry_out(log, Collect(command_id="first-01"), by=CLERK, decide=collect)
    seen = Expecting(STREAM, 1)
    carry_out(log, Collect(command_id="second-01", fen=7), by=CLERK, decide=collect, expecting=seen)
    with pytest.raises(ChangedSince):
        carry_out(log, Collect(command_id="third-01", fen=8), by=CLERK, decide=collect, expecting=seen)
    assert log.head() == 2


def test_what_was_answered_before_is_answered_again_whatever_has_changed_since() -> None:
    log = MemoryLog("one")
    first = carry_out(log, Collect(command_id="first-01"), by=CLERK, decide=collect, expecting=Expecting(STREAM, 0))
    again = carry_out(log, Collect(command_id="first-01"), by=CLERK, decide=collect, expecting=Expecting(STREAM, 0))
    assert again.replayed
    assert again.body == first.body


class Remembering(MemoryLog):
    """A log whose process remembers each stream as it first read it, and never looks again by itself."""

    def __init__(self, ledger: str) -> None:
        super().__init__(ledger)
        self.memory: dict[str, Sequence[Recorded[object]]] = {}

    def stream(self, stream: str) -> Sequence[Recorded[object]]:
        read = super().stream(stream)
        self.memory.setdefault(stream, read)
        return read

    def recalled(self, stream: str) -> Sequence[Recorded[object]] | None:
        return self.memory.get(stream)


def remembering() -> Remembering:
    """A log that remembers the stream as empty, while somebody else has collected something since."""
    log = Remembering("one")
    log.stream(STREAM)
    carry_out(log, Collect(command_id="faster-one"), by=CLERK, decide=collect)
    return log


def test_a_decision_on_an_outdated_memory_is_taken_again_on_what_is_there() -> None:
    log, seen = remembering(), []

    def counting(work: Work) -> dict[str, object]:
        loaded = work.load(STREAM, count)
        seen.append(loaded.state)
        work.record(loaded, collected(7))
        return {"earlier": loaded.state}

    answer = carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=counting)
    assert seen == [0, 1]
    assert (answer.said["earlier"], answer.position, log.head()) == (1, 2, 2)


def test_a_refusal_on_an_outdated_memory_is_not_told() -> None:
    log = remembering()

    def only_after_another(work: Work) -> None:
        loaded = work.load(STREAM, count)
        if not loaded.state:
            raise OverBudget("amount", line="x", available=Money(1), asked=Money(2))
        work.record(loaded, collected(7))

    assert not carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=only_after_another).replayed
    assert log.stream("refusal/command-1") == []


def test_a_defect_on_an_outdated_memory_is_no_defect() -> None:
    log = remembering()

    def divides(work: Work) -> None:
        loaded = work.load(STREAM, count)
        work.record(loaded, collected(7 // loaded.state))

    assert carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=divides).position == 2


def test_a_refusal_that_stands_is_told_once_and_kept_once() -> None:
    log = remembering()

    def over_budget_after_looking(work: Work) -> None:
        work.load(STREAM, count)
        over_budget(work)

    with pytest.raises(OverBudget):
        carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=over_budget_after_looking)
    assert len(log.stream("refusal/command-1")) == 1


@pytest.mark.parametrize("log", [MemoryLog("one"), Remembering("one")])
@pytest.mark.parametrize("fen", [100, 101])
def test_a_repeated_command_is_answered_as_before_also_when_it_would_be_refused_by_now(
    log: MemoryLog, fen: int
) -> None:
    def only_once(work: Work) -> None:
        loaded = work.load(STREAM, count)
        if loaded.state:
            over_budget(work)
        work.record(loaded, collected())

    command_id = f"command-{fen}"
    log = type(log)("one")
    first = carry_out(log, Collect(command_id=command_id), by=CLERK, decide=only_once)
    if fen == 100:
        again = carry_out(log, Collect(command_id=command_id), by=CLERK, decide=only_once)
        assert (again.body, again.replayed) == (first.body, True)
    else:
        with pytest.raises(CommandIdReused):
            carry_out(log, Collect(command_id=command_id, fen=fen), by=CLERK, decide=only_once)
    assert log.head() == 1


def test_a_dry_run_decides_on_what_is_there() -> None:
    log, seen = remembering(), []

    def looks(work: Work) -> None:
        seen.append(work.load(STREAM, count).state)

    with pytest.raises(WouldDo):
        carry_out(log, Collect(command_id="command-1"), by=CLERK, decide=looks, dry_run=True)
    assert seen == [1]
