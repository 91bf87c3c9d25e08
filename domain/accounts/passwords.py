"""What a password has to be: long enough, and not what anybody would try first. Nothing else is asked of it."""

from __future__ import annotations

import unicodedata

from domain.accounts.credential_rejections import PasswordTooCommon, PasswordTooLong, PasswordTooShort

LEAST, MOST = 12, 200
"""Characters of a password. Length is what makes one hard to guess (NIST SP 800-63B 3.1.1)."""

FEWEST_DIFFERENT = 5
"""Different characters a password has: 121212121212 is long and no secret."""

COMMON = (
    "password",
    "qwerty",
    "asdf",
    "zxcv",
    "1qaz",
    "qazwsx",
    "abc123",
    "admin",
    "administrator",
    "welcome",
    "letmein",
    "iloveyou",
    "woaini",
    "mima",
    "canlian",
    "butie",
    "subsidy",
    "ledger",
)
"""What people begin with. A password that is one of these and little else, or these over and over, is refused."""

_RUNS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn")
_LEFT_OVER = 4
"""Characters that make no secret of a common word: password2024 is refused, a sentence with the word in it is not."""


def uniform(password: str) -> str:
    """Return the password as it is hashed: the same characters typed on another keyboard are the same (NFKC)."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


def chosen(password: str, *, account: str) -> str:
    """Return a new password as it is hashed. Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon."""
    password = uniform(password)
    if len(password) < LEAST:
        raise PasswordTooShort("password", least=LEAST)
    if len(password) > MOST:
        raise PasswordTooLong("password", most=MOST)
    plain = password.casefold()
    if len(set(plain)) < FEWEST_DIFFERENT or _is_a_run(plain) or _is_little_more_than(plain, (account, *COMMON)):
        raise PasswordTooCommon("password")
    return password


def _is_a_run(plain: str) -> bool:
    return any(plain in run * 3 or plain in run[::-1] * 3 for run in _RUNS)


def _is_little_more_than(plain: str, words: tuple[str, ...]) -> bool:
    return any(
        word in plain and len(plain.replace(word, "")) <= _LEFT_OVER for word in map(str.casefold, words) if word
    )
