"""Enrolling a second factor, and giving it to a session."""

from __future__ import annotations

from psycopg import Connection

from application.credentials import NewSession, TotpConfirmed, TotpEnrolment
from domain.accounts.credential_rejections import SecondFactorNeeded, TotpNotEnrolled
from infrastructure.accounts import codes
from infrastructure.accounts.codes import Codes
from infrastructure.accounts.part import Part
from infrastructure.accounts.sessions import Own
from infrastructure.log.pool import Row

_SEEDS = """
select totp_sealed is not null, next_totp_sealed from subsidy.credential
where ledger = %(ledger)s and account = %(account)s for no key update
"""
_PROPOSE = """
update subsidy.credential set next_totp_sealed = %(sealed)s where ledger = %(ledger)s and account = %(account)s
"""
_TAKE = """
update subsidy.credential set totp_sealed = %(sealed)s, next_totp_sealed = null, totp_step = null
where ledger = %(ledger)s and account = %(account)s
"""


class SecondFactors(Part):
    """See `application.credentials.SecondFactor`."""

    def enrol_totp(self, token: str, password: str, *, from_address: str) -> TotpEnrolment:
        """See the port."""
        with self._tables.transaction() as connection:
            own = self._sessions.own(connection, token)
            self._seeds(connection, own)
        self._proven(own.account, password, from_address)
        seed = codes.new_seed()
        with self._tables.transaction() as connection:
            own = self._sessions.own(connection, token)
            self._seeds(connection, own)
            sealed = self._seals.sealed(seed, what="next totp", of=own.account)
            self._tables.on(connection, _PROPOSE, account=own.account, sealed=sealed)
        return TotpEnrolment(seed, codes.address_of(seed, account=own.account, ledger=self._tables.ledger))

    def confirm_totp(self, token: str, code: str, *, from_address: str) -> TotpConfirmed:
        """See the port."""
        account = self._trying(token, from_address)
        with self._tables.transaction() as connection:
            own = self._sessions.own(connection, token)
            proposed = self._seeds(connection, own)
            if proposed is None:
                raise TotpNotEnrolled("code")
            seed = self._seals.opened(proposed, what="next totp", of=account)
            sealed = self._seals.sealed(seed, what="totp", of=account)
            self._tables.on(connection, _TAKE, account=account, sealed=sealed)
            counting = Codes(self._tables, self._seals)
            counting.count(connection, account, seed, code)
            self._attempts.right(connection, "code", account, from_address)
            recovery_codes = counting.new_recovery_codes(connection, account)
            self._sessions.weaken(connection, account, but=own.id)
            return TotpConfirmed(self._sessions.renew(connection, own, second_factor=True), recovery_codes)

    def confirm_second_factor(self, token: str, code: str, *, from_address: str) -> NewSession:
        """See the port."""
        account = self._trying(token, from_address)
        with self._tables.transaction() as connection:
            own = self._sessions.own(connection, token)
            Codes(self._tables, self._seals).spend(connection, account, code)
            self._attempts.right(connection, "code", account, from_address)
            return self._sessions.renew(connection, own, second_factor=True)

    def _trying(self, token: str, from_address: str) -> str:
        """Write down that a code is tried for the session's account, which is returned."""
        with self._tables.transaction() as connection:
            account = self._sessions.own(connection, token).account
        self._attempts.tried("code", account, from_address)
        return account

    def _seeds(self, connection: Connection[Row], own: Own) -> bytes | None:
        """Return the sealed seed that waits for its first code. Raises SecondFactorNeeded where there is another."""
        rows = self._tables.on(connection, _SEEDS, account=own.account)
        enrolled, proposed = rows[0] if rows else (False, None)
        if enrolled and not own.second_factor:
            raise SecondFactorNeeded("totp")
        return proposed if proposed is None else bytes(proposed)
