"""Signing in, and saying on each request who asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from application.credentials import Identity, KeyScope, NewSession, Session, SignedIn
from domain.accounts import passwords
from domain.accounts.credential_rejections import (
    IdentityNotBound,
    KeyExpired,
    KeyRevoked,
    NoSuchSession,
    PasswordUnchanged,
    SessionOver,
)
from infrastructure.accounts import tokens
from infrastructure.accounts.codes import Codes
from infrastructure.accounts.part import Part
from infrastructure.accounts.tables import NOW
from infrastructure.log import exchange
from infrastructure.log.exchange import as_bool, as_instant, as_int, as_text

# Each request asks one of these. One round trip: who it is, how far their account has come, and once a minute a note
# that they were here.
_VERSION = """
(select coalesce(max(version), 0) from subsidy.entry
 where ledger = %(ledger)s and stream = 'account/' || found.account)
"""
_BY_SESSION = f"""
with found as (
    select account, id, second_factor, ended_at, expires_at, used_at, {NOW} as now from subsidy.session
    where ledger = %(ledger)s and token_sha256 = %(digest)s
), noted as (
    update subsidy.session set used_at = found.now from found
    where session.ledger = %(ledger)s and session.token_sha256 = %(digest)s and session.ended_at is null
        and found.now < least(session.expires_at, session.used_at + %(idle)s)
        and session.used_at < found.now - interval '1 minute'
    returning session.used_at
)
select account, id, second_factor, ended_at is null and now < least(expires_at, used_at + %(idle)s),
    least(expires_at, coalesce((select used_at from noted), used_at) + %(idle)s), {_VERSION}
from found
"""
_BY_KEY = f"""
with found as (
    select account, id, name, operations, read_only, expires_at, revoked_at, {NOW} as now from subsidy.api_key
    where ledger = %(ledger)s and token_sha256 = %(digest)s
), noted as (
    update subsidy.api_key set used_at = found.now from found
    where api_key.ledger = %(ledger)s and api_key.token_sha256 = %(digest)s
        and api_key.revoked_at is null and found.now < api_key.expires_at
        and (api_key.used_at is null or api_key.used_at < found.now - interval '1 minute')
)
select account, id, name, array_to_string(operations, ' '), read_only, expires_at, revoked_at is not null,
    now >= expires_at, {_VERSION}
from found
"""
_ARGUMENTS = {"ledger": "$1::text", "now": "$2", "digest": "$3::bytea", "idle": "$4::interval"}
_SESSION_LOOKED_UP = (_BY_SESSION % _ARGUMENTS).encode()
_KEY_LOOKED_UP = (_BY_KEY % _ARGUMENTS).encode()
_BOUND = """
select account from subsidy.oidc_identity
where ledger = %(ledger)s and issuer = %(issuer)s and subject = %(subject)s and unbound_at is null for share
"""
_SET = """
update subsidy.credential set password_hash = %(hashed)s
where ledger = %(ledger)s and account = %(account)s and password_hash = %(kept)s
"""


class SigningIn(Part):
    """See `application.credentials.SignIns`."""

    def authenticate(self, token: str) -> SignedIn | None:
        """See the port."""
        if not tokens.looks_like_one(token):
            return None
        return self._by_key(token) if tokens.is_key(token) else self._by_session(token)

    def sign_in(
        self, account: str, password: str, totp: str = "", *, from_address: str, replacing: str = ""
    ) -> NewSession:
        """See the port."""
        kept = self._proven(account, password, from_address)
        if totp:
            self._attempts.tried("code", account, from_address)
        with self._tables.transaction() as connection:
            self._still(connection, account, kept)
            if totp:
                Codes(self._tables, self._seals).spend(connection, account, totp)
                self._attempts.right(connection, "code", account, from_address)
            if replacing:
                self._sessions.end(connection, replacing)
            return self._sessions.begin(
                connection, account, way="password", second_factor=bool(totp), from_address=from_address
            )

    def sign_in_by_identity(self, identity: Identity, *, from_address: str, replacing: str = "") -> NewSession:
        """See the port."""
        with self._tables.transaction() as connection:
            bound = self._tables.on(connection, _BOUND, issuer=identity.issuer, subject=identity.subject)
            if not bound:
                raise IdentityNotBound(issuer=identity.issuer)
            if replacing:
                self._sessions.end(connection, replacing)
            return self._sessions.begin(
                connection, bound[0][0], way="openid", second_factor=False, from_address=from_address
            )

    def sign_out(self, token: str) -> None:
        """See the port."""
        with self._tables.transaction() as connection:
            self._sessions.end(connection, token)

    def change_password(self, token: str, password: str, new_password: str, *, from_address: str) -> NewSession:
        """See the port."""
        with self._tables.transaction() as connection:
            account = self._sessions.own(connection, token).account
        if passwords.uniform(password) == (new_password := passwords.chosen(new_password, account=account)):
            raise PasswordUnchanged("new_password")
        kept = self._proven(account, password, from_address)
        hashed = self._passwords.hashed(new_password)
        with self._tables.transaction() as connection:
            own = self._sessions.own(connection, token)
            self._still(connection, account, kept)
            self._tables.on(connection, _SET, account=account, kept=kept, hashed=hashed)
            self._sessions.end_all(connection, account, but=own.id)
            return self._sessions.renew(connection, own, second_factor=own.second_factor)

    def sessions(self, account: str) -> Sequence[Session]:
        """See the port."""
        return self._sessions.of(account)

    def revoke_session(self, account: str, session_id: str) -> None:
        """See the port."""
        with self._tables.transaction() as connection:
            if not self._sessions.end_one(connection, account, session_id):
                raise NoSuchSession("session_id", account=account, session=session_id)

    def revoke_sessions(self, account: str) -> int:
        """See the port."""
        with self._tables.transaction() as connection:
            return self._sessions.end_all(connection, account)

    def _by_session(self, token: str) -> SignedIn | None:
        digest, idle = tokens.digest(token), exchange.span(self._limits.idle)
        found = self._tables.looked_up("who asks by session", _SESSION_LOOKED_UP, digest, idle)
        if not found.ntuples:
            return None
        account, session_id, second_factor, lasts, ends_at, version = map(found.get_value, repeat(0), range(6))
        if not as_bool(lasts):
            raise SessionOver
        return SignedIn(
            as_text(account),
            "session",
            as_text(session_id),
            as_bool(second_factor),
            as_instant(ends_at),
            KeyScope(),
            as_int(version),
        )

    def _by_key(self, token: str) -> SignedIn | None:
        found = self._tables.looked_up("who asks by key", _KEY_LOOKED_UP, tokens.digest(token))
        if not found.ntuples:
            return None
        account, key_id, name, operations, read_only, ends_at, is_revoked, is_over, version = map(
            found.get_value, repeat(0), range(9)
        )
        if as_bool(is_revoked):
            raise KeyRevoked(key=as_text(name))
        if as_bool(is_over):
            raise KeyExpired(key=as_text(name), expired_at=f"{as_instant(ends_at):%Y-%m-%d}")
        scope = KeyScope(frozenset(as_text(operations).split()), as_bool(read_only))
        return SignedIn(as_text(account), "key", as_text(key_id), False, as_instant(ends_at), scope, as_int(version))
