"""Codes of a second factor (RFC 6238): which step one is of, and that it counts once; and recovery codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

import pyotp
from psycopg import Connection

from domain.accounts.credential_rejections import TotpNotEnrolled, TotpReplayed, TotpWrong
from domain.accounts.passwords import uniform
from infrastructure.accounts.sealing import Seals
from infrastructure.accounts.tables import NOW, Tables
from infrastructure.log.pool import Row

STEP_SECONDS = 30
STEPS_AWAY = 1
"""A phone's clock may be half a minute off, either way."""
RECOVERY_CODES = 10

_CODE = re.compile(r"[0-9]{6}", re.ASCII)
_SEED = "select totp_sealed from subsidy.credential where ledger = %(ledger)s and account = %(account)s"
_COUNT = """
update subsidy.credential set totp_step = %(step)s
where ledger = %(ledger)s and account = %(account)s and coalesce(totp_step, 0) < %(step)s returning true
"""
_SPEND = f"""
update subsidy.recovery_code set used_at = {NOW}
where ledger = %(ledger)s and account = %(account)s and code_sha256 = %(digest)s
    and used_at is null and voided_at is null
returning true
"""
_WAS_SPENT = """
select true from subsidy.recovery_code
where ledger = %(ledger)s and account = %(account)s and code_sha256 = %(digest)s and used_at is not null
"""
_VOID = f"""
update subsidy.recovery_code set voided_at = {NOW}
where ledger = %(ledger)s and account = %(account)s and used_at is null and voided_at is null
"""
_KEEP = f"""
insert into subsidy.recovery_code (ledger, account, code_sha256, made_at)
select %(ledger)s, %(account)s, digest, {NOW} from unnest(%(digests)s::bytea[]) as digest
"""


class Codes:
    """The codes of one ledger's accounts."""

    def __init__(self, tables: Tables, seals: Seals) -> None:
        self._tables, self._seals = tables, seals

    def spend(self, connection: Connection[Row], account: str, code: str) -> None:
        """Count a code or a recovery code of the account's second factor, once.

        Raises TotpNotEnrolled, TotpWrong, TotpReplayed.
        """
        rows = self._tables.on(connection, _SEED, account=account)
        if not rows or rows[0][0] is None:
            raise TotpNotEnrolled("totp")
        typed = re.sub(r"[\s-]", "", uniform(code)).upper()
        if not _CODE.fullmatch(typed):
            self._spend_recovery_code(connection, account, typed)
            return
        seed = self._seals.opened(rows[0][0], what="totp", of=account)
        self.count(connection, account, seed, typed)

    def count(self, connection: Connection[Row], account: str, seed: str, code: str) -> None:
        """Count a code of a seed. Raises TotpWrong, TotpReplayed."""
        step = step_of(seed, re.sub(r"\s", "", uniform(code)), self._tables.now(connection))
        if step is None:
            raise TotpWrong("totp")
        if not self._tables.on(connection, _COUNT, account=account, step=step):
            raise TotpReplayed("totp")

    def new_recovery_codes(self, connection: Connection[Row], account: str) -> tuple[str, ...]:
        """Make recovery codes; earlier ones no longer count."""
        codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        self.void(connection, account)
        self._tables.on(connection, _KEEP, account=account, digests=[_digest(code.replace("-", "")) for code in codes])
        return codes

    def void(self, connection: Connection[Row], account: str) -> None:
        """Let the account's recovery codes count no more."""
        self._tables.on(connection, _VOID, account=account)

    def _spend_recovery_code(self, connection: Connection[Row], account: str, typed: str) -> None:
        facts = {"account": account, "digest": _digest(typed)}
        if not self._tables.on(connection, _SPEND, **facts):
            raise TotpReplayed("totp") if self._tables.on(connection, _WAS_SPENT, **facts) else TotpWrong("totp")


def new_seed() -> str:
    """Return 160 random bits in Base32."""
    return pyotp.random_base32()


def address_of(seed: str, *, account: str, ledger: str) -> str:
    """Return what a QR code for authenticator apps holds."""
    return pyotp.TOTP(seed).provisioning_uri(name=f"{account}@{ledger}", issuer_name="Subsidy Ledger")


def step_of(seed: str, code: str, now: datetime) -> int | None:
    """Return the step that a code is of, if it is one of now; every one is looked at, whichever fits."""
    current = int(now.timestamp()) // STEP_SECONDS
    steps = range(current - STEPS_AWAY, current + STEPS_AWAY + 1)
    generator = pyotp.TOTP(seed, interval=STEP_SECONDS)
    fitting = [step for step in steps if hmac.compare_digest(generator.generate_otp(step).encode(), code.encode())]
    return fitting[-1] if fitting else None


def _recovery_code() -> str:
    text = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(text[place : place + 4] for place in range(0, 16, 4))


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
