"""The log's SQL by name, from `log.sql` beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)
_COMMENT = re.compile(r"^\s*--.*\n", re.MULTILINE)


def _named(text: str) -> Mapping[str, bytes]:
    """Return each statement under its name, without comments and without the semicolon."""
    parts = _NAME.split(text)[1:]
    return {
        name: _COMMENT.sub("", body).strip().removesuffix(";").encode()
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


SQL: Mapping[str, bytes] = _named(Path(__file__).with_suffix("").with_name("log.sql").read_text("utf-8"))
