"""The OpenAPI 3.1 document: what FastAPI finds in the routes, with our problems, our ways to sign in, and no more."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.http.problems import MEDIA_TYPE

DESCRIPTION = """\
补贴资金账本的接口。金额一律为元、最多两位小数的文本；日期为 ISO 8601；编号中的 `/` 在地址里写作 `~`。
每个命令带 `Idempotency-Key`，重试得到同样的回答；`Prefer: dry-run` 只走流程不记录。
每个查询可带 `as_of`（位次或时刻）与 `effective`（日期），回答写明截至的位次。

The subsidy ledger's interface. Amounts are text in yuan with at most two decimals; dates are ISO 8601; a `/` inside an
id is written `~` in an address. Every command has an `Idempotency-Key` and is answered alike when repeated;
`Prefer: dry-run` walks the road and records nothing. Every query takes `as_of` (a position or an instant) and
`effective` (a day), and says which position it was answered at.
"""

PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. `type` and `code` never change their meaning; `detail` is in the caller's language.",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/over_budget"]},
        "title": {"type": "string", "examples": ["Conflict"]},
        "status": {"type": "integer", "examples": [409]},
        "detail": {"type": "string"},
        "code": {"type": "string", "examples": ["over_budget"]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "examples": ["/amount"]},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

_SAID = {
    "400": "请求不完整或无法读取 / The request is incomplete or cannot be read",
    "401": "尚未登录，或令牌已失效 / Not signed in, or the token is over",
    "403": "不允许：职责、区划、项目或第二因素 / Not permitted: role, region, programme or second factor",
    "404": "没有这个编号 / Nothing of that id",
    "406": "没有所要的格式 / That format is not to be had",
    "409": "与现状冲突 / In conflict with how things stand",
    "412": "版本已变 / The version has changed",
    "413": "内容过大 / Too large",
    "415": "不支持该内容格式 / That media type is not taken",
    "421": "主机不对 / Not our host",
    "422": "内容不符合规定 / The content breaks a rule",
    "429": "尝试过多 / Too many attempts",
    "503": "暂时无法处理，稍后用同一编号重试 / Not now; retry with the same key",
}
OF_QUERIES = ("400", "401", "403", "404", "406", "409", "422", "429", "503")
OF_COMMANDS = ("400", "401", "403", "404", "409", "412", "413", "415", "422", "429", "503")


def document(app: FastAPI) -> dict[str, Any]:
    """Return the document. Every operation names the problems it may answer with; the framework's own are taken out."""
    found = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "会话或接口密钥的令牌 / A session's or key's token",
        },
        "session": {"type": "apiKey", "in": "cookie", "name": "ledger_session"},
    }
    for path in found.get("paths", {}).values():
        for method, operation in path.items():
            _complete(method, operation)
    return found


def _complete(method: str, operation: dict[str, Any]) -> None:
    responses = operation.setdefault("responses", {})
    responses.pop("422", None)
    for status in OF_QUERIES if method == "get" else OF_COMMANDS:
        responses.setdefault(
            status,
            {
                "description": _SAID[status],
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        )
    is_open = operation.pop("x-open", False)
    operation["security"] = [] if is_open else [{"token": []}, {"session": []}]
