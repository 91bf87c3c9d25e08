"""What of a Chinese text is not said in Chinese."""

from __future__ import annotations

import re

_QUOTED = re.compile("“[^”]*”")
_HAN = re.compile("[一-鿿]")
_WORDS = re.compile("(?<![A-Za-z])[a-z][a-z_]+")


def english_words(text: str) -> list[str]:
    """Return the words in small Latin letters that stand outside of quotation marks; abbreviations and names are none.

    Raises AssertionError for a text without a Chinese word.
    """
    assert _HAN.search(text), f"nothing Chinese in {text!r}"
    return _WORDS.findall(_QUOTED.sub("", text))
