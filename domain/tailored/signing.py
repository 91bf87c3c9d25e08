"""What a signed page must be: a hash, a day that fits its step, and a page of that step alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.tailored.events import Signature
from domain.tailored.rejections import NotAPageHash, PageOfAnotherStep, SignedOutOfTurn

_HASH = re.compile(r"[0-9a-f]{64}")


def page_hash(text: str, *, field: str = "page_sha256") -> str:
    """Return a SHA-256 in small hex digits. Raises NotAPageHash."""
    text = text.strip().lower()
    if not _HASH.fullmatch(text):
        raise NotAPageHash(field)
    return text


def signed(
    signature: Signature,
    *,
    first: date | None,
    last: date,
    pages: Mapping[str, Signature],
    step: str = "",
    field: str = "signature",
) -> Signature:
    """Return the signature of a step that follows the day `first` (None: nothing) and is entered for the day `last`.

    `pages` are those of the file's other steps (`step` itself is replaced by this one).
    Raises NotAPageHash, SignedOutOfTurn, PageOfAnotherStep.
    """
    checked = replace(signature, page_sha256=page_hash(signature.page_sha256, field=f"{field}.page_sha256"))
    earliest = first or checked.signed_on
    if not earliest <= checked.signed_on <= last:
        raise SignedOutOfTurn(f"{field}.signed_on", signed=checked.signed_on, first=first or "…", last=last)
    for other, page in pages.items():
        if other != step and page.page_sha256 == checked.page_sha256:
            raise PageOfAnotherStep(f"{field}.page_sha256", step=other)
    return checked
