"""Where the next page of a list begins: an opaque text that carries the position, so that pages fit together."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

import orjson

from application.lists import Key
from domain.rejected import Rejected


class CursorUnreadable(Rejected):
    """This cursor is not one of this list; begin with its first page."""

    code = "cursor_unreadable"
    zh = "游标不属于此列表，请从第一页开始。"


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a list was asked as of, and the key of the last row given out."""

    of: str
    position: int
    key: Key

    def __str__(self) -> str:
        content = orjson.dumps([self.of, self.position, *self.key])
        return base64.urlsafe_b64encode(content).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str, *, of: str) -> Cursor:
        """Read a cursor of the list `of`. Raises CursorUnreadable."""
        try:
            content = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        except (binascii.Error, orjson.JSONDecodeError, ValueError):
            raise CursorUnreadable("cursor") from None
        match content:
            case [str(name), int(position), *key] if name == of and all(_fits(one) for one in key):
                return cls(name, position, tuple(key))
        raise CursorUnreadable("cursor")


def _fits(part: object) -> bool:
    return isinstance(part, str) or (isinstance(part, int) and abs(part) < 2**63)
