"""签封 / The sealed log: checkpoint, tiles and keys for everybody, entries and receipts for those who may read them.

Below `/v1/proofs` lies what C2SP tlog-tiles prescribes, so that stock clients of such logs read it as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Path, Request
from starlette.responses import Response

from api.http.answering import answers, is_open
from api.http.caller import TheCaller
from api.http.querying import TheQuery
from api.http.rendering import to_json
from api.http.router import Router
from api.http.services import services_of
from api.http.values import path_id, slashed
from application.access.places import places_of_stream
from application.proofs import CHECKPOINT, published, receipt_of, receipts_of
from application.queries import UnknownId
from domain.proofs.rejections import NotPublished

router = Router(prefix="/proofs", tags=["proofs"])

Responses = dict[int | str, dict[str, Any]]

TEXT = "text/plain; charset=utf-8"
TILE = "application/octet-stream"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""A tile never changes; the newest checkpoint does, twice a second."""
NOW = {"Cache-Control": "no-cache"}

_TEXT: Responses = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
_TILE: Responses = {200: {"content": {TILE: {"schema": {"type": "string", "format": "binary"}}}}}
_ENTRIES = "entries/"

TilePath = Annotated[str, Path(max_length=80, description="树块路径 / Such as 0/x001/234 or 1/000.p/17")]
BundlePath = Annotated[str, Path(max_length=80, description="分录包路径 / Such as x001/234 or 000.p/17")]
PositionAsked = Annotated[int, Path(ge=1, le=10**15, description="位次 / Position")]
StreamId = Annotated[str, path_id("事件流", "Stream of the log", "payout~psy-medicine~2017~b-0001")]


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry's position and its receipt, a C2SP tlog-proof file with the entry's bytes in it."""

    position: int
    receipt: str


@router.get("/checkpoint", response_class=Response, responses=_TEXT)
@is_open
def checkpoint(request: Request) -> Response:
    """最新签名检查点 / The newest signed checkpoint (C2SP tlog-checkpoint)."""
    return Response(published(services_of(request).seals, CHECKPOINT), media_type=TEXT, headers=NOW)


@router.get("/keys", response_class=Response, responses=_TEXT)
@is_open
def verifier_keys(request: Request) -> Response:
    """验证公钥，一行一个 / The log's verifier keys, one a line."""
    return _text(services_of(request).seals.keys(), "keys")


@router.get("/rotations", response_class=Response, responses=_TEXT)
@is_open
def key_rotations(request: Request) -> Response:
    """密钥更换公告，一行一个 / The announcements of new keys in the log, one a line as JSON."""
    return _text(services_of(request).seals.rotations(), "rotations")


@router.get("/policy", response_class=Response, responses=_TEXT)
@is_open
def trust_policy(request: Request) -> Response:
    """信任策略 / Whom to trust (C2SP tlog-policy)."""
    return _text(services_of(request).seals.policy(), "policy")


@router.get("/tile/entries/{path:path}", response_class=Response, responses=_TILE)
def entry_bundle(path: BundlePath, caller: TheCaller) -> Response:
    """分录包 / The entries behind a tile of leaf hashes, each behind its length in two bytes."""
    caller.may("entries")
    content = published(caller.services.seals, f"tile/{_ENTRIES}{path}")
    return Response(content, media_type=TILE, headers={"Cache-Control": "private, no-store"})


@router.get("/tile/{path:path}", response_class=Response, responses=_TILE)
@is_open
def hash_tile(path: TilePath, request: Request) -> Response:
    """哈希树块 / A tile of the tree: hashes, nothing else."""
    if path.startswith(_ENTRIES):
        raise NotPublished("path", path=path)
    return Response(published(services_of(request).seals, f"tile/{path}"), media_type=TILE, headers=FOR_EVER)


@router.get("/entries/{position}", response_class=Response, responses=_TEXT)
def entry_receipt(position: PositionAsked, caller: TheCaller) -> Response:
    """一条分录的入账证明 / The receipt of an entry (C2SP tlog-proof), the entry's bytes in it."""
    caller.may("entries")
    return Response(str(receipt_of(caller.services.seals, position)), media_type=TEXT, headers=NOW)


@router.get("/streams/{stream}")
@answers(SealedEntry, many=True)
def stream_receipts(stream: StreamId, query: TheQuery) -> Response:
    """一项全部分录的入账证明 / The receipts of everything recorded of one thing."""
    name, services = slashed(stream), query.caller.services
    query.may_in("history", places_of_stream(name, services.desk))
    found = [SealedEntry(one.position, str(one)) for one in receipts_of(services.seals, services.desk.log, name)]
    if not found:
        raise UnknownId(name)
    return Response(to_json({"items": found}), media_type="application/json", headers=NOW)


def _text(content: str, path: str) -> Response:
    if not content:
        raise NotPublished("path", path=path)
    return Response(content, media_type=TEXT, headers=NOW)
