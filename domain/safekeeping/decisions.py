"""What may be decided about keeping."""

from __future__ import annotations

import re
from datetime import date

from domain.free_text import clean_text
from domain.safekeeping.events import MasterKeyRotated, RetentionSet
from domain.safekeeping.rejections import NotAKeyId, RetentionUnchanged, RetentionYearsWrong
from domain.safekeeping.state import Retention

LONGEST_YEARS = 100
_KEY_ID = re.compile(r"[0-9a-f]{16}")


def set_retention(retention: Retention, *, programme: str, years: int | None, document: str, on: date) -> RetentionSet:
    """Set how long accounting records are kept; an earlier rule may be shortened or lengthened by another document.

    Raises RetentionYearsWrong, RetentionUnchanged, TextMissing, TextTooLong, PersonalNumberInText.
    """
    if years is not None and not 1 <= years <= LONGEST_YEARS:
        raise RetentionYearsWrong("years")
    if programme in retention.years and retention.years[programme] == years:
        raise RetentionUnchanged("years")
    return RetentionSet(programme, years, clean_text(document, field="document", limit=80), on)


def record_rotation(*, from_key: str, to_key: str, people: int, on: date) -> MasterKeyRotated:
    """Record that the master key is another. Raises NotAKeyId."""
    if not _KEY_ID.fullmatch(from_key) or not _KEY_ID.fullmatch(to_key) or from_key == to_key:
        raise NotAKeyId("to_key")
    return MasterKeyRotated(from_key, to_key, people, on)
