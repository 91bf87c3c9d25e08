"""An XML message opened: what its bytes are, which message it is, its elements one after the other.

Nothing is ever fetched or expanded: a document type is refused, whatever it declares. Of a message only the element at
hand is kept, so that a statement of a year takes no more room than one of a day.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from domain.payment_messages import (
    MessageBreaksOff,
    MessageDeclaresEntities,
    MessageEncodingWrong,
    MessageMalformed,
    MessageSwollen,
)
from domain.uploads import FileTooBig

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"""\s*<\?xml\s[^>]*?\?>""")
_ENCODING = re.compile(r"""^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_OF_CHINA = frozenset({"gb18030", "gbk", "gb2312", "cp936"})
_OF_UNICODE = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_BROKEN_OFF = frozenset({3, 5, 6, 20})
"""Expat's errors at the end of what is there: no element, an unclosed token, half a character, an unclosed CDATA."""


@dataclass(frozen=True, slots=True)
class MessageLimits:
    """What a message may hold at most; `depth` is of elements in elements (the deepest of a camt.053 have about 15)."""

    file_bytes: int = 50_000_000
    elements: int = 5_000_000
    depth: int = 40
    lines: int = 200_000


def is_xml(content: bytes) -> bool:
    """Say whether a file begins as XML does, in any of the encodings that are read."""
    start = content[:400]
    if start[:2] in _MARKS[1:]:
        start = start.decode("utf-16", "ignore").encode()
    return start.removeprefix(_MARKS[0]).lstrip().startswith(b"<")


def elements(content: bytes, limits: MessageLimits) -> Iterator[tuple[str, Element]]:
    """Yield (`start` or `end`, element) as the message goes. A caller that is done with an element clears it.

    Raises FileTooBig, MessageEncodingWrong, MessageMalformed, MessageBreaksOff, MessageDeclaresEntities,
    MessageSwollen.
    """
    if len(content) > limits.file_bytes:
        raise FileTooBig("file", size=len(content), limit=limits.file_bytes)
    text = _decoded(content)
    depth = count = 0
    try:
        for event, element in iterparse(io.BytesIO(text), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > limits.depth:
                raise MessageSwollen("file", what=f"depth>{limits.depth}")
            if count > limits.elements:
                raise MessageSwollen("file", what=f"elements>{limits.elements}")
            yield event, element
    except DefusedXmlException:
        raise MessageDeclaresEntities("file") from None
    except ParseError as error:
        line, column = error.position
        if error.code in _BROKEN_OFF:
            raise MessageBreaksOff("file", line=line) from None
        raise MessageMalformed("file", line=line, column=column + 1) from None


def name_of(element: Element) -> str:
    """Return an element's name without its namespace: banks' messages come in several versions."""
    return str(element.tag).rpartition("}")[2]


def _decoded(content: bytes) -> bytes:
    """Return the message as UTF-8 without a declaration. Raises MessageEncodingWrong.

    The parser knows no encoding of more than one byte but Unicode's, and Chinese banks write GB18030.
    """
    said = ""
    try:
        if content[:2] in _MARKS[1:]:
            said = "UTF-16"
            text = content.decode("utf-16")
        else:
            found = _ENCODING.match(content.removeprefix(_MARKS[0])[:400].decode("latin-1"))
            said = found[1] if found else "UTF-8"
            if said.lower() not in _OF_CHINA | _OF_UNICODE:
                raise MessageEncodingWrong("file", encoding=said)
            text = content.decode("gb18030" if said.lower() in _OF_CHINA else "utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" or error.end >= len(content):
            raise MessageBreaksOff("file", line=content.count(b"\n") + 1) from None
        raise MessageEncodingWrong("file", encoding=said) from None
    declared = _DECLARATION.match(text)
    if declared is None:
        return text.encode()
    # Lines stay where they are, so that an error is found where it is said to be.
    return ("\n" * text.count("\n", 0, declared.end()) + text[declared.end() :]).encode()
