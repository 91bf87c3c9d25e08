"""What the command line needs from outside. `api/cli.py` stands behind it; nothing else here knows the infrastructure.

Each member imports what it needs when it is asked, so that `--help` stays fast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import date

    from application.bank_lists import BankLists
    from application.credentials import Credentials, Invitation
    from application.desk import Desk
    from application.exports import Exports
    from application.imports import Lists
    from application.road import Officer
    from domain.programmes.policy import Policy

Say = Callable[[str], None]
Progress = Callable[[int, int], None]
"""Told how much is done, of how much (0: not known)."""


class Settings(Protocol):
    """The settings that the command line itself looks at."""

    @property
    def home(self) -> Path: ...
    @property
    def ledger(self) -> str: ...
    @property
    def officer(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def as_json(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init` found or made; `key_path` is where the master key lies, `made_key` whether it is new."""

    home: Path
    ledger: str
    key_path: Path
    made_key: bool
    invitation: Invitation | None
    """The first administrator's one-time secret, when this call made it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `verify` found: which check, where (what does not apply is empty or 0), and what is wrong with it."""

    check: str
    position: int
    what: str
    stream: str = ""
    view: str = ""
    table: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds: the sealed log by its name, entries up to `position`, the tree's root, how many files."""

    origin: str
    position: int
    root: str
    files: int


@dataclass(frozen=True, slots=True)
class KeysHeld:
    """What a key file holds. `made_at` is RFC 3339 UTC; `keys` are of all people of all `ledgers`."""

    made_at: str
    keys: int
    ledgers: int


@dataclass(frozen=True, slots=True)
class MasterKeyChanged:
    """A ledger whose people's keys lie under another master key; ids derived from the keys."""

    ledger: str
    from_key: str
    to_key: str
    people: int


@dataclass(frozen=True, slots=True)
class WrittenOver:
    """How many erased people's bytes are out of the tables' files, and whether out of the write-ahead log too."""

    people: int
    log_too: bool


@dataclass(frozen=True, slots=True)
class Head:
    """How far a ledger has come."""

    ledger: str
    last_position: int
    people: int
    master_key_id: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup holds. `made_at` is RFC 3339 UTC; `ledgers` are all there are in the database."""

    made_at: str
    program: str
    bytes: int
    sha256: str
    ledgers: tuple[Head, ...]


class Rotated(Protocol):
    """Since which position which keys sign."""

    @property
    def position(self) -> int: ...
    @property
    def keys(self) -> Sequence[str]: ...


class Kept(Protocol):
    """Evidence against a log."""

    @property
    def origin(self) -> str: ...
    @property
    def path(self) -> Path: ...
    @property
    def why(self) -> str: ...
    @property
    def content(self) -> str: ...


class Door(Protocol):
    """Everything from outside, by one name each."""

    def settings(self, given: Mapping[str, object]) -> Settings:
        """Return the settings: what was given on the command line, else the environment, else the defaults."""

    def desk(self, settings: Any, *, say: Say) -> AbstractContextManager[Desk]:
        """Open one ledger for work."""

    def accounts(self, settings: Any, *, say: Say) -> AbstractContextManager[tuple[Desk, Credentials]]:
        """Open one ledger for work on its accounts and what lets them in."""

    def initialise(self, settings: Any, *, say: Say, administrator: str | None) -> Initialised:
        """Make what is missing: home, master key, tables, ledger, first administrator (`admin` unless one is named)."""

    def lists(self) -> Lists:
        """Return what reads and gives out people and batch lists."""

    def exports(self) -> Exports:
        """What writes lists as files."""

    def bank_lists(self) -> BankLists:
        """Return what writes payment lists and reads the bank's results."""

    def corrected(self, field: str, text: str, *, id_number: str, passbook: bool) -> str:
        """Return one field of a person's record, checked and uniform. Raises Rejected."""

    def policy(self, content: bytes) -> Policy:
        """Read a policy in its written form. Raises Rejected, naming the place."""

    def rebuild(self, settings: Any, *, say: Say, progress: Progress) -> int:
        """Build the views anew and return the position they reached."""

    def verify(
        self,
        settings: Any,
        *,
        say: Say,
        progress: Progress,
        policy: Path | None = None,
        kept: Sequence[Path] = (),
        log_alone: bool = False,
    ) -> Sequence[Finding]:
        """Check numbering, hashes, seals, sums and views, or the log alone; an empty answer is a good one."""

    def verify_export(
        self,
        folder: Path,
        *,
        progress: Progress,
        policy: Path | None = None,
        kept: Sequence[Path] = (),
        roots: Path | None = None,
    ) -> Sequence[Finding]:
        """Check an exported bundle on its own; no database is needed."""

    def seal(self, settings: Any, *, say: Say) -> int:
        """Seal what the log has now and return its position."""

    def rotate_keys(self, settings: Any, *, by: Officer, command_id: str, say: Say) -> Rotated:
        """Bring new signing keys into use, announced in the log by the old ones."""

    def verifier_keys(self, settings: Any) -> Sequence[str]:
        """Return the log's verifier keys in use."""

    def make_witness(self, folder: Path, name: str) -> Sequence[str]:
        """Make a witness and return its verifier keys."""

    def witness_keys(self, folder: Path) -> Sequence[str]:
        """Return a witness's verifier keys."""

    def witness_know(self, folder: Path, file: Path) -> str:
        """Have a witness cosign the log of these verifier keys, and return its origin."""

    def witness_follow(self, folder: Path, file: Path) -> str:
        """Have a witness go by the keys that a log announced, and return its origin."""

    def witness_evidence(self, folder: Path) -> Sequence[Kept]:
        """Return what a witness refused and kept."""

    def serve_witness(self, folder: Path, address: str, port: int, *, say: Say) -> None:
        """Be a witness until told to stop."""

    def export(self, settings: Any, folder: Path, *, say: Say, progress: Progress) -> Exported:
        """Write the bundle an auditor takes away."""

    def back_up(self, settings: Any, path: Path, *, say: Say, progress: Progress) -> Held:
        """Write a backup."""

    def restore(self, settings: Any, path: Path, *, say: Say, progress: Progress) -> Held:
        """Restore a backup into an empty database."""

    def back_up_keys(self, settings: Any, path: Path, *, say: Say) -> KeysHeld:
        """Write people's keys to a file, in the stead of the one of that name."""

    def bring_keys(self, settings: Any, path: Path, *, say: Say) -> KeysHeld:
        """Bring people's keys back after a restore."""

    def rotate_master_key(
        self, settings: Any, *, by: Officer, say: Say, progress: Progress
    ) -> Sequence[MasterKeyChanged]:
        """Wrap all people's keys under a new master key, and record it."""

    def overwrite(self, settings: Any, *, by: Officer, say: Say) -> WrittenOver:
        """Take the bytes of erased people out of the database's files."""

    def reindex(self, settings: Any, *, say: Say) -> int:
        """Make the blind index anew and return of how many people."""

    def demo(self, settings: Any, *, say: Say, served_from: date | None = None) -> bool:
        """Play the demonstration and say whether every figure is the published one.

        One that is served from a day on is left with work for every desk.
        """

    def serve(self, settings: Any, *, say: Say, opened: Say | None = None) -> None:
        """Serve over HTTP until told to stop. `opened` is told the address, and then only trouble is logged."""

    def openapi(self) -> Mapping[str, Any]:
        """Return the OpenAPI document of the service; no database is needed for it."""

    @property
    def unavailable(self) -> tuple[type[BaseException], ...]:
        """The errors that mean: the database or the vault is not to be had."""

    @property
    def bad_files(self) -> tuple[type[BaseException], ...]:
        """The errors that mean: the file brought is not right."""
