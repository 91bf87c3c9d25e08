"""Codes and recovery codes: each counts once, and a session is another one with them."""

from __future__ import annotations

import pytest

from domain.accounts.credential_rejections import (
    SecondFactorNeeded,
    SessionOver,
    TotpNotEnrolled,
    TotpReplayed,
    TotpWrong,
    WrongCredentials,
)
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from tests.accounts.support import (
    HERE,
    OTHER_PASSWORD,
    PASSWORD,
    MovableClock,
    code,
    enrolled,
    signed_in,
)


def test_a_second_factor_counts_once_a_code_of_it_was_given(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    session, other = signed_in(credentials), credentials.sign_in("wang", PASSWORD, from_address=HERE)
    enrolment = credentials.enrol_totp(session.token, PASSWORD, from_address=HERE)
    assert enrolment.address.startswith("otpauth://totp/")
    assert enrolment.secret in enrolment.address
    with pytest.raises(TotpNotEnrolled):
        credentials.confirm_second_factor(session.token, code(enrolment.secret, clock), from_address=HERE)
    confirmed = credentials.confirm_totp(session.token, code(enrolment.secret, clock), from_address=HERE)
    assert confirmed.session.second_factor
    assert confirmed.session.id == session.id
    assert confirmed.session.expires_at == session.expires_at
    assert len(set(confirmed.recovery_codes)) == 10
    asking = credentials.authenticate(confirmed.session.token)
    assert asking is not None
    assert asking.second_factor
    assert credentials.authenticate(session.token) is None
    asking = credentials.authenticate(other.token)
    assert asking is not None
    assert not asking.second_factor


def test_a_wrong_code_leaves_everything_as_it_was(credentials: PostgresCredentials, clock: MovableClock) -> None:
    session = signed_in(credentials)
    with pytest.raises(TotpNotEnrolled):
        credentials.confirm_totp(session.token, "123456", from_address=HERE)
    seed = credentials.enrol_totp(session.token, PASSWORD, from_address=HERE).secret
    wrong = f"{(int(code(seed, clock)) + 1) % 10**6:06}"
    for typed in (wrong, "", "１２", "AAAA-BBBB-CCCC-DDDD", "\0", "\ud800"):
        with pytest.raises(TotpWrong):
            credentials.confirm_totp(session.token, typed, from_address=HERE)
        clock.goes_on(minutes=16)
        assert credentials.authenticate(session.token)
    assert not credentials.standing(["wang"])["wang"].has_second_factor
    typed = " ".join(code(seed, clock))
    assert credentials.confirm_totp(session.token, typed, from_address=HERE).session.second_factor


def test_a_phone_may_be_half_a_minute_off_and_no_more(credentials: PostgresCredentials, clock: MovableClock) -> None:
    session, seed = enrolled(credentials, clock)
    clock.goes_on(minutes=5)
    for away in (-2, 2):
        with pytest.raises(TotpWrong):
            credentials.confirm_second_factor(session.token, code(seed, clock, steps=away), from_address=HERE)
    for away in (-1, 0, 1):
        session = credentials.confirm_second_factor(session.token, code(seed, clock, steps=away), from_address=HERE)


def test_a_code_counts_once_wherever_it_is_given(credentials: PostgresCredentials, clock: MovableClock) -> None:
    session, seed = enrolled(credentials, clock)
    given = code(seed, clock)
    second = credentials.sign_in("wang", PASSWORD, given, from_address=HERE)
    assert second.second_factor
    with pytest.raises(TotpReplayed):
        credentials.sign_in("wang", PASSWORD, given, from_address=HERE)
    with pytest.raises(TotpReplayed):
        credentials.confirm_second_factor(session.token, given, from_address=HERE)
    with pytest.raises(TotpReplayed):
        credentials.confirm_second_factor(session.token, code(seed, clock, steps=-1), from_address=HERE)
    assert credentials.confirm_second_factor(session.token, code(seed, clock, steps=1), from_address=HERE).second_factor


def test_stepping_up_gives_the_session_another_token(credentials: PostgresCredentials, clock: MovableClock) -> None:
    _, seed = enrolled(credentials, clock)
    plain = credentials.sign_in("wang", PASSWORD, from_address=HERE)
    assert (plain.second_factor, plain.has_second_factor) == (False, True)
    stepped = credentials.confirm_second_factor(plain.token, code(seed, clock), from_address=HERE)
    assert stepped.token != plain.token
    assert (stepped.id, stepped.second_factor) == (plain.id, True)
    assert credentials.authenticate(plain.token) is None
    with pytest.raises(SessionOver):
        credentials.confirm_second_factor(plain.token, code(seed, clock, steps=1), from_address=HERE)


def test_a_recovery_code_stands_in_for_a_code_once(credentials: PostgresCredentials, clock: MovableClock) -> None:
    session = signed_in(credentials)
    seed = credentials.enrol_totp(session.token, PASSWORD, from_address=HERE).secret
    spare = credentials.confirm_totp(session.token, code(seed, clock), from_address=HERE).recovery_codes
    assert credentials.sign_in("wang", PASSWORD, spare[0].lower().replace("-", " "), from_address=HERE).second_factor
    with pytest.raises(TotpReplayed):
        credentials.sign_in("wang", PASSWORD, spare[0], from_address=HERE)
    signed_in(credentials, "chen")
    with pytest.raises(TotpNotEnrolled):
        credentials.sign_in("chen", PASSWORD, spare[1], from_address=HERE)
    assert credentials.sign_in("wang", PASSWORD, spare[1], from_address=HERE).second_factor


def test_another_second_factor_needs_the_password_and_the_one_there_is(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    session, seed = enrolled(credentials, clock)
    weak = credentials.sign_in("wang", PASSWORD, from_address=HERE)
    with pytest.raises(SecondFactorNeeded):
        credentials.enrol_totp(weak.token, PASSWORD, from_address=HERE)
    with pytest.raises(WrongCredentials):
        credentials.enrol_totp(session.token, OTHER_PASSWORD, from_address=HERE)
    again = credentials.enrol_totp(session.token, PASSWORD, from_address=HERE).secret
    with pytest.raises(SecondFactorNeeded):
        credentials.confirm_totp(weak.token, code(again, clock), from_address=HERE)
    assert credentials.sign_in("wang", PASSWORD, code(seed, clock), from_address=HERE).second_factor
    credentials.confirm_totp(session.token, code(again, clock), from_address=HERE)
    clock.goes_on(seconds=60)
    with pytest.raises(TotpWrong):
        credentials.sign_in("wang", PASSWORD, code(seed, clock), from_address=HERE)
    assert credentials.sign_in("wang", PASSWORD, code(again, clock), from_address=HERE).second_factor


def test_recovery_codes_go_with_the_second_factor_they_came_with(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    session = signed_in(credentials)
    spare: list[str] = []
    for _ in range(2):
        seed = credentials.enrol_totp(session.token, PASSWORD, from_address=HERE).secret
        confirmed = credentials.confirm_totp(session.token, code(seed, clock), from_address=HERE)
        session = confirmed.session
        spare.append(confirmed.recovery_codes[0])
    with pytest.raises(TotpWrong):
        credentials.sign_in("wang", PASSWORD, spare[0], from_address=HERE)
    assert credentials.sign_in("wang", PASSWORD, spare[1], from_address=HERE).second_factor
