"""PDF/A-3a and PDF/UA-1 by typst, with the Chinese font out of its package: the same bytes on every machine."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Semaphore

import typst

from application.documents import Document

FORMS = Path(__file__).parent / "forms"
AT_ONCE = 1
"""Documents set at a time: a long one takes some hundred megabytes."""

_setting = Semaphore(AT_ONCE)


class TypstPrinter:
    """Behind `application.documents.Printer`. What is printed goes in as data, never as markup."""

    def pdf(self, document: Document) -> bytes:
        """Return the document. Raises LookupError for a form that does not exist."""
        form = FORMS / f"{document.form}.typ"
        if not form.is_file():
            raise LookupError(document.form)
        given = {
            "title": document.title,
            "language": document.language,
            "attachments": [
                {
                    "name": one.name,
                    "media": one.media_type,
                    "description": one.description,
                    "content": one.content,
                }
                for one in document.attachments
            ],
            **document.content,
        }
        with _setting:
            made = typst.compile(
                form,
                root=FORMS,
                font_paths=[_font_folder()],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"given": json.dumps(given, ensure_ascii=False, sort_keys=True)},
                pdf_standards=["a-3a", "ua-1"],
                timestamp=int(document.at.timestamp()),
            )
        assert isinstance(made, bytes)
        return made


@cache
def _font_folder() -> Path:
    return Path(str(files("manimgx_fonts_cjk")))
