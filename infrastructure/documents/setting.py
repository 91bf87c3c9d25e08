"""Sets one document with typst. Run as a module it reads what is to be set on its input, and writes the PDF out.

typst keeps what it worked out for the next document of the same process: after a few long lists that is some hundred
megabytes that never come back. So long documents are set in a process that ends when it has set them.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

FORMS = Path(__file__).parent / "forms"


def set_document(form: str, at: int, given: str) -> bytes:
    """Return the PDF of a form filled with `given` (JSON), dated `at` (seconds since 1970)."""
    made = typst.compile(
        FORMS / f"{form}.typ",
        root=FORMS,
        font_paths=[_font_folder()],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"given": given},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=at,
    )
    assert isinstance(made, bytes)
    return made


@cache
def _font_folder() -> Path:
    return Path(str(files("manimgx_fonts_cjk")))


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(set_document(asked["form"], asked["at"], asked["given"]))
