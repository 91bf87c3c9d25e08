"""What a run makes of a finding, and how one is disposed of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from domain.checks.events import Disposition, FindingDisposed, FindingGone
from domain.checks.rejections import ActedInIt, AlreadyDisposedSo, NoSuchFinding
from domain.checks.state import Finding
from domain.free_text import clean_text


def not_found_again(
    finding: Finding, *, run_id: str, as_of: int, effective: date, lists: Collection[str]
) -> FindingGone | None:
    """Return that it is gone, if the run could have found it: it looked at no less than the run that recorded it."""
    could = as_of >= finding.as_of and effective >= finding.effective and set(finding.lists) <= set(lists)
    return FindingGone(run_id) if finding.on_record and could else None


def dispose(
    finding: Finding, *, disposition: Disposition, reason: str, actors: Collection[str], by: str, on: date
) -> FindingDisposed:
    """Say what becomes of a finding. `actors` made the entries it rests on.

    Raises NoSuchFinding, ActedInIt, AlreadyDisposedSo, TextMissing, TextTooLong, PersonalNumberInText.
    """
    if not finding.known:
        raise NoSuchFinding("finding", finding=finding.id)
    if by in actors:
        raise ActedInIt("finding")
    if finding.disposition is disposition:
        raise AlreadyDisposedSo("disposition", disposition=disposition.value)
    return FindingDisposed(disposition, clean_text(reason, field="reason"), by, on)
