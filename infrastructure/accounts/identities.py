"""Which identity at an OpenID provider enters as which account. Only an administrator binds one; nobody is created."""

from __future__ import annotations

from application.credentials import Identity
from domain.accounts.credential_rejections import IdentityTaken, NoSuchIdentity
from domain.free_text import TextMissing, TextTooLong
from infrastructure.accounts.part import Part
from infrastructure.accounts.tables import NOW

_LONGEST = 255
"""Characters of a subject (OpenID Connect Core 2), and of an issuer."""

_KNOW = """
insert into subsidy.credential (ledger, account) values (%(ledger)s, %(account)s) on conflict do nothing
"""
_BIND = f"""
insert into subsidy.oidc_identity (ledger, issuer, subject, bound_at, account, bound_by)
values (%(ledger)s, %(issuer)s, %(subject)s, {NOW}, %(account)s, %(by)s)
on conflict (ledger, issuer, subject) where unbound_at is null do nothing
returning account
"""
_BOUND = """
select account from subsidy.oidc_identity
where ledger = %(ledger)s and issuer = %(issuer)s and subject = %(subject)s and unbound_at is null
"""
_UNBIND = f"""
update subsidy.oidc_identity set unbound_at = {NOW}
where ledger = %(ledger)s and issuer = %(issuer)s and subject = %(subject)s and account = %(account)s
    and unbound_at is null
returning true
"""


class BoundIdentities(Part):
    """See `application.credentials.Identities`."""

    def bind_identity(self, account: str, identity: Identity, *, by: str) -> None:
        """See the port."""
        facts = {"issuer": identity.issuer, "subject": identity.subject}
        for name, text in facts.items():
            if not text.strip():
                raise TextMissing(name)
            if len(text) > _LONGEST:
                raise TextTooLong(name, length=len(text), limit=_LONGEST)
        with self._tables.transaction() as connection:
            self._tables.on(connection, _KNOW, account=account)
            made = self._tables.on(connection, _BIND, account=account, by=by, **facts)
            if not made and self._tables.on(connection, _BOUND, **facts) != [(account,)]:
                raise IdentityTaken("subject", issuer=identity.issuer)

    def unbind_identity(self, account: str, identity: Identity) -> None:
        """See the port."""
        facts = {"issuer": identity.issuer, "subject": identity.subject}
        with self._tables.transaction() as connection:
            if not self._tables.on(connection, _UNBIND, account=account, **facts):
                raise NoSuchIdentity("subject", account=account, issuer=identity.issuer)
            self._sessions.end_all(connection, account, way="openid")
