"""运行状况 / How the service is: alive, ready, and in figures; and its own description."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from api.http.answering import is_open
from api.http.caller import TheCaller
from api.http.metrics import CONTENT_TYPE
from api.http.rendering import to_json
from api.http.router import Router
from api.http.services import services_of

router = Router(include_in_schema=False)


@router.get("/healthz")
@is_open
async def is_alive() -> Response:
    """Say that the process answers."""
    return Response(to_json({"alive": True}), media_type="application/json")


@router.get("/readyz")
@is_open
def is_ready(request: Request) -> Response:
    """Say whether log and views can be asked, and every view runs: 503 while that is not so.

    `sealing` tells why the log is not being sealed, which hinders nobody's work and wants looking after all the same.
    """
    services = services_of(request)
    states = services.desk.views.view_state()
    ready = all(state.running for state in states)
    told = {"ready": ready, "views": {state.view: state.running for state in states}}
    if services.seals.trouble():
        told["sealing"] = False
    return Response(to_json(told), status_code=200 if ready else 503, media_type="application/json")


@router.get("/metrics")
def metrics(caller: TheCaller) -> Response:
    """Figures of this process for Prometheus."""
    caller.may("metrics")
    return Response(caller.services.metrics.text(), headers={"content-type": CONTENT_TYPE})


@router.get("/v1/openapi.json")
@is_open
async def description(request: Request) -> Response:
    """Return the OpenAPI document."""
    return Response(to_json(request.app.openapi()), media_type="application/json")
