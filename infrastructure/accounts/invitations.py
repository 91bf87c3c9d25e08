"""One-time secrets: how an account comes to a password, and to another one; and how it is shut out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from application.credentials import Identity, Invitation, Standing
from domain.accounts import passwords
from domain.accounts.credential_rejections import OneTimeSecretExpired, OneTimeSecretUnknown, OneTimeSecretUsed
from domain.free_text import TextTooLong
from infrastructure.accounts import tokens
from infrastructure.accounts.codes import Codes
from infrastructure.accounts.part import Part
from infrastructure.accounts.tables import NOW
from infrastructure.log.pool import Row

_LONGEST_NAME = 60

_KNOW = """
insert into subsidy.credential (ledger, account, name_sealed) values (%(ledger)s, %(account)s, %(name_sealed)s)
on conflict (ledger, account) do update set name_sealed = coalesce(excluded.name_sealed, credential.name_sealed)
"""
_REPLACE = f"""
update subsidy.one_time_secret set replaced_at = {NOW}
where ledger = %(ledger)s and account = %(account)s and used_at is null and replaced_at is null
"""
_MAKE = f"""
insert into subsidy.one_time_secret
    (ledger, secret_sha256, account, made_by, made_at, expires_at, forget_second_factor)
select %(ledger)s, %(digest)s, %(account)s, %(by)s, now, now + %(lasts)s, %(forget)s
from (select {NOW} as now) as instant
returning expires_at
"""
_LOOK = f"""
select account, used_at is not null, replaced_at is not null or expires_at <= {NOW}
from subsidy.one_time_secret where ledger = %(ledger)s and secret_sha256 = %(digest)s
"""
_USE = f"""
update subsidy.one_time_secret set used_at = {NOW}
where ledger = %(ledger)s and secret_sha256 = %(digest)s and used_at is null and replaced_at is null
    and expires_at > {NOW}
returning account, forget_second_factor
"""
_SET = """
update subsidy.credential set password_hash = %(hashed)s where ledger = %(ledger)s and account = %(account)s
"""
_FORGET = """
update subsidy.credential set totp_sealed = null, next_totp_sealed = null, totp_step = null
where ledger = %(ledger)s and account = %(account)s
"""
_CLEAR = """
update subsidy.credential set password_hash = null where ledger = %(ledger)s and account = %(account)s
"""
_REVOKE_KEYS = f"""
update subsidy.api_key set revoked_at = {NOW}
where ledger = %(ledger)s and account = %(account)s and revoked_at is null
"""
_UNBIND = f"""
update subsidy.oidc_identity set unbound_at = {NOW}
where ledger = %(ledger)s and account = %(account)s and unbound_at is null
"""
_END_EVERYTHING = (
    f"update subsidy.session set ended_at = {NOW} where ledger = %(ledger)s and ended_at is null returning true",
    f"update subsidy.api_key set revoked_at = {NOW} where ledger = %(ledger)s and revoked_at is null returning true",
    f"""
    update subsidy.one_time_secret set replaced_at = {NOW}
    where ledger = %(ledger)s and used_at is null and replaced_at is null returning true
    """,
)
_STANDING = f"""
select account, name_sealed, password_hash is not null, totp_sealed is not null,
    exists (select from subsidy.one_time_secret secret
        where secret.ledger = %(ledger)s and secret.account = credential.account
        and used_at is null and replaced_at is null and expires_at > {NOW}),
    array(select array[issuer, subject] from subsidy.oidc_identity bound
        where bound.ledger = %(ledger)s and bound.account = credential.account and unbound_at is null
        order by issuer, subject)
from subsidy.credential credential where ledger = %(ledger)s and account = any(%(accounts)s)
"""


class OneTimeSecrets(Part):
    """See `application.credentials.Invitations`."""

    def invite(
        self, account: str, *, by: str, display_name: str = "", forget_second_factor: bool = False
    ) -> Invitation:
        """See the port."""
        secret = tokens.new(tokens.INVITATION)
        name = display_name.strip()
        if len(name) > _LONGEST_NAME:
            raise TextTooLong("display_name", length=len(name), limit=_LONGEST_NAME)
        name_sealed = self._seals.sealed(name, what="name", of=account) if name else None
        with self._tables.transaction() as connection:
            self._tables.on(connection, _KNOW, account=account, name_sealed=name_sealed)
            self._tables.on(connection, _REPLACE, account=account)
            [[expires_at]] = self._tables.on(
                connection,
                _MAKE,
                digest=tokens.digest(secret),
                account=account,
                by=by,
                lasts=self._limits.invitation,
                forget=forget_second_factor,
            )
        return Invitation(secret, account, expires_at)

    def set_first_password(self, one_time_secret: str, password: str, *, from_address: str) -> str:
        """See the port."""
        digest = tokens.digest(one_time_secret)
        self._attempts.tried("password", one_time_secret, from_address)
        account = self._account_of(self._tables.rows(_LOOK, digest=digest))
        hashed = self._passwords.hashed(passwords.chosen(password, account=account))
        with self._tables.transaction() as connection:
            used = self._tables.on(connection, _USE, digest=digest)
            if not used:
                raise OneTimeSecretUsed("one_time_secret")
            self._tables.on(connection, _SET, account=account, hashed=hashed)
            if used[0][1]:
                self._tables.on(connection, _FORGET, account=account)
                Codes(self._tables, self._seals).void(connection, account)
            self._sessions.end_all(connection, account)
            self._attempts.right(connection, "password", one_time_secret, from_address)
            self._attempts.right(connection, "password", account, from_address)
            self._attempts.right(connection, "code", account, from_address)
        return account

    def shut_out(self, account: str) -> None:
        """See the port."""
        with self._tables.transaction() as connection:
            for statement in (_CLEAR, _FORGET, _REPLACE, _REVOKE_KEYS, _UNBIND):
                self._tables.on(connection, statement, account=account)
            Codes(self._tables, self._seals).void(connection, account)
            self._sessions.end_all(connection, account)

    def sign_out_everybody(self) -> int:
        """See the port."""
        with self._tables.transaction() as connection:
            return sum(len(self._tables.on(connection, statement)) for statement in _END_EVERYTHING)

    def standing(self, accounts: Sequence[str]) -> Mapping[str, Standing]:
        """See the port."""
        found = {row[0]: self._standing(row) for row in self._tables.rows(_STANDING, accounts=list(accounts))}
        return {account: found.get(account, Standing(account, "", False, False, False, ())) for account in accounts}

    def _standing(self, row: Row) -> Standing:
        account, name_sealed, has_password, has_second_factor, is_invited, bound = row
        name = self._seals.opened(name_sealed, what="name", of=account) if name_sealed else ""
        identities = tuple(Identity(issuer, subject) for issuer, subject in bound)
        return Standing(account, name, has_password, has_second_factor, is_invited, identities)

    def _account_of(self, rows: Sequence[Row]) -> str:
        if not rows:
            raise OneTimeSecretUnknown("one_time_secret")
        account, is_used, is_over = rows[0]
        if is_used:
            raise OneTimeSecretUsed("one_time_secret")
        if is_over:
            raise OneTimeSecretExpired("one_time_secret")
        return str(account)
