"""What tests of credentials share: a movable clock, cheap hashes, and people who have got as far as the test needs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pyotp
from argon2 import PasswordHasher

from application.credentials import NewSession
from application.ports import Clock
from infrastructure.accounts.passwords import Passwords
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.accounts.tables import Tables
from infrastructure.log.pool import Pool
from infrastructure.vault.master_key import MasterKey

HERE = "192.0.2.7"
PASSWORD, OTHER_PASSWORD = "青山 harbour 41 lantern", "two quiet rivers, 9 bridges"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 3, 2, 1, 0, 10, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def goes_on(self, **by: int) -> None:
        """Move it, as `timedelta` takes it."""
        self.instant += timedelta(**by)


def on_tables(pool: Pool, ledger: str, keys: MasterKey, clock: Clock | None) -> PostgresCredentials:
    return PostgresCredentials(Tables(pool, ledger, clock=clock), keys, passwords=Passwords(CHEAP))


def with_password(credentials: PostgresCredentials, account: str = "wang", password: str = PASSWORD) -> str:
    """Invite an account and let it set its password; return the account."""
    invitation = credentials.invite(account, by="admin")
    return credentials.set_first_password(invitation.secret, password, from_address=HERE)


def signed_in(credentials: PostgresCredentials, account: str = "wang") -> NewSession:
    """Let an account with a password sign in."""
    with_password(credentials, account)
    return credentials.sign_in(account, PASSWORD, from_address=HERE)


def enrolled(credentials: PostgresCredentials, clock: MovableClock, account: str = "wang") -> tuple[NewSession, str]:
    """Let an account with a second factor sign in; return its session and its seed. The clock is a step further."""
    session = signed_in(credentials, account)
    seed = credentials.enrol_totp(session.token, PASSWORD, from_address=HERE).secret
    confirmed = credentials.confirm_totp(session.token, code(seed, clock), from_address=HERE)
    clock.goes_on(seconds=30)
    return confirmed.session, seed


def code(seed: str, clock: MovableClock, *, steps: int = 0) -> str:
    """Return the code an authenticator shows, now or so many half minutes from now."""
    return pyotp.TOTP(seed).at(clock.instant + timedelta(seconds=30 * steps))
