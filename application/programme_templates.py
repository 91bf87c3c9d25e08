"""The programme templates that a ledger keeps."""

from __future__ import annotations

from application.desk import Desk
from application.work import Loaded, Work
from domain.programme_templates.state import Templates, replay

STREAM = "programme_template/ledger"


def load(work: Work) -> Loaded[Templates]:
    """Load programme_template/ledger: every template as it was kept last."""
    return work.load(STREAM, replay)


def templates_at(desk: Desk, *, as_of: int | None = None) -> Templates:
    """Return the templates as they are, or as they were at a position."""
    entries = desk.log.stream(STREAM)
    return replay(entry.fact for entry in entries if as_of is None or entry.position <= as_of)
