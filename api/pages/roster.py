"""A payment roster as it is printed: so many people a page, each page with its sum, and a long one in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from api.pages.documents import written
from api.pages.page import Page
from application.batch_file import BatchFile
from application.documents import Attachment
from application.exports import Column, ColumnKind, ExportFormat, Listing
from application.people import PersonalRecord
from domain.batches.events import BatchLine
from domain.money import total

ROWS_ON_THE_FIRST, ROWS_A_PAGE = 20, 26
"""As many as fit with room to sign: on the first page, under the head facts, and on every other."""
ROWS_A_PART = 2000
"""As many as one file prints; the whole list of a longer one is attached to each part."""

Names = Mapping[str, PersonalRecord]


@dataclass(frozen=True)
class Roster:
    """A batch's payments with what is printed of each; `names` is None where people stand by their ids."""

    page: Page
    file: BatchFile
    names: Names | None
    part: int

    @property
    def parts(self) -> int:
        """In how many files it is printed."""
        return max(1, -(-len(self.file.draft.lines) // ROWS_A_PART))

    @property
    def first(self) -> int:
        """How many payments come before this part."""
        return (self.part - 1) * ROWS_A_PART

    @property
    def lines(self) -> Sequence[BatchLine]:
        """The payments of this part."""
        return self.file.draft.lines[self.first : self.first + ROWS_A_PART]

    @property
    def columns(self) -> list[dict[str, object]]:
        """The heads, the side their cells stand on, and their width in millimetres (0: what is left)."""
        say, amount = self.page.said, self.page.heading("amount")
        unit = "（元）" if self.page.language == "zh" else " (yuan)"
        named = [("left", 24, say("Name of the payee")), ("left", 42, say("Account and bank"))]
        by_id = [("left", 32, self.page.heading("region")), ("left", 26, self.page.heading("tier"))]
        whole = [
            ("right", 12, say("Place in the list")),
            ("left", 0, self.page.heading("beneficiary")),
            *(by_id if self.names is None else named),
            ("right", 26, f"{amount}{unit}"),
            ("left", 30, say("Signature")),
        ]
        return [{"side": side, "width": width, "head": head} for side, width, head in whole]

    def pages(self) -> list[dict[str, Any]]:
        """Return the rows page by page, each page with its sum in figures and in capital numerals."""
        found = []
        begins = [0, *range(ROWS_ON_THE_FIRST, len(self.lines), ROWS_A_PAGE)]
        for begin, end in pairwise([*begins, len(self.lines)]):
            lines = self.lines[begin:end]
            amount = total(line.amount for line in lines)
            number = self.first + begin
            rows = [self._row(number + place, line) for place, line in enumerate(lines, 1)]
            foot = ["", self.page.said("Sum of this page"), amount.in_words(), "", amount.grouped(), ""]
            found.append({"rows": rows, "foot": foot})
        return found

    def whole(self) -> list[tuple[str, str]]:
        """Return what stands at the end: how many, and what they come to."""
        say, lines = self.page.said, self.file.draft.lines
        facts = [
            (say("Number of payments"), f"{len(lines):,}"),
            (say("Sum of the whole roster"), written(self.file.draft.amount)),
        ]
        if self.parts == 1:
            return facts
        shown = f"{self.first + 1:,}–{self.first + len(self.lines):,}"
        part = say("part %(part)s of %(parts)s, numbers %(shown)s", part=self.part, parts=self.parts, shown=shown)
        of_part = (say("Sum of this part"), written(total(line.amount for line in self.lines)))
        return [(say("What this file holds"), part), of_part, *facts]

    def as_file(self) -> Sequence[Attachment]:
        """Return the whole list as CSV where it is printed in parts; nothing for a shorter one."""
        if self.parts == 1:
            return ()
        moment, services = self.page.moment, self.page.caller.services
        columns = [
            Column("number", "序号", "Number", ColumnKind.INTEGER),
            Column("beneficiary", "人员编号", "Beneficiary"),
        ]
        if self.names is not None:
            columns += [
                Column("name", "姓名", "Name"),
                Column("account", "账号", "Account"),
                Column("bank", "开户行", "Bank"),
            ]
        columns += [
            Column("region", "区划", "Region"),
            Column("tier", "档次", "Tier"),
            Column("amount", "金额", "Amount", ColumnKind.AMOUNT),
        ]
        listing = Listing(
            "发放清册", "Payment roster", services.feed.ledger, moment.position, moment.effective, tuple(columns)
        )
        rows = (self._cells(number, line) for number, line in enumerate(self.file.draft.lines, 1))
        pieces = services.exports.stream(ExportFormat.CSV, listing, rows, language=self.page.language)
        content = b"".join(pieces).decode()
        return (Attachment("roster.csv", "text/csv", "the whole roster", content),)

    def _row(self, number: int, line: BatchLine) -> list[str]:
        if self.names is None:
            told = [line.region, self.page.word(line.tier)]
        else:
            name, account, bank = self._payee(line)
            told = [name, f"{account}\n{bank}".strip()]
        return [str(number), line.beneficiary, *told, line.amount.grouped(), ""]

    def _cells(self, number: int, line: BatchLine) -> list[object]:
        named = [] if self.names is None else list(self._payee(line))
        return [number, line.beneficiary, *named, line.region, line.tier, line.amount]

    def _payee(self, line: BatchLine) -> tuple[str, str, str]:
        """Return name, account and bank; of an institution's agreement its id, of somebody erased nothing."""
        if line.payee != line.beneficiary:
            return line.payee, "", ""
        record = self.names.get(line.beneficiary) if self.names else None
        return (record.name, record.account, record.bank) if record else ("—", "—", "")
