"""Sentences for what is no rule of the domain: HTTP's own refusals, fields that do not fit, things not to be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.ports import LogUnavailable, OutcomeUnknown
from application.queries import UnknownId, ViewBehind, ViewStopped
from application.road import TooBusy
from domain.rejected import Language


class Sentence:
    """One code with its sentence in both languages; the facts fill the braces."""

    def __init__(self, code: str, zh: str, en: str, **facts: object) -> None:
        self.code = code
        self._said: Mapping[Language, str] = {"zh": zh.format_map(facts), "en": en.format_map(facts)}

    def in_(self, language: Language) -> str:
        """Return the sentence in one language."""
        return self._said[language]


KNOWN: tuple[type[Exception], ...] = (OutcomeUnknown, LogUnavailable, TooBusy, ViewBehind, ViewStopped, UnknownId)


def of_trouble(error: Exception, unavailable: tuple[type[BaseException], ...]) -> tuple[int, Sentence] | None:
    """Return status and sentence of an error that is not a refusal, or None for a defect."""
    match error:
        case OutcomeUnknown():
            zh, en = (
                "提交时连接中断，结果未知；请用同一幂等键重试，不会重复。",
                "The outcome is unknown; retry with the same key.",
            )
            return 503, Sentence("outcome_unknown", zh, en)
        case LogUnavailable():
            return 503, Sentence(
                "log_unavailable", "账本暂时无法访问，未记录任何内容。", "The log cannot be reached; nothing was done."
            )
        case TooBusy():
            return 503, Sentence("too_busy", "同时操作的人太多，未记录任何内容。", "Too busy; nothing was done.")
        case ViewBehind(wanted=wanted, reached=reached):
            zh, en = (
                "视图目前到第 {reached} 条，还没有第 {wanted} 条。",
                "The views stand at {reached}, not yet at {wanted}.",
            )
            return 409, Sentence("view_behind", zh, en, wanted=wanted, reached=reached)
        case ViewStopped(view=view, position=position):
            zh, en = "视图 {view} 停在第 {position} 条之前。", "The view {view} stopped before position {position}."
            return 503, Sentence("view_stopped", zh, en, view=view, position=position)
        case UnknownId():
            return 404, Sentence("unknown_id", "当时没有这个编号。", "Nothing of that id was known at that time.")
    if isinstance(error, unavailable):
        zh, en = (
            "数据库或密钥暂时不可用，未记录任何内容。",
            "The database or the vault is not to be had; nothing was done.",
        )
        return 503, Sentence("database_unavailable", zh, en)
    return None


_HTTP = {
    400: ("body_unreadable", "请求内容无法读取。", "The body cannot be read."),
    401: ("not_signed_in", "请先登录，或附上有效的令牌。", "Sign in, or send a valid token."),
    404: ("no_such_page", "没有这个地址。", "There is nothing at this address."),
    405: ("method_not_allowed", "该地址不支持这种方法。", "This address does not take that method."),
    406: ("no_such_format", "没有所要的格式。", "The format asked for is not to be had."),
    415: ("unsupported_media_type", "内容的格式不受支持。", "The body's media type is not taken here."),
}


def of_http(status: int) -> Sentence:
    """Return the sentence of a plain status."""
    code, zh, en = _HTTP.get(status, (f"http_{status}", "请求无法处理。", "The request cannot be handled."))
    return Sentence(code, zh, en)


_PYDANTIC = {
    "missing": ("此项必填。", "This is required."),
    "extra_forbidden": ("没有此项。", "There is no such field."),
    "string_type": ("应为文本。", "This must be text."),
    "string_too_short": ("至少 {min_length} 个字符。", "At least {min_length} characters."),
    "string_too_long": ("至多 {max_length} 个字符。", "At most {max_length} characters."),
    "string_pattern_mismatch": ("格式不符：{pattern}", "This does not fit {pattern}"),
    "int_type": ("应为整数。", "This must be a whole number."),
    "int_parsing": ("应为整数。", "This must be a whole number."),
    "int_from_float": ("应为整数。", "This must be a whole number."),
    "bool_type": ("应为 true 或 false。", "This must be true or false."),
    "bool_parsing": ("应为 true 或 false。", "This must be true or false."),
    "greater_than_equal": ("不得小于 {ge}。", "At least {ge}."),
    "less_than_equal": ("不得大于 {le}。", "At most {le}."),
    "enum": ("应为其中之一：{expected}", "One of: {expected}"),
    "union_tag_invalid": ("kind 应为其中之一：{expected_tags}", "kind is one of: {expected_tags}"),
    "union_tag_not_found": ("缺少 kind。", "The kind is missing."),
    "literal_error": ("应为其中之一：{expected}", "One of: {expected}"),
    "list_type": ("应为数组。", "This must be a list."),
    "too_short": ("至少 {min_length} 项。", "At least {min_length} items."),
    "too_long": ("至多 {max_length} 项。", "At most {max_length} items."),
    "date_from_datetime_parsing": ("应为 2017-04-25 这样的日期。", "This must be a date such as 2017-04-25."),
    "date_parsing": ("应为 2017-04-25 这样的日期。", "This must be a date such as 2017-04-25."),
    "date_type": ("应为 2017-04-25 这样的日期。", "This must be a date such as 2017-04-25."),
    "model_attributes_type": ("应为对象。", "This must be an object."),
    "dict_type": ("应为对象。", "This must be an object."),
}


def of_pydantic(error: Mapping[str, Any]) -> Sentence:
    """Return the sentence of one place that does not fit its schema; it never repeats what was typed."""
    context = error.get("ctx") or {}
    if "zh" in context:  # one of the domain's own refusals
        return Sentence(error["type"], _plain(context["zh"]), _plain(context.get("en", error["msg"])))
    zh, en = _PYDANTIC.get(error["type"], ("格式不符。", "This does not fit."))
    return Sentence(error["type"], zh, en, **context)


def _plain(said: object) -> str:
    return str(said).replace("{", "{{").replace("}", "}}")
