"""Scripts and pictures: our own files, under addresses that change when they do, so that browsers keep them.

The styles stand in each page, in four kilobytes: a page that waits for a second file before anything of it can be seen
is seen a quarter later. The policy of pages allows these styles by their hash, and no others.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from markupsafe import Markup
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
STYLES = (FOLDER / "ledger.css").read_text("utf-8")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_LASTING = {"cache-control": "public, max-age=31536000, immutable"}


@cache
def address_of(name: str) -> str:
    """Return where a file is fetched: `/static/<hash>/<name>`. Raises FileNotFoundError."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
    return f"/static/{digest[:16]}/{name}"


def styles() -> Markup:
    """Return what stands between a page's `<style>` and its end, to the byte."""
    return Markup(STYLES)  # Our own file, in which no tag is closed.


def styles_source() -> str:
    """Return the word of a content security policy that allows `styles` (CSP 3 §2.3.1, hash-source)."""
    digest = base64.b64encode(hashlib.sha256(STYLES.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def add_to(app: FastAPI) -> None:
    """Add a route for each file there is; there is nothing else to be had by guessing names."""
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in _TYPES:
            _add(app, path)


def _add(app: FastAPI, path: Path) -> None:
    content, media_type = path.read_bytes(), _TYPES[path.suffix]

    async def asset() -> Response:
        return Response(content, media_type=media_type, headers=_LASTING)

    app.add_api_route(address_of(path.name), asset, methods=["GET"], include_in_schema=False)
