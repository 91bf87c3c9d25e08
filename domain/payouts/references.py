"""What a payment is called at the bank."""

from __future__ import annotations

import base64
import hashlib
import re

LONGEST_REFERENCE = 35
"""Characters of an EndToEndId (ISO 20022, Max35Text)."""

_FITS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .,'():?+-]|/(?!/)){0,33}[A-Za-z0-9]")


def bank_reference(payout: str) -> str:
    """Return a payout's reference at the bank: its id where that fits, else what its id always comes to.

    An id may be longer than the 35 characters a message has for it; then its SHA-256, of which 160 bits stand for it.
    """
    if _FITS.fullmatch(payout):
        return payout
    return "P" + base64.b32encode(hashlib.sha256(payout.encode()).digest()[:20]).decode()
