"""Keys of programs, one-time secrets, identities elsewhere, and accounts that are shut out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from application.credentials import Identity, Key, KeyScope
from domain.accounts.credential_rejections import (
    IdentityNotBound,
    IdentityTaken,
    KeyExpired,
    KeyLivesTooLong,
    KeyRevoked,
    NoSuchIdentity,
    NoSuchKey,
    OneTimeSecretExpired,
    OneTimeSecretUnknown,
    OneTimeSecretUsed,
    PasswordTooCommon,
    PasswordTooShort,
    SessionOver,
    TotpNotEnrolled,
    WrongCredentials,
)
from domain.free_text import TextMissing
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from tests.accounts.support import (
    HERE,
    OTHER_PASSWORD,
    PASSWORD,
    MovableClock,
    enrolled,
    signed_in,
    with_password,
)

SOMEBODY = Identity("https://login.example", "subject-1")


def test_a_key_does_what_its_scope_says_until_it_ends(credentials: PostgresCredentials, clock: MovableClock) -> None:
    scope = KeyScope(frozenset({"fund_position", "submit_batch"}), read_only=True)
    issued = credentials.issue_key("wang", "月报", clock.instant + timedelta(days=30), scope, by="wang")
    asking = credentials.authenticate(issued.token)
    assert asking is not None
    assert (asking.account, asking.kind, asking.id, asking.second_factor) == ("wang", "key", issued.key.id, False)
    assert (asking.scope, asking.expires_at) == (scope, issued.key.expires_at)
    assert scope.covers("fund_position", writes=False)
    assert not scope.covers("submit_batch", writes=True)
    assert not scope.covers("personal_record", writes=False)
    clock.goes_on(days=30)
    with pytest.raises(KeyExpired):
        credentials.authenticate(issued.token)


def test_a_key_is_seen_again_but_for_its_secret(credentials: PostgresCredentials, clock: MovableClock) -> None:
    first = credentials.issue_key("wang", "one", clock.instant + timedelta(days=1), KeyScope(), by="chen").key
    clock.goes_on(minutes=2)
    second = credentials.issue_key("wang", "two", clock.instant + timedelta(days=1), KeyScope(), by="wang")
    credentials.authenticate(second.token)
    assert [(key.name, key.issued_by, key.used_at) for key in credentials.keys("wang")] == [
        ("two", "wang", clock.instant),
        ("one", "chen", None),
    ]
    assert isinstance(first, Key)
    assert credentials.keys("chen") == ()


def test_a_revoked_key_stays_revoked(credentials: PostgresCredentials, clock: MovableClock) -> None:
    issued = credentials.issue_key("wang", "one", clock.instant + timedelta(days=1), KeyScope(), by="wang")
    with pytest.raises(NoSuchKey):
        credentials.revoke_key("chen", issued.key.id)
    credentials.revoke_key("wang", issued.key.id)
    revoked_at = clock.instant
    clock.goes_on(minutes=1)
    credentials.revoke_key("wang", issued.key.id)
    assert [key.revoked_at for key in credentials.keys("wang")] == [revoked_at]
    with pytest.raises(KeyRevoked):
        credentials.authenticate(issued.token)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_key_ends_within_a_year(credentials: PostgresCredentials, clock: MovableClock, days: int) -> None:
    with pytest.raises(KeyLivesTooLong):
        credentials.issue_key("wang", "one", clock.instant + timedelta(days=days), KeyScope(), by="wang")


def test_a_one_time_secret_sets_a_password_once(credentials: PostgresCredentials) -> None:
    invitation = credentials.invite("wang", by="admin", display_name="王小明")
    standing = credentials.standing(["wang"])["wang"]
    assert (standing.display_name, standing.is_invited, standing.has_password) == ("王小明", True, False)
    assert credentials.set_first_password(invitation.secret, PASSWORD, from_address=HERE) == "wang"
    with pytest.raises(OneTimeSecretUsed):
        credentials.set_first_password(invitation.secret, OTHER_PASSWORD, from_address=HERE)
    assert credentials.sign_in("wang", PASSWORD, from_address=HERE).account == "wang"
    standing = credentials.standing(["wang"])["wang"]
    assert (standing.display_name, standing.is_invited, standing.has_password) == ("王小明", False, True)


def test_a_password_that_will_not_do_leaves_the_secret_good(credentials: PostgresCredentials) -> None:
    invitation = credentials.invite("wang.wei", by="admin")
    with pytest.raises(PasswordTooShort):
        credentials.set_first_password(invitation.secret, "short", from_address=HERE)
    with pytest.raises(PasswordTooCommon):
        credentials.set_first_password(invitation.secret, "Wang.Wei1234", from_address=HERE)
    assert credentials.set_first_password(invitation.secret, PASSWORD, from_address=HERE) == "wang.wei"


def test_an_old_a_replaced_and_an_unknown_secret_are_refused(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    replaced, late = credentials.invite("wang", by="admin"), credentials.invite("wang", by="admin")
    with pytest.raises(OneTimeSecretExpired):
        credentials.set_first_password(replaced.secret, PASSWORD, from_address=HERE)
    clock.goes_on(hours=72)
    with pytest.raises(OneTimeSecretExpired):
        credentials.set_first_password(late.secret, PASSWORD, from_address=HERE)
    for unknown in ("si_" + "A" * 43, "", "\0", "\ud800"):
        with pytest.raises(OneTimeSecretUnknown):
            credentials.set_first_password(unknown, PASSWORD, from_address=HERE)


def test_an_invitation_helps_whoever_lost_password_and_telephone(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    session, _ = enrolled(credentials, clock)
    kept = credentials.invite("wang", by="admin")
    assert credentials.authenticate(session.token), "until it is used, nothing changes"
    credentials.set_first_password(kept.secret, OTHER_PASSWORD, from_address=HERE)
    with pytest.raises(SessionOver):
        credentials.authenticate(session.token)
    assert credentials.sign_in("wang", OTHER_PASSWORD, from_address=HERE).has_second_factor
    gone = credentials.invite("wang", by="admin", forget_second_factor=True)
    credentials.set_first_password(gone.secret, PASSWORD, from_address=HERE)
    assert not credentials.sign_in("wang", PASSWORD, from_address=HERE).has_second_factor
    with pytest.raises(TotpNotEnrolled):
        credentials.sign_in("wang", PASSWORD, "123456", from_address=HERE)


def test_whoever_is_shut_out_has_nothing_left_to_enter_with(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    session = signed_in(credentials)
    chen = signed_in(credentials, "chen")
    key = credentials.issue_key("wang", "one", clock.instant + timedelta(days=1), KeyScope(), by="wang")
    credentials.bind_identity("wang", SOMEBODY, by="admin")
    invitation = credentials.invite("wang", by="admin")
    credentials.shut_out("wang")
    with pytest.raises(SessionOver):
        credentials.authenticate(session.token)
    with pytest.raises(KeyRevoked):
        credentials.authenticate(key.token)
    with pytest.raises(WrongCredentials):
        credentials.sign_in("wang", PASSWORD, from_address=HERE)
    with pytest.raises(IdentityNotBound):
        credentials.sign_in_by_identity(SOMEBODY, from_address=HERE)
    with pytest.raises(OneTimeSecretExpired):
        credentials.set_first_password(invitation.secret, PASSWORD, from_address=HERE)
    assert credentials.authenticate(chen.token)


def test_an_identity_enters_as_the_account_it_is_bound_to(credentials: PostgresCredentials) -> None:
    with pytest.raises(IdentityNotBound):
        credentials.sign_in_by_identity(SOMEBODY, from_address=HERE)
    credentials.bind_identity("wang", SOMEBODY, by="admin")
    credentials.bind_identity("wang", SOMEBODY, by="admin")
    session = credentials.sign_in_by_identity(SOMEBODY, from_address=HERE)
    assert (session.account, session.second_factor) == ("wang", False)
    assert [one.way for one in credentials.sessions("wang")] == ["openid"]
    for other in (Identity(SOMEBODY.issuer, "subject-2"), Identity("https://other.example", SOMEBODY.subject)):
        with pytest.raises(IdentityNotBound):
            credentials.sign_in_by_identity(other, from_address=HERE)
    assert credentials.standing(["wang"])["wang"].identities == (SOMEBODY,)


def test_an_identity_is_one_account_at_a_time(credentials: PostgresCredentials) -> None:
    credentials.bind_identity("wang", SOMEBODY, by="admin")
    with pytest.raises(IdentityTaken):
        credentials.bind_identity("chen", SOMEBODY, by="admin")
    with pytest.raises(NoSuchIdentity):
        credentials.unbind_identity("chen", SOMEBODY)
    elsewhere = credentials.sign_in_by_identity(SOMEBODY, from_address=HERE)
    here = signed_in(credentials)
    credentials.unbind_identity("wang", SOMEBODY)
    with pytest.raises(SessionOver):
        credentials.authenticate(elsewhere.token)
    assert credentials.authenticate(here.token)
    credentials.bind_identity("chen", SOMEBODY, by="admin")
    assert credentials.sign_in_by_identity(SOMEBODY, from_address=HERE).account == "chen"
    with pytest.raises(TextMissing):
        credentials.bind_identity("chen", Identity("https://login.example", " "), by="admin")


def test_an_account_nobody_invited_has_nothing_to_sign_in_with(credentials: PostgresCredentials) -> None:
    with_password(credentials)
    standing = credentials.standing(["chen", "wang"])
    assert list(standing) == ["chen", "wang"]
    assert not standing["chen"].has_password
    assert standing["chen"].display_name == ""


def test_after_a_restore_of_the_disks_everybody_begins_anew(
    credentials: PostgresCredentials, clock: MovableClock
) -> None:
    session = signed_in(credentials)
    key = credentials.issue_key("wang", "one", clock.instant + timedelta(days=1), KeyScope(), by="wang")
    invitation = credentials.invite("chen", by="admin")
    assert credentials.sign_out_everybody() == 3
    with pytest.raises(SessionOver):
        credentials.authenticate(session.token)
    with pytest.raises(KeyRevoked):
        credentials.authenticate(key.token)
    with pytest.raises(OneTimeSecretExpired):
        credentials.set_first_password(invitation.secret, PASSWORD, from_address=HERE)
    assert credentials.sign_in("wang", PASSWORD, from_address=HERE).account == "wang"
    assert credentials.sign_out_everybody() == 1
