"""What many ask for at the same moment happens once, whoever they are: threads here stand for processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from application.credentials import Identity
from domain.rejected import Rejected
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.log.pool import Pool
from infrastructure.vault.master_key import MasterKey
from tests.accounts.support import (
    HERE,
    OTHER_PASSWORD,
    PASSWORD,
    MovableClock,
    code,
    enrolled,
    on_tables,
    signed_in,
    with_password,
)

MANY = 8


@pytest.fixture
def all_at_once(
    pool: Pool, ledger: str, keys: MasterKey, clock: MovableClock
) -> Callable[[Callable[[PostgresCredentials, int], object]], Counter[str]]:
    """Ask something of as many credentials, which share nothing but the tables; say what became of how many."""

    def asked(ask: Callable[[PostgresCredentials, int], object]) -> Counter[str]:
        def one(number: int) -> str:
            try:
                ask(on_tables(pool, ledger, keys, clock), number)
            except Rejected as refused:
                return refused.code
            return "done"

        with ThreadPoolExecutor(MANY) as several:
            return Counter(several.map(one, range(MANY)))

    return asked


AllAtOnce = Callable[[Callable[[PostgresCredentials, int], object]], Counter[str]]


def test_one_code_counts_once(credentials: PostgresCredentials, clock: MovableClock, all_at_once: AllAtOnce) -> None:
    _, seed = enrolled(credentials, clock)
    sessions = [credentials.sign_in("wang", PASSWORD, from_address=HERE) for _ in range(5)]
    found = all_at_once(
        lambda its, n: its.confirm_second_factor(sessions[n % 5].token, code(seed, clock), from_address=HERE)
    )
    assert found["done"] == 1
    assert found["done"] + found["totp_replayed"] + found["too_many_attempts"] + found["session_over"] == MANY


def test_one_recovery_code_counts_once(
    credentials: PostgresCredentials, clock: MovableClock, all_at_once: AllAtOnce
) -> None:
    session = signed_in(credentials)
    seed = credentials.enrol_totp(session.token, PASSWORD, from_address=HERE).secret
    spare = credentials.confirm_totp(session.token, code(seed, clock), from_address=HERE).recovery_codes[0]
    found = all_at_once(lambda its, _: its.sign_in("wang", PASSWORD, spare, from_address=HERE))
    assert found["done"] == 1
    assert found["done"] + found["totp_replayed"] + found["too_many_attempts"] == MANY


def test_a_one_time_secret_sets_one_password(credentials: PostgresCredentials, all_at_once: AllAtOnce) -> None:
    secret = credentials.invite("wang", by="admin").secret
    chosen = [f"{PASSWORD} {number}" for number in range(MANY)]
    found = all_at_once(lambda its, n: its.set_first_password(secret, chosen[n], from_address=HERE))
    assert found["done"] == 1
    assert found["done"] + found["one_time_secret_used"] + found["too_many_attempts"] == MANY


def test_of_many_invitations_the_last_one_counts(credentials: PostgresCredentials, all_at_once: AllAtOnce) -> None:
    secrets: list[str] = []
    assert all_at_once(lambda its, _: secrets.append(its.invite("wang", by="admin").secret)) == {"done": MANY}
    became = all_at_once(lambda its, n: its.set_first_password(secrets[n], PASSWORD, from_address=HERE))
    assert became == {"done": 1, "one_time_secret_expired": MANY - 1}


def test_an_identity_is_bound_to_one_of_many(credentials: PostgresCredentials, all_at_once: AllAtOnce) -> None:
    somebody = Identity("https://login.example", "subject-1")
    found = all_at_once(lambda its, n: its.bind_identity(f"account-{n}", somebody, by="admin"))
    assert found == {"done": 1, "identity_taken": MANY - 1}


def test_no_session_outlives_the_password_it_was_begun_with(
    credentials: PostgresCredentials, all_at_once: AllAtOnce
) -> None:
    """One changes the password while others sign in with the old one: what is left afterwards is the changer's."""
    with_password(credentials)
    mine = credentials.sign_in("wang", PASSWORD, from_address=HERE)

    def ask(its: PostgresCredentials, number: int) -> None:
        if number == 2:
            its.change_password(mine.token, PASSWORD, OTHER_PASSWORD, from_address=HERE)
        else:
            its.sign_in("wang", PASSWORD, from_address=HERE)

    all_at_once(ask)
    assert [one.id for one in credentials.sessions("wang")] == [mine.id]


def test_a_session_that_is_asked_for_by_many_is_noted_without_waiting(
    credentials: PostgresCredentials, clock: MovableClock, all_at_once: AllAtOnce
) -> None:
    session = signed_in(credentials)
    clock.goes_on(minutes=2)
    assert all_at_once(lambda its, _: its.authenticate(session.token)) == {"done": MANY}
    assert [one.used_at for one in credentials.sessions("wang")] == [clock.instant]
