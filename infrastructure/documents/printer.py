"""PDF/A-3a and PDF/UA-1 by typst, with the Chinese font out of its package: the same bytes on every machine."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Semaphore

from application.documents import Document
from infrastructure.documents.setting import FORMS, set_document

AT_ONCE = 1
"""Documents set at a time: a long one takes some hundred megabytes."""
LONG = 100_000
"""Characters of content from which a document is set in a process of its own."""
PATIENCE = 300
"""Seconds after which such a process is given up; the longest document takes a few."""

_setting = Semaphore(AT_ONCE)


class NotSet(Exception):
    """The process that set a document failed; it says nothing of what stood in the document."""


class TypstPrinter:
    """Behind `application.documents.Printer`. What is printed goes in as data, never as markup.

    Documents of more than `long` characters are set in a process of their own.
    """

    def __init__(self, *, long: int = LONG) -> None:
        self._long = long

    def pdf(self, document: Document) -> bytes:
        """Return the document. Raises LookupError for a form that does not exist."""
        if not (FORMS / f"{document.form}.typ").is_file():
            raise LookupError(document.form)
        at, given = int(document.at.timestamp()), _given(document)
        with _setting:
            if len(given) > self._long:
                return _elsewhere(document.form, at, given)
            return set_document(document.form, at, given)


def _given(document: Document) -> str:
    """Return all that stands in a document as JSON, the same text for the same document."""
    attachments = [
        {"name": one.name, "media": one.media_type, "description": one.description, "content": one.content}
        for one in document.attachments
    ]
    said = {"title": document.title, "language": document.language, "attachments": attachments}
    return json.dumps({**said, **document.content}, ensure_ascii=False, sort_keys=True)


def _elsewhere(form: str, at: int, given: str) -> bytes:
    """Set a document in a process of its own. What it holds goes over a pipe and is never written down."""
    asked = json.dumps({"form": form, "at": at, "given": given}).encode()
    command = [sys.executable, "-m", "infrastructure.documents.setting"]
    done = subprocess.run(command, input=asked, capture_output=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise NotSet(f"the process that sets documents ended with {done.returncode}")
    return done.stdout
