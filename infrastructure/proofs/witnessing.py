"""What somebody does who keeps a witness: make it, let it know logs, look at what it refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from domain.proofs.notes import parse_key
from infrastructure.proofs import witness_server
from infrastructure.proofs.witness import Evidence, Witness


def make(folder: Path, name: str) -> Sequence[str]:
    """Make a witness and return its verifier keys. Raises SigningKeyExists, MalformedVerifierKey."""
    return _keys(Witness.open(folder, name))


def keys(folder: Path) -> Sequence[str]:
    """Return the verifier keys of a witness. Raises SigningKeyMissing and its kin."""
    return _keys(Witness(folder))


def know(folder: Path, verifier_keys: str) -> str:
    """Cosign a log from now on, by its verifier keys, one a line; return its origin. Raises WitnessKnowsLog."""
    return Witness(folder).know([parse_key(line) for line in verifier_keys.splitlines() if line])


def follow(folder: Path, rotations: str) -> str:
    """Go by the keys that a log announced; return its origin. Raises KeyRotationForged, UnknownOrigin."""
    return Witness(folder).follow(rotations)


def evidence(folder: Path) -> Sequence[Evidence]:
    """Return what was refused and kept."""
    return Witness(folder).evidence()


def serve(folder: Path, address: str, port: int, *, say: Callable[[str], None]) -> None:
    """Answer until told to stop. Raises WitnessAtWork, SigningKeyMissing and its kin."""
    witness_server.serve(folder, address, port, say=say)


def _keys(witness: Witness) -> Sequence[str]:
    return [str(key) for key in witness.verifier_keys()]
