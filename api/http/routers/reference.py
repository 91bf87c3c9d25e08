"""接口参考页 / The API's reference as a page: Swagger UI out of a package, with no network and no inline script."""

from __future__ import annotations

from importlib.resources import files

from starlette.responses import Response

from api.http.answering import is_open
from api.http.router import Router

router = Router(include_in_schema=False)

PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>补贴资金账本接口 / Subsidy Ledger API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="reference"><noscript><a href="/v1/openapi.json">openapi.json</a></noscript></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/begin.js"></script>
</body>
</html>
"""
BEGIN = """window.addEventListener("load", () => {
  SwaggerUIBundle({ url: "/v1/openapi.json", dom_id: "#reference", deepLinking: true, persistAuthorization: false });
});
"""
LASTING = {"cache-control": "public, max-age=86400"}


@router.get("/docs")
@is_open
async def reference() -> Response:
    """Return the page."""
    return Response(PAGE, media_type="text/html; charset=utf-8")


@router.get("/docs/begin.js")
@is_open
async def begin() -> Response:
    """Return the line that starts it."""
    return Response(BEGIN, media_type="text/javascript; charset=utf-8", headers=LASTING)


@router.get("/docs/swagger-ui.css")
@is_open
def style() -> Response:
    """Return Swagger UI's style."""
    return _carried("swagger-ui.css", "text/css; charset=utf-8")


@router.get("/docs/swagger-ui-bundle.js")
@is_open
def program() -> Response:
    """Return Swagger UI's program."""
    return _carried("swagger-ui-bundle.js", "text/javascript; charset=utf-8")


def _carried(name: str, media_type: str) -> Response:
    content = files("fastapi_offline").joinpath("static", name).read_bytes()
    return Response(content, media_type=media_type, headers=LASTING)
