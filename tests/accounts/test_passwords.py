"""What a password has to be, and how many are hashed at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from domain.accounts import passwords
from domain.accounts.credential_rejections import (
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    TooManyAttempts,
)
from infrastructure.accounts.passwords import STRONG, Passwords
from tests.accounts.support import CHEAP, PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        "青山 harbour 41 lantern",
        "correct horse battery staple",
        "我们在山里看见三只白鹭飞过",
        "my password is a river in spring",
        "k3#" * 4 + "Zq",
    ],
)
def test_long_and_unlikely_is_enough(password: str) -> None:
    assert passwords.chosen(password, account="wang") == password


@pytest.mark.parametrize("password", ["", "short", "elevenchars", "青山青山青山"])
def test_a_short_one_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooShort):
        passwords.chosen(password, account="wang")


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2024",
        "PASSWORDpassword",
        "123456789012",
        "098765432109",
        "abcdefghijklm",
        "qwertyuiopas",
        "1qaz2wsx3edc",
        "aaaaaaaaaaaa",
        "121212121212",
        "finance-0112",
        "Finance-01!!",
        "finance-01finance-01",
        "ｐａｓｓｗｏｒｄ２０２４",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        passwords.chosen(password, account="finance-01")


def test_nobody_is_made_to_hash_a_book() -> None:
    with pytest.raises(PasswordTooLong):
        passwords.chosen("ab c4 " * 40, account="wang")


@pytest.mark.parametrize("hasher", [CHEAP, STRONG])
def test_a_password_fits_its_own_hash_and_nothing_fits_no_hash(hasher: PasswordHasher) -> None:
    hashing = Passwords(hasher)
    kept = hashing.hashed(PASSWORD)
    assert hashing.fits(kept, PASSWORD)
    assert not hashing.fits(kept, PASSWORD + " ")
    assert not hashing.fits(None, PASSWORD)
    assert not hashing.fits("", PASSWORD)
    assert not hashing.is_dated(kept)
    assert hashing.is_dated(CHEAP.hash(PASSWORD)) == (hasher is STRONG)


def test_nothing_kept_is_compared_at_the_cost_of_something_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
            compared.append(str(hash))
            return super().verify(hash, password)

    hashing = Passwords(Watched(time_cost=2, memory_cost=64, parallelism=2))
    hashing.fits(hashing.hashed(PASSWORD), PASSWORD)
    hashing.fits(None, PASSWORD)
    something, nothing = (kept.split("$") for kept in compared)
    assert something[:4] == nothing[:4]
    assert [len(part) for part in something] == [len(part) for part in nothing]


def test_no_more_than_two_are_hashed_at_once_and_the_third_is_not_kept_waiting_for_ever() -> None:
    inside, leave = threading.Semaphore(0), threading.Event()

    class Slow(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            inside.release()
            leave.wait(20)
            return super().hash(password, salt=salt)

    hashing = Passwords(Slow(time_cost=1, memory_cost=8, parallelism=1), patience=timedelta(milliseconds=50))
    two = [threading.Thread(target=hashing.hashed, args=(PASSWORD,)) for _ in range(2)]
    for thread in two:
        thread.start()
    for _ in two:
        assert inside.acquire(timeout=20)
    with pytest.raises(TooManyAttempts):
        hashing.hashed(PASSWORD)
    with pytest.raises(TooManyAttempts):
        hashing.fits(None, PASSWORD)
    leave.set()
    for thread in two:
        thread.join()
    assert hashing.fits(hashing.hashed(PASSWORD), PASSWORD)
