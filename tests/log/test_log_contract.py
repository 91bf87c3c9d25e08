"""What the log promises to use cases, in memory and on PostgreSQL alike."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from application.ports import CommandAlreadyAnswered, Conflict, Log
from application.recorded import Change, Untouched
from domain.money import Money
from infrastructure.log.canonical import EntryTooLarge, NotCanonical, canonical
from tests.log.support import AnyLog, Pay, append, new_id, released, settled


def test_both_logs_are_the_port(log: AnyLog) -> None:
    port: Log = log
    assert port.ledger


def test_an_empty_ledger_has_no_entries_and_head_zero(log: AnyLog) -> None:
    assert log.head() == 0
    assert log.after(0, limit=10) == []
    assert log.stream("payout/b-1") == []
    assert log.streams(["payout/b-1"]) == {}
    assert log.receipt("command-0") is None


def test_what_was_appended_is_read_back_in_its_envelope(log: AnyLog) -> None:
    receipt = log.append(
        [Change("payout/b-1", 0, (released(), settled()))],
        actor="officer/wang",
        command_id="command-a",
        request_hash="cd" * 32,
        answer=lambda first, last: {"first": first, "last": last},
        causation="command-0",
    )
    first, second = log.stream("payout/b-1")
    assert (first.position, first.version, first.name, first.fact) == (1, 1, "payout.released.1", released())
    assert (second.position, second.version, second.name, second.fact) == (2, 2, "payout.settled.1", settled())
    assert (first.actor, first.command_id, first.request_hash) == ("officer/wang", "command-a", "cd" * 32)
    assert (first.ledger, first.causation, first.recorded_at.tzinfo) == (log.ledger, "command-0", UTC)
    assert first.recorded_at == second.recorded_at
    assert receipt == log.receipt("command-a")
    assert (receipt.answer, receipt.last_position) == (b'{"first":1,"last":2}', 2)


def test_single_entries_may_have_a_cause_of_their_own(log: AnyLog) -> None:
    log.append(
        [Change("payout/b-1", 0, (released(), settled())), Change("payout/b-2", 0, (released("b-2"),) * 9)],
        actor="officer/wang",
        command_id="command-a",
        request_hash="",
        answer=None,
        causation="command/command-0",
        causes={("payout/b-1", 2): "entry/7", ("payout/b-2", 9): ""},
    )
    found = [entry.causation for entry in log.after(0, limit=100)]
    assert found == ["command/command-0", "entry/7", *["command/command-0"] * 8, ""]


def test_positions_follow_the_order_of_changes_and_their_facts(log: AnyLog) -> None:
    log.append(
        [Change("payout/b-2", 0, (released("b-2"), settled())), Change("payout/b-1", 0, (released("b-1"),))],
        actor="officer/wang",
        command_id=new_id(),
        request_hash="",
        answer=None,
    )
    assert [(entry.stream, entry.version) for entry in log.after(0, limit=10)] == [
        ("payout/b-2", 1),
        ("payout/b-2", 2),
        ("payout/b-1", 1),
    ]


@pytest.mark.parametrize("many", [1, 5, 6, 700])
def test_few_and_many_entries_are_numbered_alike(log: AnyLog, many: int) -> None:
    append(log, ("payout/earlier", 0, released()))
    receipt = append(log, *((f"payout/{number:04}", 0, released()) for number in range(many)))
    assert receipt.last_position == log.head() == many + 1
    assert [entry.position for entry in log.after(0, limit=1000)] == list(range(1, many + 2))


def test_the_feed_goes_on_behind_a_position_page_by_page(log: AnyLog) -> None:
    append(log, *((f"payout/{number}", 0, released()) for number in range(5)))
    pages = [log.after(position, limit=2) for position in (0, 2, 4, 5)]
    assert [[entry.position for entry in page] for page in pages] == [[1, 2], [3, 4], [5], []]


def test_raw_entries_are_the_bytes_that_the_feed_reads(log: AnyLog) -> None:
    append(log, ("payout/b-1", 0, released()), ("payout/b-2", 0, released("b-2")))
    rows = log.entries(0, limit=10)
    assert [log.mapper.read_row(log.ledger, row) for row in rows] == log.after(0, limit=10)
    assert [log.mapper.write(entry) for entry in log.after(0, limit=10)] == [row[5] for row in rows]


@pytest.mark.parametrize(
    ("expected", "why"), [(0, "the stream exists"), (1, "somebody was faster"), (3, "ahead of the stream")]
)
def test_a_version_that_is_not_the_streams_is_a_conflict_and_changes_nothing(
    log: AnyLog, expected: int, why: str
) -> None:
    append(log, ("payout/b-1", 0, released()))
    append(log, ("payout/b-1", 1, settled()))
    with pytest.raises(Conflict):
        append(log, ("payout/b-9", 0, released("b-9")), ("payout/b-1", expected, settled()), command_id="lost")
    assert log.head() == 2
    assert log.stream("payout/b-9") == []
    assert log.receipt("lost") is None


def test_a_new_stream_may_not_begin_in_its_middle(log: AnyLog) -> None:
    with pytest.raises(Conflict):
        append(log, ("payout/b-1", 2, settled()))


def test_a_stream_that_only_rests_must_not_have_moved(log: AnyLog) -> None:
    append(log, ("fund/2017", 0, released()))
    append(log, ("fund/2017", 1, settled()))
    for version, fits in ((1, False), (2, True), (3, False)):
        resting = [Change("fund/2017", version, ()), Change(f"payout/b-{version}", 0, (released(),))]

        def decide(changes: list[Change] = resting) -> None:
            log.append(changes, actor="w", command_id=new_id(), request_hash="", answer=None)

        if fits:
            decide()
        else:
            with pytest.raises(Conflict):
                decide()
    assert log.head() == 3


def test_one_stream_twice_in_an_append_is_a_conflict(log: AnyLog) -> None:
    with pytest.raises(Conflict):
        append(log, ("payout/b-1", 0, released()), ("payout/b-1", 1, settled()))


def test_a_command_is_answered_once_and_with_the_same_bytes_for_ever(log: AnyLog) -> None:
    first = append(log, ("payout/b-1", 0, released()), command_id="once")
    with pytest.raises(CommandAlreadyAnswered):
        append(log, ("payout/b-2", 0, released("b-2")), command_id="once")
    assert log.receipt("once") == first
    assert log.head() == 1


def test_having_been_answered_outweighs_a_conflict(log: AnyLog) -> None:
    append(log, ("payout/b-1", 0, released()), command_id="twice")
    with pytest.raises(CommandAlreadyAnswered):
        append(log, ("payout/b-1", 0, released()), command_id="twice")


def test_without_an_answer_there_is_no_receipt_and_the_command_may_come_again(log: AnyLog) -> None:
    append(log, ("refusal/a", 0, released()), command_id="again", receipt=False)
    append(log, ("refusal/a", 1, released()), command_id="again", receipt=False)
    assert log.receipt("again") is None
    append(log, ("payout/b-1", 0, released()), command_id="again")
    assert log.receipt("again") is not None


def test_a_command_that_changes_nothing_still_has_its_receipt(log: AnyLog) -> None:
    append(log, ("payout/b-1", 0, released()))
    receipt = append(log, command_id="nothing")
    assert (receipt.last_position, receipt.answer) == (1, b'{"first":2,"last":1}')
    assert log.head() == 1


def test_a_guard_holds_the_append_to_what_the_decision_looked_at(log: AnyLog) -> None:
    append(log, ("fund/a", 0, released()))
    append(log, ("fund/b", 0, released()))
    append(log, ("payout/1", 0, released()), guard=Untouched(1, frozenset({"fund/a", "fund/c"})))
    with pytest.raises(Conflict):
        append(log, ("payout/2", 0, released()), guard=Untouched(1, frozenset({"fund/a", "fund/b"})))
    append(log, ("payout/2", 0, released()), guard=Untouched(2, frozenset({"fund/a", "fund/b"})))
    with pytest.raises(Conflict):
        append(log, ("payout/3", 0, released()), guard=Untouched(3, frozenset({"payout/2"})))
    append(log, ("payout/3", 0, released()), guard=Untouched(4, frozenset({"payout/2"})))
    assert log.head() == 5


def test_having_been_answered_outweighs_a_guard(log: AnyLog) -> None:
    append(log, ("payout/b-1", 0, released()), command_id="twice")
    append(log, ("fund/a", 0, released()))
    with pytest.raises(CommandAlreadyAnswered):
        append(log, ("payout/b-2", 0, released()), command_id="twice", guard=Untouched(1, frozenset({"fund/a"})))


def test_a_failing_answer_or_an_unfit_fact_changes_nothing(log: AnyLog) -> None:
    def append_with(answer: Callable[[int, int], object], words: str) -> None:
        fact = released(words)
        log.append([Change("payout/b-1", 0, (fact,))], actor="w", command_id="bad", request_hash="", answer=answer)

    with pytest.raises(NotCanonical):
        append_with(lambda *_: {"share": 0.5}, "b-1")
    with pytest.raises(ZeroDivisionError):
        append_with(lambda *_: 1 // 0, "b-1")
    with pytest.raises(EntryTooLarge):
        append_with(lambda *_: None, "b" * 65_535)
    with pytest.raises(NotCanonical):
        append_with(lambda *_: None, "\ud800")
    with pytest.raises(KeyError):
        append(log, ("payout/b-1", 0, Pay(command_id="c", amount=Money(1))))
    assert log.head() == 0
    assert append(log, ("payout/b-1", 0, released())).last_position == 1


def test_time_never_goes_back_from_one_position_to_the_next(new_log: Callable[[], AnyLog]) -> None:
    log = new_log()
    clock = log._clock
    append(log, ("payout/1", 0, released()))
    clock.instant -= timedelta(days=1)  # type: ignore[union-attr]  # set by the fixture
    append(log, ("payout/2", 0, released()))
    clock.instant += timedelta(days=2)  # type: ignore[union-attr]  # set by the fixture
    append(log, ("payout/3", 0, released()))
    first, second, third = (entry.recorded_at for entry in log.after(0, limit=10))
    assert first == second < third


def test_an_instant_is_found_as_the_last_position_recorded_by_then(log: AnyLog) -> None:
    assert log.position_at(datetime(2030, 1, 1, tzinfo=UTC)) == 0
    for count in (1, 3, 1, 7):
        start = log.head()
        append(log, *((f"payout/{start + number}", 0, released()) for number in range(count)))
    instants = [entry.recorded_at for entry in log.after(0, limit=100)]
    assert [log.position_at(instant) for instant in instants] == [1, 4, 4, 4, 5, 12, 12, 12, 12, 12, 12, 12]
    assert [log.position_at(instant - timedelta(microseconds=1)) for instant in instants[:5]] == [0, 1, 1, 1, 4]
    assert log.position_at(datetime(2030, 1, 1, tzinfo=UTC)) == 12


def test_the_request_hash_binds_the_name_the_content_and_who_asks(log: AnyLog) -> None:
    ask = Pay(command_id="c-1", amount=Money(100))
    assert log.request_hash(ask, actor="wang") == log.request_hash(ask, actor="wang")
    others = {
        log.request_hash(ask, actor="li"),
        log.request_hash(Pay(command_id="c-1", amount=Money(101)), actor="wang"),
        log.request_hash(Pay(command_id="c-2", amount=Money(100)), actor="wang"),
    }
    assert len(others) == 3
    assert log.request_hash(ask, actor="wang") not in others
    content = canonical({"actor": "wang", "ask": {"amount": "100", "command_id": "c-1"}, "name": "Pay"})
    assert log.request_hash(ask, actor="wang") == sha256(content).hexdigest()


def test_two_ledgers_share_nothing(new_log: Callable[[], AnyLog]) -> None:
    here, there = new_log(), new_log()
    append(here, ("payout/b-1", 0, released()), command_id="same")
    append(there, ("payout/b-1", 0, released("elsewhere")), command_id="same")
    assert (here.head(), there.head()) == (1, 1)
    assert here.stream("payout/b-1")[0].fact == released()
    assert there.stream("payout/b-1")[0].fact == released("elsewhere")
    assert canonical({"first": 1, "last": 1}) == there.receipt("same").answer  # type: ignore[union-attr]  # it is there


def test_of_eight_writers_on_one_version_exactly_one_wins(log: AnyLog) -> None:
    def decide(number: int) -> bool:
        try:
            append(log, ("fund/2017", 0, released(f"b-{number}")))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as writers:
        won = list(writers.map(decide, range(24)))
    assert won.count(True) == 1
    assert log.head() == 1


def test_of_eight_sendings_of_one_command_exactly_one_is_done(log: AnyLog) -> None:
    def send(number: int) -> bool:
        try:
            append(log, (f"payout/{number}", 0, released()), command_id="double-click")
        except CommandAlreadyAnswered:
            return False
        return True

    with ThreadPoolExecutor(8) as writers:
        done = list(writers.map(send, range(24)))
    assert done.count(True) == 1
    assert log.head() == 1


def test_eight_writers_who_also_fail_leave_dense_positions_and_dense_streams(log: AnyLog) -> None:
    def write(number: int) -> int:
        appended = 0
        for turn in range(12):
            version = len(log.stream(f"fund/{turn % 3}"))
            changes = [(f"payout/{number}/{turn}/{line}", 0, released()) for line in range(turn)]
            try:
                append(log, (f"fund/{turn % 3}", version, released()), *changes)
            except Conflict:
                continue
            appended += turn + 1
        return appended

    with ThreadPoolExecutor(8) as writers:
        appended = sum(writers.map(write, range(8)))
    entries = log.after(0, limit=10_000)
    assert log.head() == appended == len(entries)
    assert [entry.position for entry in entries] == list(range(1, appended + 1))
    versions: dict[str, list[int]] = {}
    for entry in entries:
        versions.setdefault(entry.stream, []).append(entry.version)
    assert all(found == list(range(1, len(found) + 1)) for found in versions.values())
    assert all(earlier.recorded_at <= later.recorded_at for earlier, later in itertools.pairwise(entries))


def test_a_follower_is_woken_by_an_append_and_gives_up_in_time(log: AnyLog) -> None:
    assert log.wait_beyond(0, seconds=0.02) == 0
    with ThreadPoolExecutor(1) as follower:
        seen = follower.submit(log.wait_beyond, 0, seconds=10)
        append(log, ("payout/b-1", 0, released()))
        assert seen.result(timeout=5) == 1
