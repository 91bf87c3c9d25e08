"""文号: the number of the document that brings money or orders something, such as 财社〔2016〕114号."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from domain.rejected import Rejected

LONGEST_WORD = 20
"""Characters of a 发文机关代字."""
_NUMBER = re.compile(
    rf"(?P<office>[^\d〔〕\[\]()\s]{{1,{LONGEST_WORD}}})"
    r"[〔\[((]\s*(?P<year>\d{4})\s*[〕\])]\s*(?:第)?(?P<number>\d{1,5})号",
    re.ASCII,
)


class NotADocumentNumber(Rejected):
    """“{text}” is not a document number such as 财社〔2016〕114号; issuer, year and number are required."""

    code = "not_a_document_number"
    zh = "“{text}”不是 财社〔2016〕114号 这样的文号：发文机关代字、年份和序号缺一不可。"


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """A document number in its one written form; brackets of any width are read, 〔〕 are written."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def word(self) -> str:
        """发文机关代字: what names the office, such as 财社."""
        return self.text.partition("〔")[0]

    @property
    def year(self) -> int:
        """The year in the brackets."""
        return int(self.text.partition("〔")[2][:4])

    @classmethod
    def parse(cls, text: str, *, field: str = "document") -> DocumentNumber:
        """Read a number. Raises NotADocumentNumber, also for an empty bracket."""
        match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).replace("[", "〔").replace("]", "〕").strip())
        if match is None:
            raise NotADocumentNumber(field, text=text[:40])
        return cls(f"{match['office']}〔{match['year']}〕{int(match['number'])}号")
