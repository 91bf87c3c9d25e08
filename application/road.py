"""The one road every command takes: load, replay, decide, append.

A use case says which streams to load and which decision to take; everything else that a command owes its caller is
here: the same answer for the same command id, a fresh decision when somebody else was faster, a record of refusals
that auditors care about, and certainty about the outcome when the connection breaks during the commit.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, cast

from application.about import about
from application.ports import CommandAlreadyAnswered, Conflict, Log, LogUnavailable, OutcomeUnknown
from application.recorded import Receipt
from application.work import Work
from domain.free_text import looks_like_personal_number
from domain.refusals.events import CommandRefused
from domain.rejected import Rejected

MOST_ATTEMPTS = 50
"""Eight writers on one fund line get through in a handful; beyond this something other than luck is wrong."""

SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(milliseconds=1), timedelta(milliseconds=50)
"""How long to step aside after a conflict: about the time one append takes, and about that of a crowd of them."""

LONGEST_FACT_KEPT = 200
"""Characters of one fact in a refusal that is kept; fund lines have about half of that."""


class Command(Protocol):
    """What a caller asks for; the caller makes the id and repeats it on retry."""

    @property
    def command_id(self) -> str:
        """Unique per thing asked."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Who asks. The id is an account's, never a name. Raises ValueError without one: whose hands would they be?"""

    id: str

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise ValueError("an officer has an id")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command was answered: `position` is its last entry, `body` the canonical JSON kept in its receipt.

    `replayed` is True when the command had been answered before and these are the first answer's bytes.
    """

    position: int
    body: bytes
    replayed: bool

    @property
    def said(self) -> Mapping[str, Any]:
        """What the answer says, read from its body."""
        return cast(Mapping[str, Any], json.loads(self.body))


class CommandIdReused(Rejected):
    """Command id {command_id} was used for something else."""

    code = "command_id_reused"
    zh = "命令编号 {command_id} 已用于其他内容。"


class CommandIdMissing(Rejected):
    """A command needs an id of 8 to 100 letters, digits, hyphens, dots or underscores."""

    code = "command_id_missing"
    zh = "命令编号须为 8 至 100 位的字母、数字、连字符、点或下划线。"


class ChangedSince(Rejected):
    """“{stream}” is at version {version}, not at {expected}: somebody acted since you looked. Look again."""

    code = "changed_since"
    zh = "“{stream}”现为第 {version} 版，不是第 {expected} 版：您查看之后已有人操作，请重新查看。"


class TooBusy(Exception):
    """Others kept changing the same streams; nothing was done, the same command may be tried again."""


class WouldDo(Exception):
    """A dry run got as far as the append: `work` holds what would have been recorded."""

    def __init__(self, work: Work) -> None:
        self.work = work
        super().__init__("dry run")


@dataclass(frozen=True, slots=True)
class Expecting:
    """What a caller saw: the stream, and how many entries it had then."""

    stream: str
    version: int

    def check(self, work: Work) -> None:
        """Look whether it is still so; the append looks again. Raises ChangedSince."""
        found = work.load(self.stream, lambda facts: sum(1 for _ in facts)).version
        if found != self.version:
            raise ChangedSince("if_match", stream=self.stream, version=found, expected=self.version)


Decide = Callable[[Work], Mapping[str, object] | None]


def carry_out(
    log: Log,
    ask: Command,
    *,
    by: Officer,
    decide: Decide,
    dry_run: bool = False,
    expecting: Expecting | None = None,
) -> Answer:
    """Take one command down the road.

    `decide` loads what it needs from the `Work` it is given, records its events there, and returns what the answer
    should say besides the positions. It may be called several times: once more after each conflict, and before a
    refusal is told, if it rested on what the process remembered.

    Raises Rejected (nothing was changed), CommandIdReused, ChangedSince (`expecting` is not so any more), TooBusy,
    OutcomeUnknown (ask again with the same id), and WouldDo at the end of a dry run.
    """
    checked_id(ask.command_id)
    request_hash = log.request_hash(ask, actor=by.id)
    if dry_run and (earlier := log.receipt(ask.command_id)):
        return _again(earlier, request_hash)
    for attempt in range(MOST_ATTEMPTS):
        # The append looks under the log's lock at the receipt and at every version, so for a first try neither need be
        # asked for. What is refused was never looked at there: it is looked at here, before anybody hears of it.
        work = Work(log, attempt=attempt, from_memory=not attempt and not dry_run)
        try:
            if expecting is not None:
                expecting.check(work)
            said = decide(work) or {}
        except LogUnavailable:
            raise
        except Exception as refusal:
            if earlier := log.receipt(ask.command_id):
                return _again(earlier, request_hash)
            if work.recalled:
                continue
            if isinstance(refusal, Rejected) and refusal.kept and not dry_run:
                _keep(log, ask, refusal, by=by, request_hash=request_hash)
            raise
        if dry_run:
            raise WouldDo(work)
        try:
            receipt = log.append(
                work.changes,
                actor=by.id,
                command_id=ask.command_id,
                request_hash=request_hash,
                answer=_positions_and(said),
                causes=work.causes,
                guard=work.untouched,
            )
        except Conflict:
            if earlier := log.receipt(ask.command_id):
                return _again(earlier, request_hash)
            _step_aside(attempt)
        except CommandAlreadyAnswered:
            return _again(_existing(log, ask.command_id), request_hash)
        except OutcomeUnknown as unknown:
            if earlier := _found_out(log, ask.command_id, unknown):
                return _again(earlier, request_hash)
            raise
        else:
            return Answer(receipt.last_position, receipt.answer, replayed=False)
    raise TooBusy(ask.command_id)


def _step_aside(attempt: int) -> None:
    """Pause for a random moment that grows with each conflict, so that nobody loses to the same rivals time and again.

    The first conflict is answered at once: most often the rival is through by then.
    """
    if attempt:
        longest = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2**attempt)
        time.sleep(longest.total_seconds() * random.random())


def _positions_and(said: Mapping[str, object]) -> Callable[[int, int], object]:
    return lambda first, last: {"first_position": first, "position": last, **said}


def _again(receipt: Receipt, request_hash: str) -> Answer:
    if receipt.request_hash != request_hash:
        raise CommandIdReused("command_id", command_id=receipt.command_id)
    return Answer(receipt.last_position, receipt.answer, replayed=True)


def _found_out(log: Log, command_id: str, unknown: OutcomeUnknown) -> Receipt | None:
    """Look whether it was done after all. That stays unknown while the log is away: it may well have been."""
    try:
        return log.receipt(command_id)
    except LogUnavailable:
        raise unknown from None


def _existing(log: Log, command_id: str) -> Receipt:
    receipt = log.receipt(command_id)
    if receipt is None:
        raise OutcomeUnknown(command_id)
    return receipt


def _keep(log: Log, ask: Command, refusal: Rejected, *, by: Officer, request_hash: str) -> None:
    """Record the attempt. No receipt: the same command may succeed later, when its reason is gone."""
    told = _without_what_was_typed(refusal)
    fact = CommandRefused(
        command=type(ask).__name__,
        rule=refusal.code,
        field=refusal.field,
        sentence_zh=told.sentence("zh"),
        sentence_en=told.sentence("en"),
        about=about(ask, refusal.field),
    )
    with suppress(Conflict):  # somebody retried the same command at the same moment: one record of it is enough
        work = Work(log, attempt=0)
        work.record(work.load(f"refusal/{ask.command_id}", lambda facts: sum(1 for _ in facts)), fact)
        log.append(work.changes, actor=by.id, command_id=ask.command_id, request_hash=request_hash, answer=None)


def _without_what_was_typed(refusal: Rejected) -> Rejected:
    """Return the refusal as it may be kept: what it repeats of the input may be a person's number, or endless."""
    facts = {name: "…" if looks_like_personal_number(said) else said for name, said in refusal.facts.items()}
    return type(refusal)(refusal.field, **{name: said[:LONGEST_FACT_KEPT] for name, said in facts.items()})


def checked_id(command_id: str) -> None:
    """Refuse what is no command id. Raises CommandIdMissing."""
    plain = command_id.replace("-", "").replace("_", "").replace(".", "")
    if not (8 <= len(command_id) <= 100 and plain.isascii() and plain.isalnum()):
        raise CommandIdMissing("command_id")
