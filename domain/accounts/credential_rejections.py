"""Why somebody is not let in, and why a password, a code, a key or an invitation is refused.

None is kept in the log: attempts to sign in stand in a table of their own, which is only ever added to.
"""

from __future__ import annotations

from domain.rejected import Rejected


class WrongCredentials(Rejected):
    """The account or the password is not right."""

    code = "wrong_credentials"
    zh = "账号或密码不正确。"


class TooManyAttempts(Rejected):
    """There were too many attempts; try again in {seconds} seconds."""

    code = "too_many_attempts"
    zh = "尝试次数过多，请在 {seconds} 秒后重试。"

    def __init__(self, field: str = "", *, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(field, seconds=seconds)


class SessionOver(Rejected):
    """This session is over; sign in again."""

    code = "session_over"
    zh = "会话已结束，请重新登录。"


class KeyExpired(Rejected):
    """The key “{key}” expired on {expired_at}."""

    code = "key_expired"
    zh = "密钥“{key}”已于 {expired_at} 过期。"


class KeyRevoked(Rejected):
    """The key “{key}” has been revoked."""

    code = "key_revoked"
    zh = "密钥“{key}”已被吊销。"


class OnlyForSessions(Rejected):
    """A program's key cannot do this; a person has to sign in."""

    code = "only_for_sessions"
    zh = "程序密钥不能进行此项操作，须由本人登录办理。"


class PasswordTooShort(Rejected):
    """A password has at least {least} characters."""

    code = "password_too_short"
    zh = "密码至少 {least} 位。"


class PasswordTooLong(Rejected):
    """A password has at most {most} characters."""

    code = "password_too_long"
    zh = "密码不得超过 {most} 位。"


class PasswordTooCommon(Rejected):
    """This password is too easy to guess; several words that do not belong together are better."""

    code = "password_too_common"
    zh = "密码过于简单、容易被猜中，请使用几个互不相关的词。"


class PasswordUnchanged(Rejected):
    """The new password is the old one."""

    code = "password_unchanged"
    zh = "新密码与原密码相同。"


class OneTimeSecretUnknown(Rejected):
    """This one-time secret is not known here."""

    code = "one_time_secret_unknown"
    zh = "一次性口令不正确。"


class OneTimeSecretUsed(Rejected):
    """This one-time secret has been used already."""

    code = "one_time_secret_used"
    zh = "一次性口令已被使用。"


class OneTimeSecretExpired(Rejected):
    """This one-time secret has expired, or a newer one has taken its place; ask for another."""

    code = "one_time_secret_expired"
    zh = "一次性口令已过期或已被新的口令取代，请重新申请。"


class TotpWrong(Rejected):
    """The code of the second factor is not right."""

    code = "totp_wrong"
    zh = "动态口令不正确。"


class TotpReplayed(Rejected):
    """This code has been used already; wait for the next one."""

    code = "totp_replayed"
    zh = "该动态口令已使用过，请等待下一个。"


class TotpNotEnrolled(Rejected):
    """The account has no second factor yet."""

    code = "totp_not_enrolled"
    zh = "该账号尚未启用动态口令。"


class SecondFactorNeeded(Rejected):
    """Give the code of the second factor first."""

    code = "second_factor_needed"
    zh = "请先输入动态口令。"


class NoSuchSession(Rejected):
    """Account {account} has no session “{session}” to end."""

    code = "no_such_session"
    zh = "账号 {account} 没有可结束的会话“{session}”。"


class NoSuchKey(Rejected):
    """Account {account} has no key “{key}”."""

    code = "no_such_key"
    zh = "账号 {account} 没有密钥“{key}”。"


class KeyLivesTooLong(Rejected):
    """A key ends within {days} days, and after now."""

    code = "key_lives_too_long"
    zh = "密钥的有效期须晚于现在，且不超过 {days} 天。"


class IdentityNotBound(Rejected):
    """Whoever signed in at {issuer} has no account here; an administrator has to bind it to one first."""

    code = "identity_not_bound"
    zh = "在 {issuer} 登录的身份没有对应的账号，请联系管理员绑定。"


class IdentityTaken(Rejected):
    """This identity at {issuer} is bound to an account already."""

    code = "identity_taken"
    zh = "{issuer} 的这一身份已绑定账号。"


class NoSuchIdentity(Rejected):
    """Account {account} is not bound to this identity at {issuer}."""

    code = "no_such_identity"
    zh = "账号 {account} 没有绑定 {issuer} 的这一身份。"


class OpenIdNotConfigured(Rejected):
    """Logging in at another provider is not set up here."""

    code = "openid_not_configured"
    zh = "本系统未配置统一身份认证登录。"


class OpenIdRefused(Rejected):
    """The log-in at the provider did not come to a good end ({why}); begin again."""

    code = "openid_refused"
    zh = "统一身份认证登录未成功（{why}），请重新开始。"


class OpenIdUnreachable(Rejected):
    """The provider {issuer} cannot be reached; use a password, or try later."""

    code = "openid_unreachable"
    zh = "无法连接统一身份认证服务 {issuer}，请使用密码登录或稍后再试。"
