"""How a route without a body is asked: its parameters read, its dependencies made and its function called in one go.

The framework does the same in several steps on the event loop, looks through the request once for every parameter a
route might take, and changes threads for each plain function; for a query that was half of what it cost. What a
parameter means stays the framework's: whoever gives one has it read, or refused, by the framework's own function.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping, Sequence
from inspect import Signature, signature
from typing import Any, TypeVar, get_type_hints

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import RouteContext
from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.hands import Hands

Result = TypeVar("Result")


def in_one_go(route: RouteContext) -> ASGIApp | None:
    """Return what answers for a route, or None where that has to be the framework.

    It is where there is a body, where a function waits for something or has something to close, and where what it
    returns is not yet a response.
    """
    dependant: Dependant = route.dependant
    if route.body_field is not None or not _answers(dependant.call) or not _is_plain(dependant):
        return None
    asked, unknown = _Asked(dependant), _unknown(route)

    def answer(request: Request) -> Response:
        given = QueryParams(query) if (query := request.scope["query_string"]) else None
        errors: list[Any] = [] if given is None else unknown(given)
        values = asked.values(request, given, errors)
        if errors:
            raise RequestValidationError(errors)
        response: Response = asked.call(**values)
        return response

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        hands: Hands = request.app.state.hands
        response = await hands.do(answer, request)
        await response(scope, receive, send)

    return app


def knowing(route: RouteContext) -> ASGIApp:
    """Return the framework's own way to a route, which is not asked what it does not know."""
    framework, unknown = route.app, _unknown(route)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if (query := scope["query_string"]) and (errors := unknown(QueryParams(query))):
            raise RequestValidationError(errors)
        await framework(scope, receive, send)

    return app


def _unknown(route: RouteContext) -> Callable[[QueryParams], list[Any]]:
    """Return what finds the parameters that nobody reads: a filter with a slip in its name would widen a list."""
    known = _names(route.dependant)
    if getattr(route.endpoint, "takes_anything", False):
        return lambda _: []
    return lambda given: [{"type": "extra_forbidden", "loc": ("query", name)} for name in given if name not in known]


def _names(dependant: Dependant) -> frozenset[str]:
    own = {field.alias for field in dependant.query_params}
    return frozenset(own.union(*map(_names, dependant.dependencies)))


class _Asked:
    """One function of a route: what it takes, and from where."""

    def __init__(self, dependant: Dependant) -> None:
        assert dependant.call is not None, "every dependency is a function"
        self.call: Callable[..., Any] = dependant.call
        self._waits = inspect.iscoroutinefunction(dependant.call)
        self._request = dependant.request_param_name
        self._rests_on = [(one.name, _Asked(one)) for one in dependant.dependencies]
        self._path = dependant.path_params
        self._query = {field.alias: field for field in dependant.query_params}
        self._headers = {field.alias.encode(): field for field in dependant.header_params}
        beside = [*dependant.query_params, *dependant.header_params]
        self._needed = {field.alias: field for field in beside if field.field_info.is_required()}
        self._defaults = {field.name: field.default for field in beside if not field.field_info.is_required()}
        self._lists = [name for name, default in self._defaults.items() if isinstance(default, list)]

    def values(self, request: Request, given: QueryParams | None, errors: list[Any]) -> Mapping[str, Any]:
        """Return the arguments; what cannot be read is added to the errors."""
        values: dict[str, Any] = dict(self._defaults)
        for listed in self._lists:
            values[listed] = [*self._defaults[listed]]
        for name, one in self._rests_on:
            inner = one.values(request, given, errors)
            if name is not None and not errors:
                values[name] = _returned(one.call(**inner)) if one._waits else one.call(**inner)
        if self._path:
            _read(self._path, request.path_params, values, errors)
        if self._query and given is not None:
            there = [field for alias, field in self._query.items() if alias in given or alias in self._needed]
            _read(there, given, values, errors)
        elif self._needed:
            _read([field for alias, field in self._query.items() if alias in self._needed], {}, values, errors)
        if self._headers:
            names = {name for name, _ in request.scope["headers"]}
            fields = [field for name, field in self._headers.items() if name in names or name.decode() in self._needed]
            _read(fields, request.headers, values, errors)
        if self._request is not None:
            values[self._request] = request
        return values


def _read(
    fields: Sequence[Any],
    given: Mapping[str, Any] | QueryParams | Headers,
    values: dict[str, Any],
    errors: list[Any],
) -> None:
    if fields:
        found, wrong = request_params_to_args(fields, given)
        values.update(found)
        errors += wrong


def _returned(waiting: Coroutine[Any, Any, Result]) -> Result:
    """Return what a function gives that is written to be waited for and waits for nothing."""
    try:
        waiting.send(None)
    except StopIteration as done:
        result: Result = done.value
        return result
    waiting.close()
    raise AssertionError("this waits for something")


def _answers(endpoint: Callable[..., Any] | None) -> bool:
    """Say whether a route's function returns a whole response and is not to be waited for."""
    if endpoint is None or inspect.iscoroutinefunction(endpoint) or inspect.isgeneratorfunction(endpoint):
        return False
    if signature(endpoint).return_annotation is Signature.empty:
        return False
    returned = get_type_hints(endpoint).get("return")
    return isinstance(returned, type) and issubclass(returned, Response)


def _is_plain(dependant: Dependant) -> bool:
    """Say whether a function and those it rests on take nothing but parameters and the request itself."""
    given = [*dependant.query_params, *dependant.header_params]
    special = (
        any(field.field_info.validate_default for field in given)
        or dependant.body_params
        or dependant.cookie_params
        or dependant.response_param_name
        or dependant.background_tasks_param_name
        or dependant.security_scopes_param_name
        or dependant.http_connection_param_name
        or dependant.websocket_param_name
        or dependant.concurrency
        or inspect.isgeneratorfunction(dependant.call)
        or inspect.isasyncgenfunction(dependant.call)
    )
    return not special and all(map(_is_plain, dependant.dependencies))
