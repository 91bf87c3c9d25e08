"""Tokens and secrets: 256 random bits behind a word that says what they are. Only their SHA-256 is ever stored."""

from __future__ import annotations

import hashlib
import re
import secrets

SESSION, KEY, INVITATION = "ss", "sl", "si"
_BITS = 256
_TOKEN = re.compile(r"(?:ss|sl_[0-9a-f]{12}|si)_[A-Za-z0-9_-]{43}")


def new(kind: str, *parts: str) -> str:
    """Return a new token: the kind, the parts, and 43 random characters."""
    return "_".join((kind, *parts, secrets.token_urlsafe(_BITS // 8)))


def new_id() -> str:
    """Return an id that is no secret."""
    return secrets.token_hex(6)


def looks_like_one(token: str) -> bool:
    """Say whether this could be a token, so that nothing else is asked of the database."""
    return _TOKEN.fullmatch(token) is not None


def is_key(token: str) -> bool:
    """Say whether a token calls itself a program's key."""
    return token.startswith(f"{KEY}_")


def digest(token: str) -> bytes:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
