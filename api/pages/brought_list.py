"""A short list that a form brings: read and checked at once, its bad cells shown beside the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.responses import Response

from api.pages.forms import Form
from application.brought_reading import Looked
from application.exports import MEDIA_TYPES, ExportFormat
from application.imports import CellRemark
from domain.uploads import FileEmpty

Row = TypeVar("Row")
LARGEST = 4_000_000
"""Bytes that are read of a file; what is longer is cut, and then no workbook."""


@dataclass(slots=True)
class Bringing:
    """One attempt: what is to be shown of the file when it is not taken."""

    form: Form
    remarks: tuple[CellRemark, ...] = field(default=())
    is_doubtful: bool = False
    """Whether all that stands in the way is what the sender may accept."""

    def content(self) -> bytes:
        """Return the file. Raises FileEmpty."""
        file = self.form.files.get("file")
        content = file.file.read(LARGEST) if file is not None and file.filename else b""
        if not content:
            raise FileEmpty("file")
        return content

    def taken(self, look: Callable[[bytes, str], Looked[Any]]) -> tuple[Any, ...]:
        """Read the file and return its rows. Raises the refusals of `domain.uploads`, HasBadCells, DoubtsNotAccepted.

        `look(content, sheet)` reads it and checks it. Doubts are accepted by the form's own tick.
        """
        looked = look(self.content(), self.form.values.get("sheet", "").strip())
        accepts = self.form.values.get("accept_doubts") == "true"
        self.remarks = looked.bad if accepts else looked.remarks
        self.is_doubtful = bool(looked.doubts) and not looked.bad
        return looked.rows({one.code for one in looked.doubts} if accepts else ())


def handed_out(content: bytes, name: str, form: ExportFormat) -> Response:
    """Answer with a list as a file, empty or filled in, under its name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
