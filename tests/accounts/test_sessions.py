"""Signing in and what a token says afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from application.credentials import KeyScope
from application.recorded import Change
from domain.accounts.credential_rejections import (
    NoSuchSession,
    OnlyForSessions,
    PasswordTooCommon,
    PasswordTooShort,
    PasswordUnchanged,
    SessionOver,
    TotpNotEnrolled,
    WrongCredentials,
)
from domain.accounts.events import AccountOpened
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.log.pool import Pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.vault.master_key import MasterKey
from tests.accounts.support import (
    HERE,
    OTHER_PASSWORD,
    PASSWORD,
    MovableClock,
    on_tables,
    signed_in,
    with_password,
)


def test_whoever_has_the_password_signs_in_and_is_known_by_the_token(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    with_password(credentials)
    session = credentials.sign_in("wang", PASSWORD, from_address=HERE)
    asking = credentials.authenticate(session.token)
    assert asking is not None
    assert (asking.account, asking.kind, asking.id, asking.second_factor) == ("wang", "session", session.id, False)
    assert asking.scope == KeyScope()
    assert asking.expires_at == clock.instant + timedelta(minutes=30)
    assert session.expires_at == clock.instant + timedelta(hours=12)
    assert not session.has_second_factor


def test_the_same_password_typed_on_another_keyboard_is_the_same(credentials: PostgresCredentials) -> None:
    with_password(credentials, password="ｌａｎｔｅｒｎ 青山 41")
    assert credentials.sign_in("wang", "lantern 青山 41", from_address=HERE).account == "wang"


@pytest.mark.parametrize("account", ["wang", "nobody", "invited", "not an account", "", "nul\0", "\ud800", "王"])
def test_a_wrong_password_and_an_account_that_is_not_there_get_the_same_answer(
    credentials: PostgresCredentials, account: str
) -> None:
    with_password(credentials)
    credentials.invite("invited", by="admin")
    with pytest.raises(WrongCredentials) as refused:
        credentials.sign_in(account, OTHER_PASSWORD, from_address=HERE)
    assert (refused.value.field, refused.value.facts) == ("", {})


@pytest.mark.parametrize("password", ["", "\0", "\ud800\udc00", "x" * 100_000])
def test_whatever_is_typed_as_password_is_only_wrong(credentials: PostgresCredentials, password: str) -> None:
    with_password(credentials)
    with pytest.raises(WrongCredentials):
        credentials.sign_in("wang", password, from_address=HERE)


def test_accounts_of_another_ledger_do_not_sign_in_here(
    credentials: PostgresCredentials, pool: Pool, clock: MovableClock
) -> None:
    session = signed_in(credentials)
    elsewhere = on_tables(pool, "elsewhere", MasterKey.generate(), clock)
    assert elsewhere.authenticate(session.token) is None
    with pytest.raises(WrongCredentials):
        elsewhere.sign_in("wang", PASSWORD, from_address=HERE)


@pytest.mark.parametrize("token", ["", "x", "ss_", "ss_" + "A" * 43, "sl_000000000000_" + "A" * 43, "ss_\0", "\ud800"])
def test_a_token_nobody_was_given_says_nothing(credentials: PostgresCredentials, token: str) -> None:
    signed_in(credentials)
    assert credentials.authenticate(token) is None


def test_a_session_nothing_is_asked_of_is_over(credentials: PostgresCredentials, clock: MovableClock) -> None:
    session = signed_in(credentials)
    for _ in range(3):
        clock.goes_on(minutes=29)
        assert credentials.authenticate(session.token)
    clock.goes_on(minutes=30)
    with pytest.raises(SessionOver):
        credentials.authenticate(session.token)
    assert credentials.sessions("wang") == ()


def test_an_old_session_is_over_however_busy_it_is(credentials: PostgresCredentials, clock: MovableClock) -> None:
    session = signed_in(credentials)
    for _ in range(47):
        clock.goes_on(minutes=15)
        assert credentials.authenticate(session.token)
    clock.goes_on(minutes=15)
    with pytest.raises(SessionOver):
        credentials.authenticate(session.token)


def test_the_last_use_is_noted_once_a_minute_and_no_oftener(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    session, begun = signed_in(credentials), clock.instant
    clock.goes_on(seconds=60)
    credentials.authenticate(session.token)
    assert [one.used_at for one in credentials.sessions("wang")] == [begun]
    clock.goes_on(seconds=1)
    asking = credentials.authenticate(session.token)
    assert [one.used_at for one in credentials.sessions("wang")] == [clock.instant]
    assert asking is not None
    assert asking.expires_at == clock.instant + timedelta(minutes=30)


def test_signing_in_again_ends_the_session_it_replaces(credentials: PostgresCredentials) -> None:
    first = signed_in(credentials)
    second = credentials.sign_in("wang", PASSWORD, from_address=HERE, replacing=first.token)
    assert second.token != first.token
    assert credentials.authenticate(second.token)
    with pytest.raises(SessionOver):
        credentials.authenticate(first.token)


def test_signing_out_ends_this_session_and_no_other(credentials: PostgresCredentials) -> None:
    first = signed_in(credentials)
    second = credentials.sign_in("wang", PASSWORD, from_address="2001:db8::1")
    credentials.sign_out(first.token)
    credentials.sign_out(first.token)
    credentials.sign_out("never heard of")
    with pytest.raises(SessionOver):
        credentials.authenticate(first.token)
    assert [(one.id, one.from_address, one.way) for one in credentials.sessions("wang")] == [
        (second.id, "2001:db8::1", "password")
    ]


def test_a_session_can_be_ended_from_another(credentials: PostgresCredentials) -> None:
    session = signed_in(credentials)
    other = signed_in(credentials, "chen")
    with pytest.raises(NoSuchSession):
        credentials.revoke_session("chen", session.id)
    credentials.revoke_session("wang", session.id)
    with pytest.raises(NoSuchSession):
        credentials.revoke_session("wang", session.id)
    with pytest.raises(SessionOver):
        credentials.authenticate(session.token)
    assert credentials.authenticate(other.token)
    assert credentials.revoke_sessions("chen") == 1
    assert credentials.revoke_sessions("chen") == 0


def test_another_password_ends_every_session_but_the_one_it_was_set_in(credentials: PostgresCredentials) -> None:
    other = signed_in(credentials)
    mine = credentials.sign_in("wang", PASSWORD, from_address=HERE)
    renewed = credentials.change_password(mine.token, PASSWORD, OTHER_PASSWORD, from_address=HERE)
    assert credentials.authenticate(renewed.token)
    assert credentials.authenticate(mine.token) is None
    with pytest.raises(SessionOver):
        credentials.authenticate(other.token)
    with pytest.raises(WrongCredentials):
        credentials.sign_in("wang", PASSWORD, from_address=HERE)
    assert credentials.sign_in("wang", OTHER_PASSWORD, from_address=HERE).account == "wang"


def test_another_password_has_to_be_another_and_a_good_one(credentials: PostgresCredentials) -> None:
    session = signed_in(credentials)

    def to(password: str, old: str = PASSWORD) -> None:
        credentials.change_password(session.token, old, password, from_address=HERE)

    with pytest.raises(PasswordUnchanged):
        to(PASSWORD)
    with pytest.raises(PasswordTooShort):
        to("four 4 word")
    with pytest.raises(PasswordTooCommon):
        to("Password2024")
    with pytest.raises(WrongCredentials):
        to(OTHER_PASSWORD, old=OTHER_PASSWORD[::-1])
    assert credentials.sign_in("wang", PASSWORD, from_address=HERE).account == "wang"


def test_a_key_is_no_session(credentials: PostgresCredentials, clock: MovableClock) -> None:
    with_password(credentials)
    key = credentials.issue_key("wang", "report", clock.instant + timedelta(days=1), KeyScope(), by="wang")
    with pytest.raises(OnlyForSessions):
        credentials.change_password(key.token, PASSWORD, OTHER_PASSWORD, from_address=HERE)
    with pytest.raises(OnlyForSessions):
        credentials.enrol_totp(key.token, PASSWORD, from_address=HERE)


def test_a_code_without_a_second_factor_is_not_overlooked(credentials: PostgresCredentials) -> None:
    with_password(credentials)
    with pytest.raises(TotpNotEnrolled):
        credentials.sign_in("wang", PASSWORD, "123456", from_address=HERE)


def test_each_request_learns_how_far_the_account_has_come(
    credentials: PostgresCredentials, pool: Pool, ledger: str
) -> None:
    session = signed_in(credentials)
    log = PostgresLog(pool, ledger)
    for version in range(3):
        asking = credentials.authenticate(session.token)
        assert asking is not None
        assert asking.account_version == version == len(log.stream("account/wang"))
        fact = AccountOpened(date(2026, 1, 1))
        change = Change("account/wang", version, (fact,))
        log.append([change], actor="admin", command_id=f"c-{version}", request_hash="", answer=None)
