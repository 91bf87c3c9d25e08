"""Whoever tries too often waits, longer each time; and all processes count together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.accounts.credential_rejections import OneTimeSecretUnknown, TooManyAttempts, TotpWrong, WrongCredentials
from infrastructure.accounts.attempts import OF_ACCOUNT, OF_NETWORK, network
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.log.pool import Pool
from infrastructure.vault.master_key import MasterKey
from tests.accounts.support import (
    HERE,
    OTHER_PASSWORD,
    PASSWORD,
    MovableClock,
    enrolled,
    on_tables,
    with_password,
)


def fails(credentials: PostgresCredentials, account: str = "wang", address: str = HERE) -> None:
    with pytest.raises(WrongCredentials):
        credentials.sign_in(account, OTHER_PASSWORD, from_address=address)


def waits(credentials: PostgresCredentials, account: str = "wang", address: str = HERE) -> int:
    with pytest.raises(TooManyAttempts) as refused:
        credentials.sign_in(account, PASSWORD, from_address=address)
    return refused.value.seconds


@pytest.mark.parametrize("account", ["wang", "nobody"])
def test_after_five_failures_one_waits_whether_or_not_there_is_such_an_account(
    credentials: PostgresCredentials, clock: MovableClock, account: str
) -> None:
    with_password(credentials)
    for _ in range(5):
        fails(credentials, account)
    waited = []
    for _ in range(7):
        waited.append(waits(credentials, account))
        clock.goes_on(seconds=waited[-1] - 1)
        assert waits(credentials, account) == 1
        clock.goes_on(seconds=1)
        fails(credentials, account)
    assert waited == [30, 60, 120, 240, 480, 900, 900]


def test_the_right_password_forgives_what_was_before(credentials: PostgresCredentials, clock: MovableClock) -> None:
    with_password(credentials)
    for _ in range(3):
        for _ in range(4):
            fails(credentials)
        credentials.sign_in("wang", PASSWORD, from_address=HERE)
    for _ in range(5):
        fails(credentials)
    assert waits(credentials) == 30


def test_failures_of_one_account_do_not_hold_up_another(credentials: PostgresCredentials) -> None:
    with_password(credentials)
    with_password(credentials, "chen")
    for _ in range(5):
        fails(credentials)
    assert waits(credentials, address="198.51.100.4") == 30, "wherever the next try comes from"
    assert credentials.sign_in("chen", PASSWORD, from_address=HERE).account == "chen"


def test_a_day_later_nothing_is_held_against_an_account(credentials: PostgresCredentials, clock: MovableClock) -> None:
    with_password(credentials)
    for _ in range(5):
        fails(credentials)
    clock.goes_on(days=1)
    for _ in range(5):
        fails(credentials)


def test_whoever_tries_many_accounts_from_one_place_waits(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    with_password(credentials)
    with_password(credentials, "busy")
    for number in range(OF_NETWORK.free):
        credentials.sign_in("busy", PASSWORD, from_address=f"2001:db8:7:1::{number:x}")
        fails(credentials, f"account-{number}", f"2001:db8:7:1::{number:x}")
    assert waits(credentials, address="2001:db8:7:1::ffff") == 10
    assert credentials.sign_in("wang", PASSWORD, from_address="2001:db8:7:2::1").account == "wang"
    clock.goes_on(hours=1)
    assert credentials.sign_in("wang", PASSWORD, from_address="2001:db8:7:1::1").account == "wang"


def test_made_up_one_time_secrets_are_counted_by_place(credentials: PostgresCredentials) -> None:
    for number in range(OF_NETWORK.free):
        with pytest.raises(OneTimeSecretUnknown):
            credentials.set_first_password(f"si_{number:043}", PASSWORD, from_address=HERE)
    with pytest.raises(TooManyAttempts):
        credentials.set_first_password(f"si_{99:043}", PASSWORD, from_address=HERE)


def test_wrong_codes_are_counted_by_themselves(credentials: PostgresCredentials, clock: MovableClock) -> None:
    session, _ = enrolled(credentials, clock)
    for _ in range(5):
        with pytest.raises(TotpWrong):
            credentials.confirm_second_factor(session.token, "AAAA", from_address=HERE)
    with pytest.raises(TooManyAttempts):
        credentials.confirm_second_factor(session.token, "AAAA", from_address=HERE)
    with pytest.raises(TooManyAttempts):
        credentials.sign_in("wang", PASSWORD, "AAAA", from_address=HERE)
    assert credentials.sign_in("wang", PASSWORD, from_address=HERE).account == "wang"


def test_an_invitation_ends_the_waiting(credentials: PostgresCredentials) -> None:
    invitation = credentials.invite("wang", by="admin")
    for _ in range(5):
        fails(credentials)
    credentials.set_first_password(invitation.secret, PASSWORD, from_address="198.51.100.4")
    assert credentials.sign_in("wang", PASSWORD, from_address=HERE).account == "wang"


def test_the_limit_holds_for_all_who_try_at_once(pool: Pool, ledger: str, keys: MasterKey, clock: MovableClock) -> None:
    """As several processes would: each has credentials of its own and shares nothing but the tables."""
    with_password(on_tables(pool, ledger, keys, clock))

    def tries(_: int) -> str:
        try:
            on_tables(pool, ledger, keys, clock).sign_in("wang", OTHER_PASSWORD, from_address=HERE)
        except (WrongCredentials, TooManyAttempts) as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(8) as several:
        found = list(several.map(tries, range(40)))
    assert sorted(found) == ["too_many_attempts"] * (40 - OF_ACCOUNT.free) + ["wrong_credentials"] * OF_ACCOUNT.free


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_of_an_address_its_network_is_counted(address: str, counted: str) -> None:
    assert network(address) == counted


def test_waits_never_grow_beyond_the_longest() -> None:
    assert OF_ACCOUNT.wait(4) == timedelta()
    assert OF_ACCOUNT.wait(10**6) == timedelta(minutes=15)
