"""A bank's message read: which one it is, and what it says of each payment."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from application.bank_lists import ResultRow
from application.imports import CellRemark, Progress, Reading
from domain.masking import without_long_numbers
from domain.payment_messages import MessageKindUnknown, MessageSaysNothing, MessageSwollen
from infrastructure.payment_messages.movements import Movement, outcomes
from infrastructure.payment_messages.opening import MessageLimits, elements, name_of
from infrastructure.payment_messages.reports import last_words, row_of
from infrastructure.payment_messages.statements import movements_of

_NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:((?:pain\.002|camt\.05[34])\.001\.[0-9]{2})\}Document")
_LONGEST_KIND = 60
_BLOCK = 500


def read_message(
    content: bytes, *, limits: MessageLimits | None = None, progress: Progress | None = None
) -> Reading[ResultRow]:
    """Read pain.002, camt.053 or camt.054, whichever version. Raises what opening does, and what kinds are refused."""
    reader = _Reader(limits or MessageLimits())
    rows = reader.all_rows(content)
    if progress is not None:
        progress(len(rows), len(rows))
    # A line of a statement that names no payment is somebody else's; in a report every line is of a payment of ours.
    nameless = [row for row in rows if reader.is_report and not row.reference]
    return Reading(
        sha256=hashlib.sha256(content).hexdigest(),
        sheet=reader.kind,
        rows=() if nameless else tuple(rows),
        bad=tuple(_remark(row, reader.kind) for row in nameless),
        doubts=(),
    )


class _Reader:
    """Goes over one message once."""

    def __init__(self, limits: MessageLimits) -> None:
        self.kind = ""
        self._limits = limits
        self._lines = 0

    @property
    def is_report(self) -> bool:
        return self.kind.startswith("pain.002")

    def all_rows(self, content: bytes) -> list[ResultRow]:
        """Return what is said of each payment. Raises MessageSaysNothing, MessageKindUnknown, MessageSwollen."""
        events = elements(content, self._limits)
        self.kind = self._kind(events)
        rows = last_words(self._reported(events)) if self.is_report else outcomes(self._moved(events))
        if not rows:
            raise MessageSaysNothing("file")
        return rows

    def _kind(self, events: Iterator[tuple[str, Element]]) -> str:
        _, root = next(events)
        found = _NAMESPACE.fullmatch(str(root.tag))
        if found is None:
            kind = str(root.tag).removeprefix("{").replace("}", " ")
            raise MessageKindUnknown("file", kind=without_long_numbers(kind)[-_LONGEST_KIND:])
        return found[1]

    def _reported(self, events: Iterator[tuple[str, Element]]) -> Iterator[ResultRow]:
        for transaction in self._each(events, "TxInfAndSts"):
            self._count(1)
            yield row_of(transaction, self._lines)

    def _moved(self, events: Iterator[tuple[str, Element]]) -> Iterator[Movement]:
        for number, entry in enumerate(self._each(events, "Ntry"), 1):
            for movement in movements_of(entry, number, self._lines + 1):
                self._count(1)
                yield movement

    def _count(self, lines: int) -> None:
        self._lines += lines
        if self._lines > self._limits.lines:
            raise MessageSwollen("file", what=f"lines>{self._limits.lines}")

    def _each(self, events: Iterator[tuple[str, Element]], name: str) -> Iterator[Element]:
        """Yield the elements of a name; what was looked at is let go, so that a message may be long."""
        parents: list[Element] = []
        for event, element in events:
            if event == "start":
                parents.append(element)
                continue
            if parents:
                parents.pop()
            if name_of(element) == name:
                yield element
                element.clear()
                if parents:
                    parents[-1].remove(element)


def _remark(row: ResultRow, kind: str) -> CellRemark:
    trouble = row.trouble
    assert trouble is not None
    return CellRemark(kind, row.row, "", row.place, "", trouble.code, trouble.sentence("zh"), trouble.sentence("en"))
