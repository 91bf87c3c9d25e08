"""Loaded by schemathesis beside its run: examples of commands are given under keys of their own."""

from __future__ import annotations

import secrets
from typing import Any

import schemathesis

EXAMPLE = "release-2017-1-a7f3"
"""The document's example of an Idempotency-Key. Taken as it is, every example after the first would be refused."""


@schemathesis.hook
def before_call(_context: Any, case: Any, _more: Any) -> None:
    """Give an example a key that nobody used before."""
    headers = case.headers or {}
    if headers.get("idempotency-key") == EXAMPLE:
        headers["idempotency-key"] = f"fuzz-{secrets.token_hex(8)}"
