"""Rows of sessions: begun, found by their token, renewed under another one, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection

from application.credentials import NewSession, Session, Way
from domain.accounts.credential_rejections import OnlyForSessions, SessionOver
from infrastructure.accounts import tokens
from infrastructure.accounts.tables import NOW, Limits, Tables
from infrastructure.log.pool import Row

_YOUNG = f"{NOW} < least(expires_at, used_at + %(idle)s)"
_LASTS = f"ended_at is null and {_YOUNG}"
_BEGIN = f"""
insert into subsidy.session
    (ledger, token_sha256, id, account, way, second_factor, from_address, begun_at, used_at, expires_at)
select %(ledger)s, %(digest)s, %(id)s, %(account)s, %(way)s, %(second_factor)s, %(from_address)s,
    now, now, now + %(longest)s
from (select {NOW} as now) as instant
returning expires_at
"""
_HAS_TOTP = """
select coalesce(bool_or(totp_sealed is not null), false) from subsidy.credential
where ledger = %(ledger)s and account = %(account)s
"""
# Accounts are locked before their sessions, always: or two who change both wait for each other.
_LOCK_ACCOUNT = """
select true from subsidy.credential where ledger = %(ledger)s and account in (
    select account from subsidy.session where ledger = %(ledger)s and token_sha256 = %(digest)s
) for no key update
"""
_OWN = f"""
select id, account, second_factor from subsidy.session
where ledger = %(ledger)s and token_sha256 = %(digest)s and {_LASTS} for no key update
"""
_RENEW = f"""
update subsidy.session set token_sha256 = %(digest)s, second_factor = %(second_factor)s, used_at = {NOW}
where ledger = %(ledger)s and id = %(id)s returning expires_at
"""
_END = f"""
update subsidy.session set ended_at = {NOW}
where ledger = %(ledger)s and token_sha256 = %(digest)s and ended_at is null
"""
_END_ONE = f"""
update subsidy.session set ended_at = {NOW}
where ledger = %(ledger)s and account = %(account)s and id = %(id)s and {_LASTS} returning id
"""
_END_ALL = f"""
update subsidy.session set ended_at = {NOW}
where ledger = %(ledger)s and account = %(account)s and ended_at is null and id <> %(but)s
    and (%(way)s = '' or way = %(way)s)
returning {_YOUNG}
"""
_WEAKEN = """
update subsidy.session set second_factor = false
where ledger = %(ledger)s and account = %(account)s and ended_at is null and id <> %(but)s and second_factor
"""
_LIST = f"""
select id, account, way, begun_at, used_at, expires_at, from_address, second_factor from subsidy.session
where ledger = %(ledger)s and account = %(account)s and {_LASTS} order by used_at desc, id
"""


@dataclass(frozen=True, slots=True)
class Own:
    """The session that a token is of, locked with its account until the transaction ends."""

    id: str
    account: str
    second_factor: bool


class SessionRows:
    """The sessions of one ledger."""

    def __init__(self, tables: Tables, limits: Limits) -> None:
        self._tables, self._limits = tables, limits

    def begin(
        self, connection: Connection[Row], account: str, *, way: Way, second_factor: bool, from_address: str
    ) -> NewSession:
        """Begin a session under a new token."""
        token, session_id = tokens.new(tokens.SESSION), tokens.new_id()
        [[expires_at]] = self._tables.on(
            connection,
            _BEGIN,
            digest=tokens.digest(token),
            id=session_id,
            account=account,
            way=way,
            second_factor=second_factor,
            from_address=from_address[:64],
            longest=self._limits.longest,
        )
        return self._new(connection, token, session_id, account, second_factor, expires_at)

    def own(self, connection: Connection[Row], token: str) -> Own:
        """Return the session of a token, if it lasts. Raises SessionOver, OnlyForSessions."""
        if tokens.is_key(token):
            raise OnlyForSessions
        digest = tokens.digest(token)
        self._tables.on(connection, _LOCK_ACCOUNT, digest=digest)
        rows = self._tables.on(connection, _OWN, digest=digest, idle=self._limits.idle)
        if not rows:
            raise SessionOver
        return Own(*rows[0])

    def renew(self, connection: Connection[Row], own: Own, *, second_factor: bool) -> NewSession:
        """Let a session go on under a new token until the same end; the old token is worth nothing any more."""
        token = tokens.new(tokens.SESSION)
        facts = {"digest": tokens.digest(token), "id": own.id, "second_factor": second_factor}
        [[expires_at]] = self._tables.on(connection, _RENEW, **facts)
        return self._new(connection, token, own.id, own.account, second_factor, expires_at)

    def end(self, connection: Connection[Row], token: str) -> None:
        """End the session of a token, if there is one."""
        self._tables.on(connection, _END, digest=tokens.digest(token))

    def end_one(self, connection: Connection[Row], account: str, session_id: str) -> bool:
        """End one session of an account and say whether it lasted until now."""
        return bool(self._tables.on(connection, _END_ONE, account=account, id=session_id, idle=self._limits.idle))

    def end_all(self, connection: Connection[Row], account: str, *, but: str = "", way: Way | str = "") -> int:
        """End an account's sessions, all or those begun in one way; return how many lasted until now."""
        ended = self._tables.on(connection, _END_ALL, account=account, but=but, way=way, idle=self._limits.idle)
        return sum(lasted for (lasted,) in ended)

    def weaken(self, connection: Connection[Row], account: str, *, but: str) -> None:
        """Take the second factor from an account's other sessions."""
        self._tables.on(connection, _WEAKEN, account=account, but=but)

    def of(self, account: str) -> tuple[Session, ...]:
        """Return the sessions that last."""
        return tuple(Session(*row) for row in self._tables.rows(_LIST, account=account, idle=self._limits.idle))

    def _new(
        self,
        connection: Connection[Row],
        token: str,
        session_id: str,
        account: str,
        second_factor: bool,
        expires_at: datetime,
    ) -> NewSession:
        [[has]] = self._tables.on(connection, _HAS_TOTP, account=account)
        return NewSession(token, session_id, account, second_factor, has, expires_at)
