"""What the views answer. Every query takes both times: `as_of`, up to when we knew it (a position of the log or an
instant of recording), and `effective`, up to which day it counts. Left out, it is all we know now.

A query as of a position that the views have not reached raises `ViewBehind`; a view that stopped raises `ViewStopped`
rather than answer with less than it should know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from application.views.posting import Account, Movement
from application.views.view import Row
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Month, Period

AsOf = int | datetime | None
"""A position (everything recorded at it and before), an instant of recording with its zone, or None: the newest."""


class ViewBehind(Exception):
    """The views have not come as far as the position asked for."""

    def __init__(self, wanted: int, reached: int) -> None:
        super().__init__(f"the views stand at position {reached}, not yet at {wanted}")
        self.wanted, self.reached = wanted, reached


class ViewStopped(Exception):
    """A step of the view failed. It stands still until it is mended and rebuilt; the other views go on."""

    def __init__(self, view: str, position: int, error: str) -> None:
        super().__init__(f"the view {view} stopped before position {position}: {error}")
        self.view, self.position, self.error = view, position, error


class UnknownId(LookupError):
    """Nothing of that id was known at that time."""


@dataclass(frozen=True, slots=True)
class LineBalance:
    """Where a line's money stands. allocated + recovered = available + reserved + disbursed + settled + returned +
    carried over + treasury, to the fen; `settled` is gross of what was recovered later."""

    allocated: Money
    recovered: Money
    available: Money
    reserved: Money
    disbursed: Money
    settled: Money
    returned: Money
    carried_over: Money
    treasury: Money
    collected: Money
    revenue: Money

    def of(self, account: Account) -> Money:
        """Return one account's balance."""
        amount = getattr(self, account.value)
        assert isinstance(amount, Money)
        return amount

    def __add__(self, other: LineBalance) -> LineBalance:
        return LineBalance(*(self.of(account) + other.of(account) for account in Account))


@dataclass(frozen=True, slots=True)
class FundLineView:
    """A fund line: what it is and where its money stands."""

    line: str
    fund: str
    programme: str
    fiscal_year: int
    region: str
    level: GovernmentLevel
    kind: FundKind
    document: str
    source_year: int
    opened_at: int
    balance: LineBalance


@dataclass(frozen=True, slots=True)
class FundPosition:
    """The fund position 资金状况: lines, and totals by level and kind, which are never mixed in one number."""

    position: int
    effective: date | None
    lines: tuple[FundLineView, ...]
    totals: Mapping[tuple[GovernmentLevel, FundKind], LineBalance]


@dataclass(frozen=True, slots=True)
class TrailStep:
    """Money moving at one position, on one line. `document` is the 文号 that brought it there."""

    position: int
    recorded_at: datetime
    actor: str
    movement: Movement
    line: str
    document: str
    level: GovernmentLevel
    kind: FundKind
    amount: Money
    effective: date
    batch: str | None
    payout: str | None
    counter_line: str | None = None
    """Where it was moved, carried or brought from or to."""


@dataclass(frozen=True, slots=True)
class PayoutTrail:
    """One payout from its documents to the bank and back: each step of its money, and what each line bore."""

    payout: str
    programme: str
    beneficiary: str
    payee: str
    region: str
    tier: str
    batch: str
    amount: Money
    stage: str
    sources: tuple[TrailStep, ...]
    """How the money came to its lines, and the batch's reservation."""
    steps: tuple[TrailStep, ...]
    recoveries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineBatch:
    """What a batch did to a line: its control totals."""

    batch: str
    reserved: Money
    freed: Money
    released: Money
    settled: Money
    returned: Money
    reissued: Money
    cancelled: Money


@dataclass(frozen=True, slots=True)
class LinePayout:
    """A payout's part out of a line, released at `position`."""

    position: int
    payout: str
    batch: str
    amount: Money


@dataclass(frozen=True, slots=True)
class LineTrail:
    """Where a line's money came from and went: movements but those of payouts, its batches, one page of payouts.

    Ask again with `after` = `next_after` for the next page; None says there is none.
    """

    line: FundLineView
    movements: tuple[TrailStep, ...]
    batches: tuple[LineBatch, ...]
    payouts: tuple[LinePayout, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Somebody whose case stands in some month of a period, and whom no open objection, death or move stops.

    `months` are those months; gaps of a suspension are left out. `amount` is the amount decided for the last of them,
    `months_total` the sum of what was decided for each. Pay stops with the month before `stops_from` (None: goes on).
    """

    beneficiary: str
    region: str
    amount: Money
    months: tuple[Month, ...]
    months_total: Money
    first_month: Month
    stops_from: Month | None
    policy_version: int
    granted_at: int
    case: str


@dataclass(frozen=True, slots=True)
class Fallen:
    """Somebody who must not be paid for a period, and why.

    `reason` is `no_case`, `refused`, `objection_open`, `not_begun`, `suspended`, `revoked`, `died` or `moved_away`.
    """

    beneficiary: str
    reason: str


@dataclass(frozen=True, slots=True)
class PayoutState:
    """A payout and its newest step (a recovery ordered is not one); `released_at` is the position it was born at."""

    payout: str
    batch: str
    beneficiary: str
    payee: str
    region: str
    tier: str
    amount: Money
    stage: str
    stage_at: int
    effective: date
    released_at: int


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection that is neither upheld nor dismissed."""

    objection: str
    notice: str
    beneficiary: str
    ground: str
    raised_on: date
    position: int


@dataclass(frozen=True, slots=True)
class LiveCase:
    """A case that was granted and neither refused nor revoked since."""

    programme: str
    beneficiary: str
    amount: Money
    first_month: Month
    policy_version: int
    granted_at: int


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target (任务数) set by a level."""

    level: GovernmentLevel
    name: str
    people: int
    document: str


@dataclass(frozen=True, slots=True)
class TierCompletion:
    """One tier of a year: seats the policy funds (None: no limit), people released to the bank and not cancelled,
    how many of them settled, and their money."""

    tier: str
    headcount: int | None
    served: int
    settled: int
    amount: Money
    settled_amount: Money


@dataclass(frozen=True, slots=True)
class Completion:
    """Target, funded quota and people served of one programme and year: three numbers that are never one.

    A person counts once a tier and once in `served`, however many periods they were paid for. `unfunded` people stand
    in a submitted batch without money. Rates are for the domain to work out.
    """

    programme: str
    fiscal_year: int
    targets: tuple[TargetView, ...]
    tiers: tuple[TierCompletion, ...]
    served: int
    settled: int
    unfunded: int


@dataclass(frozen=True, slots=True)
class TierPaid:
    """What one period paid in a tier: people and fen released and not cancelled."""

    tier: str
    people: int
    amount: Money


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Somebody tried what a rule forbids."""

    position: int
    recorded_at: datetime
    actor: str
    command_id: str
    command: str
    rule: str
    field: str
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry of a stream: who, when, and what, as it was stored (`payload`: JSON)."""

    position: int
    version: int
    name: str
    recorded_at: datetime
    actor: str
    command_id: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of a register; its first field is the position of the entry that made it."""

    table: str
    row: Row


@dataclass(frozen=True, slots=True)
class ViewState:
    """How far a view is, and whether it runs; `error` says what stopped it."""

    view: str
    position: int
    running: bool
    error: str
    failed_at: int | None


class Views(Protocol):
    """The views of one ledger."""

    def position(self) -> int:
        """Return the position all running views have reached."""

    def wait_for(self, position: int, *, timeout: float = 10.0) -> None:
        """Return when every view has reached the position. Raises ViewBehind after `timeout` seconds, ViewStopped."""

    def view_state(self) -> Sequence[ViewState]:
        """Return how far each view is."""

    def fund_position(
        self,
        *,
        programme: str = "",
        fiscal_year: int | None = None,
        level: GovernmentLevel | None = None,
        kind: FundKind | None = None,
        document: str = "",
        region: str = "",
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> FundPosition:
        """Return the lines that fit, in the order of their ids, and their totals by level and kind.

        `region` takes in the places inside it.
        """

    def balance(self, line: str, *, as_of: AsOf = None, effective: date | None = None) -> LineBalance:
        """Return where a line's (or a revenue account's) money stands; all zero for one nobody opened."""

    def trail_of_payout(self, payout_id: str, *, as_of: AsOf = None, effective: date | None = None) -> PayoutTrail:
        """Follow one payout from its documents to the bank and back. Raises UnknownId."""

    def trail_of_line(
        self,
        line: str,
        *,
        as_of: AsOf = None,
        effective: date | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> LineTrail:
        """Follow a line's money to its batches and, page by page, its payouts. Raises UnknownId."""

    def programmes(self, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[str]:
        """Return the ids of the programmes that were opened, in that order."""

    def entitlements(
        self,
        programme: str,
        region: str,
        period: Period,
        *,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> Sequence[Entitlement]:
        """Return everybody in the region whose case stands in the period, in the order they were granted."""

    def not_in_standing(
        self,
        people: Collection[str],
        programme: str,
        period: Period,
        *,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> Sequence[Fallen]:
        """Return those of the people who must not be paid for the period, sorted; empty when all may be."""

    def paid_in(
        self,
        programme: str,
        period: Period,
        *,
        cancelled: bool = True,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> frozenset[str]:
        """Return who has a payout for the period (not a correction); without `cancelled`, only those not given up."""

    def payouts_of_batch(
        self, batch: str, *, stage: str = "", as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[PayoutState]:
        """Return a batch's payouts in the order they were released; with `stage`, those that stand in it."""

    def people_on_notice(self, notice: str, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[str]:
        """Return the beneficiary ids on a notice, in the order listed."""

    def open_objections(
        self, *, programme: str = "", as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[OpenObjection]:
        """Return the objections that are not settled, oldest first."""

    def live_cases_of(
        self, beneficiary: str, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[LiveCase]:
        """Return a person's live cases, sorted by programme."""

    def completion(
        self, programme: str, fiscal_year: int, *, as_of: AsOf = None, effective: date | None = None
    ) -> Completion:
        """Return targets, funded seats and people served of one programme and year."""

    def paid_by_tier(
        self, programme: str, period: Period, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[TierPaid]:
        """Return what one period paid, tier by tier, sorted by tier."""

    def refusals(
        self, *, as_of: AsOf = None, effective: date | None = None, limit: int = 1000
    ) -> Sequence[RefusalView]:
        """Return refused commands that were kept, newest first."""

    def register(self, table: str, key: str, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[Row]:
        """Return all rows of one thing in one register (`batch`, `payout_step`, `case_step` …), oldest first; the last
        is its state. `key` is the thing's id. Raises UnknownId for a table that is no register."""

    def person_file(
        self, beneficiary: str, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[RegisterRow]:
        """Return everything the registers say of one person (一人一档), in the order it was recorded."""

    def history(self, stream: str, *, as_of: AsOf = None) -> Sequence[HistoryEntry]:
        """Return all entries of one stream (`batch/…`, `case/…`), oldest first: who did what, and when."""
