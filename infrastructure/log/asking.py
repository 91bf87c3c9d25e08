"""What both logs do with a command: hash what was asked, gather what was expected."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from application.ports import Conflict
from application.recorded import Change
from infrastructure.log import canonical, codec


def request_hash(ask: object, *, actor: str) -> str:
    """Return the SHA-256 (hex) of a command's canonical bytes, its name and who asks. Raises Malformed."""
    written, name = canonical.written(actor), type(ask).__name__.encode()
    content = b'{"actor":%b,"ask":%b,"name":"%b"}' % (written, codec.writer_of(type(ask))(ask), name)
    return hashlib.sha256(content).hexdigest()


def expected_versions(changes: Sequence[Change]) -> dict[str, int]:
    """Return the version each stream was decided on. Raises Conflict when one is named with two."""
    versions = {stream: version for stream, version, _ in changes}
    if len(versions) < len(changes):
        raise Conflict("a stream is named twice in one append")
    return versions
