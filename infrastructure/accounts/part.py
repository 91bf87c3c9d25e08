"""What every part of the credentials works with."""

from __future__ import annotations

from psycopg import Connection

from domain.accounts import passwords
from domain.accounts.credential_rejections import WrongCredentials
from infrastructure.accounts.attempts import Attempts, storable
from infrastructure.accounts.passwords import Passwords
from infrastructure.accounts.sealing import Seals
from infrastructure.accounts.sessions import SessionRows
from infrastructure.accounts.tables import Limits, Tables
from infrastructure.log.pool import Row
from infrastructure.vault.master_key import MasterKey

_KEPT = "select password_hash from subsidy.credential where ledger = %(ledger)s and account = %(account)s"
_STILL = f"{_KEPT} for no key update"
_REHASHED = """
update subsidy.credential set password_hash = %(hashed)s
where ledger = %(ledger)s and account = %(account)s and password_hash = %(kept)s
"""


class Part:
    """One part of `PostgresCredentials`."""

    def __init__(
        self, tables: Tables, keys: MasterKey, *, limits: Limits | None = None, passwords: Passwords | None = None
    ) -> None:
        self._tables = tables
        self._limits = limits or Limits()
        self._passwords = passwords or Passwords()
        self._seals = Seals(keys, tables.ledger)
        self._attempts = Attempts(tables, self._seals)
        self._sessions = SessionRows(tables, self._limits)

    def _proven(self, account: str, password: str, from_address: str) -> str:
        """Compare a password with what is kept of the account's, at the same cost if nothing is; return what is kept.

        Raises WrongCredentials, TooManyAttempts.
        """
        self._attempts.tried("password", account, from_address)
        rows = self._tables.rows(_KEPT, account=storable(account))
        kept: str | None = rows[0][0] if rows else None
        password = passwords.uniform(password)[: passwords.MOST + 1]
        if not self._passwords.fits(kept, password) or kept is None:
            raise WrongCredentials
        again = self._passwords.hashed(password) if self._passwords.is_dated(kept) else kept
        with self._tables.transaction() as connection:
            self._attempts.right(connection, "password", account, from_address)
            if again != kept:
                self._tables.on(connection, _REHASHED, account=account, kept=kept, hashed=again)
        return again

    def _still(self, connection: Connection[Row], account: str, kept: str) -> None:
        """Make sure that the password compared is still the account's, and stays so until the transaction ends.

        Raises WrongCredentials.
        """
        if self._tables.on(connection, _STILL, account=account) != [(kept,)]:
            raise WrongCredentials
