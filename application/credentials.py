"""How somebody proves which account is theirs: passwords, sessions, keys, second factors, invitations, identities.

The port behind which `infrastructure/accounts/` stands. What an account may do is not known here: that is in the log,
stream `account/<id>`. Secrets are shown once, when they are made; what is kept of them cannot be used to sign in.
Instants are UTC. Every refusal is a class of `domain/accounts/credential_rejections.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Kind = Literal["session", "key"]
Way = Literal["password", "openid"]


@dataclass(frozen=True, slots=True)
class KeyScope:
    """What a key may do of what its account may; `operations` are rows of the permission table, none named means all.

    A session may do whatever its account may: the scope without a limit.
    """

    operations: frozenset[str] = frozenset()
    read_only: bool = False

    def covers(self, operation: str, *, writes: bool) -> bool:
        """Say whether an operation, which `writes` or only reads, lies inside the scope."""
        return not (writes and self.read_only) and (not self.operations or operation in self.operations)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks, as their token says. `id` names the session or key in lists; it is no secret.

    `expires_at` is when the token ends, of a session also when nothing is asked any more. `account_version` is the
    length of the stream `account/<account>` at the same instant: a remembered replay of that length is current.
    """

    account: str
    kind: Kind
    id: str
    second_factor: bool
    expires_at: datetime
    scope: KeyScope
    account_version: int


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that was begun or renewed. `token` is for the cookie and is never seen again.

    `second_factor` is the session's, `has_second_factor` says whether its account could give one.
    """

    token: str = field(repr=False)
    id: str
    account: str
    second_factor: bool
    has_second_factor: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A session that lasts, as its owner sees it. `from_address` is where it was begun."""

    id: str
    account: str
    way: Way
    begun_at: datetime
    used_at: datetime
    expires_at: datetime
    from_address: str
    second_factor: bool


@dataclass(frozen=True, slots=True)
class Key:
    """A program's key, without the secret. `used_at` is exact to a minute, None before the first use."""

    id: str
    account: str
    name: str
    scope: KeyScope
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was issued. `token` is what the program sends as bearer, and is never seen again."""

    token: str = field(repr=False)
    key: Key


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time secret with which the account's owner sets a password, until `expires_at`; never seen again."""

    secret: str = field(repr=False)
    account: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TotpEnrolment:
    """What an authenticator app is told: the secret in Base32, and the same as an `otpauth:` address for a QR code."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TotpConfirmed:
    """The second factor counts from now on. `recovery_codes` are shown once; each stands in for one code, once."""

    session: NewSession
    recovery_codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody at an OpenID provider: `subject` is unique at its `issuer` and means nothing elsewhere."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account has to sign in with. `display_name` is the staff member's name, kept here and nowhere else."""

    account: str
    display_name: str
    has_password: bool
    has_second_factor: bool
    is_invited: bool
    identities: tuple[Identity, ...]


class SignIns(Protocol):
    """Passwords and sessions."""

    def authenticate(self, token: str) -> SignedIn | None:
        """Say who holds a token (a session's cookie or a key), in one round trip; None when it is not known at all.

        The last use is noted, at most once a minute. Raises SessionOver (ended, idle too long, too old), KeyExpired,
        KeyRevoked.
        """

    def sign_in(
        self, account: str, password: str, totp: str = "", *, from_address: str, replacing: str = ""
    ) -> NewSession:
        """Begin a session under a new token. The session of the token `replacing`, if any, ends.

        With a right code in `totp` (or a recovery code) the session has the second factor from the start. Whether the
        account exists shows neither in the answer nor in the work. Raises WrongCredentials, TooManyAttempts, TotpWrong,
        TotpReplayed, TotpNotEnrolled.
        """

    def sign_in_by_identity(self, identity: Identity, *, from_address: str, replacing: str = "") -> NewSession:
        """Begin a session for whoever an OpenID provider vouched for. Nobody is created. Raises IdentityNotBound."""

    def sign_out(self, token: str) -> None:
        """End the session of this token, if it is one that lasts."""

    def change_password(self, token: str, password: str, new_password: str, *, from_address: str) -> NewSession:
        """Set another password, end every session of the account and begin a new one with what this one had.

        Raises SessionOver, OnlyForSessions, WrongCredentials, TooManyAttempts, PasswordUnchanged, PasswordTooShort,
        PasswordTooLong, PasswordTooCommon.
        """

    def sessions(self, account: str) -> Sequence[Session]:
        """Return the account's sessions that last, the one used last first."""

    def revoke_session(self, account: str, session_id: str) -> None:
        """End one session of an account. Raises NoSuchSession."""

    def revoke_sessions(self, account: str) -> int:
        """End every session of an account; return how many there were."""


class SecondFactor(Protocol):
    """Codes that change every thirty seconds (RFC 6238), and recovery codes for when the device is gone."""

    def enrol_totp(self, token: str, password: str, *, from_address: str) -> TotpEnrolment:
        """Make a secret for the session's account; it counts once `confirm_totp` was given a code of it.

        An account that has a second factor needs it for another one. Raises SessionOver, OnlyForSessions,
        WrongCredentials, TooManyAttempts, SecondFactorNeeded.
        """

    def confirm_totp(self, token: str, code: str, *, from_address: str) -> TotpConfirmed:
        """Let the secret made last count; the session has the second factor and goes on under a new token.

        Other sessions of the account lose theirs. Raises SessionOver, OnlyForSessions, TotpNotEnrolled, TotpWrong,
        TotpReplayed, TooManyAttempts.
        """

    def confirm_second_factor(self, token: str, code: str, *, from_address: str) -> NewSession:
        """Give a session the second factor; it goes on under a new token until the same end.

        A code, and a recovery code, counts once. Raises SessionOver, OnlyForSessions, TotpNotEnrolled, TotpWrong,
        TotpReplayed, TooManyAttempts.
        """


class Keys(Protocol):
    """Bearer tokens of programs."""

    def issue_key(self, account: str, name: str, expires_at: datetime, scope: KeyScope, *, by: str) -> NewKey:
        """Make a key that does what the account may, within the scope; never with a second factor.

        Raises KeyLivesTooLong, TextMissing, TextTooLong, PersonalNumberInText.
        """

    def keys(self, account: str) -> Sequence[Key]:
        """Return every key the account ever had, the newest first."""

    def revoke_key(self, account: str, key_id: str) -> None:
        """End a key; one that ended already stays as it is. Raises NoSuchKey."""


class Invitations(Protocol):
    """How an account comes to its first password, and to another one after the first was lost."""

    def invite(
        self, account: str, *, by: str, display_name: str = "", forget_second_factor: bool = False
    ) -> Invitation:
        """Make a one-time secret for the account; earlier ones no longer count.

        A `display_name` given replaces the one that is kept. With `forget_second_factor` the account's second factor
        goes when the secret is used: its device and its recovery codes are lost. Raises TextTooLong.
        """

    def set_first_password(self, one_time_secret: str, password: str, *, from_address: str) -> str:
        """Set the password of the secret's account, which is returned; its sessions end, failed attempts are forgotten.

        Of two that bring the same secret one is refused. Raises OneTimeSecretUnknown, OneTimeSecretUsed,
        OneTimeSecretExpired, PasswordTooShort, PasswordTooLong, PasswordTooCommon, TooManyAttempts.
        """

    def shut_out(self, account: str) -> None:
        """End whatever lets the account in: sessions, keys, password, invitations. For accounts that are closed."""

    def sign_out_everybody(self) -> int:
        """End every session, key and invitation of the ledger; return how many there were. Passwords stay.

        For a database that was restored from its disks, which brings back what had been ended since.
        """

    def standing(self, accounts: Sequence[str]) -> Mapping[str, Standing]:
        """Say what these accounts have to sign in with; an account nobody invited has nothing."""


class Identities(Protocol):
    """Accounts of an OpenID provider that may enter as one of ours."""

    def bind_identity(self, account: str, identity: Identity, *, by: str) -> None:
        """Let an identity sign in as the account. Once more for the same account changes nothing.

        Raises IdentityTaken, TextMissing, TextTooLong.
        """

    def unbind_identity(self, account: str, identity: Identity) -> None:
        """Let it sign in no more; sessions it began end. Raises NoSuchIdentity."""


class Credentials(SignIns, SecondFactor, Keys, Invitations, Identities, Protocol):
    """All of it, of one ledger."""


@dataclass(frozen=True, slots=True)
class OpenIdRequest:
    """Where the browser is sent, and what it brings back: `kept` is sealed, for a cookie of ten minutes."""

    address: str
    kept: str = field(repr=False)


class OpenIdLogin(Protocol):
    """Log-in at one OpenID Connect provider: authorization code with PKCE, state and nonce."""

    @property
    def issuer(self) -> str:
        """The provider's address as it calls itself; empty when none is configured."""

    def begin(self, redirect_uri: str) -> OpenIdRequest:
        """Return where to send the browser. Raises OpenIdNotConfigured, OpenIdUnreachable."""

    def finish(self, answer: Mapping[str, str], kept: str, redirect_uri: str) -> Identity:
        """Return whom the provider vouches for. `answer` are the query parameters the browser came back with.

        Raises OpenIdNotConfigured, OpenIdUnreachable, OpenIdRefused (another browser's or an old state, a code used
        already, a token that is not for us, is too old or does not bear our nonce, the provider said no).
        """
