"""How every refusal and failure is told over HTTP: problem details (RFC 9457), the same shape from every place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.language import TAGS
from domain.rejected import Language, Rejected

MEDIA_TYPE = "application/problem+json"

_TITLES_ZH = {
    400: "请求有误",
    401: "尚未登录",
    403: "不允许",
    404: "未找到",
    405: "不支持该方法",
    406: "没有所要的格式",
    408: "请求超时",
    409: "与现状冲突",
    412: "版本已变",
    413: "内容过大",
    415: "不支持该格式",
    421: "主机不对",
    422: "内容不符合规定",
    423: "已锁定",
    428: "缺少前提条件",
    429: "请求过多",
    500: "系统出错",
    503: "暂时无法处理",
    504: "等待超时",
}


class FieldError(NamedTuple):
    """What is wrong with one field: a JSON pointer into the body (`/lines/3/amount`), and a sentence."""

    pointer: str
    detail: str


class Problem(Response):
    """An answer that tells what went wrong, and leaves its code where the access line and the metrics find it:
    `scope["state"]["problem"]`."""

    media_type = MEDIA_TYPE

    def __init__(self, code: str, content: bytes, *, status_code: int) -> None:
        super().__init__(content, status_code=status_code)
        self.code = code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope.setdefault("state", {})["problem"] = self.code
        await super().__call__(scope, receive, send)


def problem_answer(
    status: int,
    code: str,
    title: str,
    detail: str,
    errors: Iterable[FieldError | Mapping[str, str]] = (),
    headers: Iterable[tuple[str, str]] = (),
    *,
    language: Language | None = None,
) -> Problem:
    """Return a problem as an answer, which is also an ASGI application.

    It says type (`/problems/<code>`), title, status, detail, code and errors; without errors the list is empty.
    `detail` is a sentence for a person, without personal data and without what was typed. `headers` are added as they
    are, a name may come twice. `language` is said in Content-Language when it is known.
    """
    told: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": [one._asdict() if isinstance(one, FieldError) else dict(one) for one in errors],
    }
    answer = Problem(code, orjson.dumps(told), status_code=status)
    if language is not None:
        answer.headers["content-language"] = TAGS[language]
        answer.headers.add_vary_header("Accept-Language")
    for name, value in headers:
        answer.headers.append(name, value)
    return answer


def refusal_answer(
    status: int,
    refusal: Rejected,
    language: Language,
    *,
    errors: Iterable[FieldError | Mapping[str, str]] = (),
    headers: Iterable[tuple[str, str]] = (),
) -> Problem:
    """Return a refusal as a problem: its code, its sentence in the caller's language, the status's title."""
    told = title_of(status, language)
    return problem_answer(status, refusal.code, told, refusal.sentence(language), errors, headers, language=language)


def title_of(status: int, language: Language) -> str:
    """Return a status's short name in one language."""
    phrase = HTTPStatus(status).phrase.capitalize()
    return _TITLES_ZH.get(status, phrase) if language == "zh" else phrase
