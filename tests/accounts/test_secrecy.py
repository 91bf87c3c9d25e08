"""Nothing that lets somebody in is ever written down: not in a table, not in a log, not where a value is shown."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import errors, sql

from application.credentials import KeyScope
from domain.accounts.credential_rejections import SessionOver
from domain.rejected import Rejected
from infrastructure.accounts.passwords import STRONG, Passwords
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.accounts.tables import Tables
from infrastructure.log.pool import Pool
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.sealing import SealBroken
from tests.accounts.support import HERE, OTHER_PASSWORD, PASSWORD, MovableClock, code, enrolled, on_tables, signed_in

TABLES = (
    "credential",
    "session",
    "api_key",
    "one_time_secret",
    "recovery_code",
    "oidc_identity",
    "sign_in_attempt",
)


def stored(conninfo: str) -> bytes:
    """Return everything the tables hold, as text and as the bytes of what is binary."""
    found = b""
    with psycopg.connect(conninfo) as connection:
        for table in TABLES:
            for row in connection.execute(sql.SQL("select * from subsidy.{}").format(sql.Identifier(table))):
                found += b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    return found


def secrets_of_a_day(credentials: PostgresCredentials, clock: MovableClock, account: str) -> Sequence[str]:
    """Do everything there is with secrets; return all that came up."""
    invitation = credentials.invite(account, by="admin", display_name="赵小满")
    credentials.set_first_password(invitation.secret, PASSWORD, from_address=HERE)
    first = credentials.sign_in(account, PASSWORD, from_address=HERE)
    enrolment = credentials.enrol_totp(first.token, PASSWORD, from_address=HERE)
    given_code = code(enrolment.secret, clock)
    confirmed = credentials.confirm_totp(first.token, given_code, from_address=HERE)
    second = credentials.sign_in(account, PASSWORD, confirmed.recovery_codes[0], from_address=HERE)
    third = credentials.change_password(second.token, PASSWORD, OTHER_PASSWORD, from_address=HERE)
    key = credentials.issue_key(account, "k", clock.instant + timedelta(days=1), KeyScope(), by=account)
    for token in (first.token, confirmed.session.token, third.token, key.token):
        with suppress(SessionOver):
            credentials.authenticate(token)
    said = f"{invitation} {first} {enrolment} {confirmed} {second} {third} {key}"
    found = [
        *(invitation.secret, first.token, enrolment.secret, confirmed.session.token, second.token, third.token),
        *(key.token, PASSWORD, OTHER_PASSWORD, "赵小满", *confirmed.recovery_codes),
    ]
    assert [secret for secret in found if secret in said] == []
    return [*found, *(spare.replace("-", "") for spare in confirmed.recovery_codes)]


def test_no_table_and_no_log_line_holds_a_secret(
    migrated: str, credentials: PostgresCredentials, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        found = secrets_of_a_day(credentials, clock, "zhao")
    kept = stored(migrated)
    assert b"zhao" in kept
    assert b"$argon2id$" in kept
    for secret in found:
        random = secret[-43:]  # Of a key; before it stands its id.
        pieces = [random[place : place + 12] for place in range(max(len(random) - 11, 1))]
        assert [piece for piece in pieces if piece.encode() in kept] == []
        assert secret not in caplog.text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(min_size=12, max_size=40))
def test_a_password_typed_in_the_place_of_the_account_is_not_kept(
    migrated: str, pool: Pool, keys: MasterKey, typed: str
) -> None:
    credentials = on_tables(pool, f"ledger-{hash(typed)}", keys, None)
    with pytest.raises(Rejected):
        credentials.sign_in(typed, PASSWORD, from_address=HERE)
    assert typed.encode("utf-8", "replace") not in stored(migrated)


def test_with_another_master_key_a_seed_and_a_name_stay_sealed(
    pool: Pool, ledger: str, credentials: PostgresCredentials, clock: MovableClock
) -> None:
    _, seed = enrolled(credentials, clock)
    credentials.invite("wang", by="admin", display_name="王小明")
    other = on_tables(pool, ledger, MasterKey.generate(), clock)
    with pytest.raises(SealBroken):
        other.sign_in("wang", PASSWORD, code(seed, clock), from_address=HERE)
    with pytest.raises(SealBroken):
        other.standing(["wang"])


def test_a_seed_moved_to_another_account_does_not_open(
    migrated: str, credentials: PostgresCredentials, clock: MovableClock, ledger: str
) -> None:
    _, seed = enrolled(credentials, clock)
    signed_in(credentials, "chen")
    with psycopg.connect(migrated) as connection:
        connection.execute(
            "update subsidy.credential mine set totp_sealed = other.totp_sealed from subsidy.credential other"
            " where mine.ledger = %(ledger)s and other.ledger = %(ledger)s"
            " and mine.account = 'chen' and other.account = 'wang'",
            {"ledger": ledger},
        )
    with pytest.raises(SealBroken):
        credentials.sign_in("chen", PASSWORD, code(seed, clock), from_address=HERE)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from subsidy.credential",
        "delete from subsidy.session",
        "delete from subsidy.sign_in_attempt",
        "update subsidy.sign_in_attempt set outcome = 'right'",
        "update subsidy.session set account = 'admin'",
        "update subsidy.session set expires_at = 'infinity'",
        "update subsidy.api_key set expires_at = 'infinity'",
        "update subsidy.one_time_secret set account = 'admin'",
        "truncate subsidy.sign_in_attempt",
    ],
)
def test_the_service_itself_may_not(pool: Pool, statement: str) -> None:
    with pool.connection() as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_not_even_the_owner_changes_what_was_tried(migrated: str, credentials: PostgresCredentials) -> None:
    signed_in(credentials)
    with psycopg.connect(migrated) as connection, pytest.raises(errors.RestrictViolation):
        connection.execute("delete from subsidy.sign_in_attempt")


def test_passwords_are_hashed_at_full_cost_and_rehashed_when_costs_rise(
    pool: Pool, ledger: str, keys: MasterKey, clock: MovableClock, migrated: str
) -> None:
    cheap = on_tables(pool, ledger, keys, clock)
    signed_in(cheap)
    strong = PostgresCredentials(Tables(pool, ledger, clock=clock), keys, passwords=Passwords())
    assert (STRONG.memory_cost, STRONG.time_cost, STRONG.parallelism, STRONG.type.name) == (65536, 3, 4, "ID")
    strong.sign_in("wang", PASSWORD, from_address=HERE)
    with psycopg.connect(migrated) as connection:
        rows = connection.execute("select password_hash from subsidy.credential where ledger = %s", (ledger,))
        assert [hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for (hashed,) in rows] == [True]
    assert cheap.sign_in("wang", PASSWORD, from_address=HERE).account == "wang"
