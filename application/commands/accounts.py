"""Opening and closing accounts, giving and taking roles; and a ledger's first administrator."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.accounts import decisions as accounts
from domain.accounts.decisions import INIT
from domain.accounts.rejections import FirstAdministratorExists
from domain.accounts.roles import Role
from domain.accounts.state import evolve
from domain.programmes.state import existing

FIRST_ADMINISTRATOR = "first-administrator"
"""The command id of every appointment of a first administrator: its receipt makes sure that a ledger has one only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """Somebody is to have an account; roles follow."""

    command_id: str
    account_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRole:
    """An account is to act in a role, in a region (empty: everywhere) and for programmes (none: for all)."""

    command_id: str
    account_id: str
    role: Role
    region: str = ""
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRole:
    """An account no longer acts in a role that it was given for exactly this region and these programmes."""

    command_id: str
    account_id: str
    role: Role
    region: str = ""
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAccount:
    """An account's holder left, or may not act any more; all its roles are taken."""

    command_id: str
    account_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenAccount:
    """An account's holder came back; roles follow."""

    command_id: str
    account_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointFirstAdministrator:
    """A new ledger's first administrator, before whom nobody could give a role."""

    command_id: str
    account_id: str


def open_account(ask: OpenAccount, *, by: Officer, desk: Desk) -> Answer:
    """Open an account. Raises BadAccountId, PersonalNumberInText, AccountIdReserved, AccountExists."""

    def decide(work: Work) -> dict[str, object]:
        account = streams.account(work, ask.account_id)
        work.record(account, accounts.open_account(account.state, on=desk.clock.today()))
        return {"account": ask.account_id}

    return desk.take(ask, decide, by=by)


def give_role(ask: GiveRole, *, by: Officer, desk: Desk) -> Answer:
    """Give a role. Raises NoSuchProgramme and what the decision raises."""

    def decide(work: Work) -> dict[str, object]:
        account = streams.account(work, ask.account_id)
        given = accounts.give_role(account.state, role=ask.role, region=ask.region, programmes=ask.programmes, by=by.id)
        for programme in given.programmes:
            existing(streams.programme(work, programme).state)
        work.record(account, given)
        return {"account": ask.account_id, "role": given.role.value}

    return desk.take(ask, decide, by=by)


def take_role(ask: TakeRole, *, by: Officer, desk: Desk) -> Answer:
    """Take a role. Raises what the decision raises; two administrators cannot take each other's."""

    def decide(work: Work) -> dict[str, object]:
        account = streams.account(work, ask.account_id)
        taken = accounts.take_role(
            account.state,
            role=ask.role,
            region=ask.region,
            programmes=ask.programmes,
            by=by.id,
            administrators=_others(work, desk, ask.account_id) if ask.role is Role.ADMINISTRATOR else (),
        )
        work.record(account, taken)
        return {"account": ask.account_id, "role": taken.role.value}

    return desk.take(ask, decide, by=by)


def close_account(ask: CloseAccount, *, by: Officer, desk: Desk) -> Answer:
    """Close an account and take its roles, together. Raises what the decision raises."""

    def decide(work: Work) -> dict[str, object]:
        account = streams.account(work, ask.account_id)
        others = _others(work, desk, ask.account_id) if account.state.holds(Role.ADMINISTRATOR) else ()
        closed = accounts.close_account(account.state, reason=ask.reason, by=by.id, administrators=others)
        work.record(account, *closed)
        return {"account": ask.account_id}

    return desk.take(ask, decide, by=by)


def reopen_account(ask: ReopenAccount, *, by: Officer, desk: Desk) -> Answer:
    """Open a closed account again. Raises what the decision raises."""

    def decide(work: Work) -> dict[str, object]:
        account = streams.account(work, ask.account_id)
        work.record(account, accounts.reopen_account(account.state, reason=ask.reason, by=by.id))
        return {"account": ask.account_id}

    return desk.take(ask, decide, by=by)


def appoint_first_administrator(account_id: str, *, desk: Desk) -> Answer:
    """Open a ledger's first account and make it administrator, once in the ledger's life; `init` acts.

    Asked again for the same account, it answers as before. Raises FirstAdministratorExists, BadAccountId,
    PersonalNumberInText, AccountIdReserved, AccountExists.
    """
    ask = AppointFirstAdministrator(command_id=FIRST_ADMINISTRATOR, account_id=account_id)
    by = Officer(INIT)
    earlier = desk.log.receipt(FIRST_ADMINISTRATOR)
    if earlier and earlier.request_hash != desk.log.request_hash(ask, actor=by.id):
        first = Answer(earlier.last_position, earlier.answer, replayed=True).said["account"]
        raise FirstAdministratorExists("account_id", account=first)

    def decide(work: Work) -> dict[str, object]:
        account = streams.account(work, account_id)
        opened = accounts.open_account(account.state, on=desk.clock.today())
        given = accounts.give_role(
            evolve(account.state, opened), role=Role.ADMINISTRATOR, region="", programmes=(), by=by.id
        )
        work.record(account, opened, given)
        return {"account": account_id}

    return desk.take(ask, decide, by=by)


def _others(work: Work, desk: Desk, besides: str) -> Collection[str]:
    """Return the other administrators, whom the append depends on: it fails when one of them changes meanwhile.

    The register says who they are, so that no second stream has to agree with the accounts' own; that guard keeps two
    administrators from taking each other's role at the same moment.
    """
    position = desk.views_now()
    others = {one.account for one in desk.views.accounts(role=Role.ADMINISTRATOR, as_of=position)} - {besides}
    work.rests_on(position, [f"account/{other}" for other in others])
    return others
