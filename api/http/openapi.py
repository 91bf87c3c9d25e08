"""The OpenAPI 3.1 document: what FastAPI finds in the routes, with our problems, our ways to sign in, and no more."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from api.http.answering import Answered
from api.http.files import FILE_CONTENT
from api.http.problems import MEDIA_TYPE
from api.http.schemas import Schemas

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
    "429": "尝试或请求过多 / Too many attempts, or requests from one address",
    "503": "暂时无法处理，稍后用同一编号重试 / Not now; retry with the same key",
}
OF_QUERIES = ("400", "401", "403", "404", "406", "409", "422", "429", "503")
OF_COMMANDS = ("400", "401", "403", "404", "409", "412", "413", "415", "422", "429", "503")


def document(app: FastAPI) -> dict[str, Any]:
    """Return the document: the framework's, with our answers, and with the problems each operation may answer with."""
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    components = found.setdefault("components", {})
    schemas = Schemas()
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                _complete(found["paths"][route.path_format][method.lower()], method, route.endpoint, schemas)
    defined = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        defined.pop(name, None)
    schemas.join(defined)
    defined["Problem"] = PROBLEM
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    components["responses"] = {status: {"description": said, "content": problem} for status, said in _SAID.items()}
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "会话或接口密钥的令牌 / A session's or key's token",
        },
        "session": {"type": "apiKey", "in": "cookie", "name": "ledger_session"},
    }
    return found


def _complete(operation: dict[str, Any], method: str, endpoint: object, schemas: Schemas) -> None:
    responses = operation.setdefault("responses", {})
    responses.pop("422", None)
    if answered := getattr(endpoint, "answered", None):
        done = responses.setdefault("200", {"description": "回答 / Answer"})
        files = FILE_CONTENT if answered.envelope == "page" else {}
        done["content"] = {"application/json": {"schema": _enveloped(answered, schemas)}, **files}
    for status in OF_QUERIES if method == "GET" else OF_COMMANDS:
        responses.setdefault(status, {"$ref": f"#/components/responses/{status}"})
    summary, _, _ = str(operation.get("description", "")).partition("\n")
    operation["summary"] = summary.rstrip(".")
    operation["security"] = [] if getattr(endpoint, "is_open", False) else [{"token": []}, {"session": []}]


def _enveloped(answered: Answered, schemas: Schemas) -> dict[str, Any]:
    kind = schemas.of(answered.kind) if answered.kind is not None else {"type": "object"}
    if answered.envelope == "plain":
        return kind
    items = {"items": {"type": "array", "items": kind}}
    if answered.envelope == "items":
        return _object(items)
    moment = {
        "as_of": {"type": "integer", "description": "回答截至的位次 / The position answered as of"},
        "effective": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
    }
    if answered.envelope == "moment":
        return _object({**moment, "item": kind})
    text = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    turning = {"cursor": text, "next": text} if answered.envelope == "page" else {}
    return _object({**moment, **items, **turning})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
