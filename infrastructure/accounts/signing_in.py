"""Signing in, and saying on each request who asks."""

from __future__ import annotations

from collections.abc import Sequence

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

# One round trip: who it is, how far their account has come, and once a minute a note that they were here.
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
select account, id, name, operations, read_only, expires_at, revoked_at is not null, now >= expires_at, {_VERSION}
from found
"""
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
        rows = self._tables.rows(_BY_SESSION, digest=tokens.digest(token), idle=self._limits.idle)
        if not rows:
            return None
        account, session_id, second_factor, lasts, ends_at, version = rows[0]
        if not lasts:
            raise SessionOver
        return SignedIn(account, "session", session_id, second_factor, ends_at, KeyScope(), version)

    def _by_key(self, token: str) -> SignedIn | None:
        rows = self._tables.rows(_BY_KEY, digest=tokens.digest(token))
        if not rows:
            return None
        account, key_id, name, operations, read_only, expires_at, is_revoked, is_over, version = rows[0]
        if is_revoked:
            raise KeyRevoked(key=name)
        if is_over:
            raise KeyExpired(key=name, expired_at=f"{expires_at:%Y-%m-%d}")
        scope = KeyScope(frozenset(operations), read_only)
        return SignedIn(account, "key", key_id, False, expires_at, scope, version)
