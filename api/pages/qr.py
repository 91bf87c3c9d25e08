"""A QR code as SVG: in a page itself (no picture is fetched, no style is set) or as a picture for paper.

It stays black on white.
"""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET = 4
"""Modules of white around it, as ISO 18004 asks for."""


def qr_code(text: str, title: str) -> Markup:
    """Return the picture of a text, with a title for who cannot see it."""
    size, path = _drawn(text)
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{title}" width="{wide}" height="{wide}">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    ).format(size=size, title=title, wide=size * 5, path=path)


def qr_picture(text: str) -> str:
    """Return the picture of a text as an SVG file of its own."""
    size, path = _drawn(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def _drawn(text: str) -> tuple[int, str]:
    """Return how many modules a side has, and the dark ones as a path."""
    modules = [list(row) for row in segno.make(text, error="m").matrix]
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark
    )
    return len(modules) + 2 * QUIET, path
