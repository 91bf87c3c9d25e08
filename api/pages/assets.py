"""Styles, scripts and pictures: our own files, under addresses that change when they do, so that browsers keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_LASTING = {"cache-control": "public, max-age=31536000, immutable"}


@cache
def address_of(name: str) -> str:
    """Return where a file is fetched: `/static/<hash>/<name>`. Raises FileNotFoundError."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
    return f"/static/{digest[:16]}/{name}"


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
