"""Random letters for ids that nobody can guess."""

from __future__ import annotations

import base64
import secrets

_RFC_4648, _CROCKFORD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz"
_TO_CROCKFORD = bytes.maketrans(_RFC_4648, _CROCKFORD)
_BYTES = 10


def random_letters() -> str:
    """Return 80 random bits as 16 of Crockford's letters, such as 7k0v9m2xq4a8e1zt.

    Drawn at once: letter by letter took a third of registering a list of people.
    """
    return base64.b32encode(secrets.token_bytes(_BYTES)).translate(_TO_CROCKFORD).decode()
