"""Which language a caller wants to be answered in, from Accept-Language (RFC 9110 §12.5.4)."""

from __future__ import annotations

import re

from domain.rejected import Language

DEFAULT: Language = "zh"
TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
"""What Content-Language says."""

_RANGE = re.compile(
    r"\s*(?P<tag>[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q=(?P<weight>[01](?:\.\d{0,3})?)\s*)?"
)
_LONGEST = 1000
"""Characters of the header that are looked at."""


def language_of(accept_language: str) -> Language:
    """Return the best of zh and en that the caller accepts; zh when they want neither or say nothing readable.

    `zh`, `zh-CN`, `zh-Hans` … are Chinese, `en`, `en-GB` … English, `*` is whatever was not named.
    Of two that weigh the same the one named first wins.
    """
    weights: dict[str, float] = {}
    for part in accept_language[:_LONGEST].split(","):
        if match := _RANGE.fullmatch(part):
            primary = match["tag"].split("-")[0].lower()
            weights[primary] = max(weights.get(primary, 0.0), float(match["weight"] or 1))
    anything = weights.pop("*", 0.0)
    # In the order named, so that the first of equals wins.
    asked = sorted(TAGS, key=lambda language: list(weights).index(language) if language in weights else len(weights))
    best = max(asked, key=lambda language: weights.get(language, anything))
    return best if weights.get(best, anything) > 0 else DEFAULT
