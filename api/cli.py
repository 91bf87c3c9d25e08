"""The command line's door: what `subsidy-ledger` starts. It puts the parts together and does nothing else.

The infrastructure is imported when a verb first needs it, so that asking for help does not wait for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.terminal.app import create_app
from api.terminal.door import (
    Exported,
    Finding,
    Head,
    Held,
    Initialised,
    Kept,
    KeysHeld,
    MasterKeyChanged,
    Progress,
    Rotated,
    Say,
    WrittenOver,
)

if TYPE_CHECKING:
    from datetime import date

    from application.bank_lists import BankLists
    from application.credentials import Credentials
    from application.desk import Desk
    from application.exports import Exports
    from application.imports import Lists
    from application.road import Officer
    from domain.programmes.policy import Policy
    from infrastructure.bootstrap import BackupManifest, Settings
    from infrastructure.bootstrap import Finding as Found


class Assembly:
    """Everything behind `api.terminal.door.Door`."""

    def settings(self, given: Mapping[str, object]) -> Settings:
        from infrastructure import bootstrap

        return bootstrap.settings(given)

    @contextmanager
    def desk(self, settings: Settings, *, say: Say) -> Iterator[Desk]:
        from infrastructure import bootstrap

        with bootstrap.office(settings, say=say) as office:
            yield office.desk

    @contextmanager
    def accounts(self, settings: Settings, *, say: Say) -> Iterator[tuple[Desk, Credentials]]:
        from infrastructure import bootstrap

        with bootstrap.office(settings, say=say) as office:
            yield office.desk, office.credentials

    def initialise(self, settings: Settings, *, say: Say, administrator: str | None) -> Initialised:
        from application.onboarding import first_administrator
        from infrastructure import bootstrap

        with bootstrap.database(settings, say=say, make=True):  # Kept running from one step to the next.
            made_key = bootstrap.prepare(settings, say=say)
            with self.accounts(settings, say=say) as (desk, credentials):
                invitation = first_administrator(
                    administrator or "admin", named=administrator is not None, desk=desk, credentials=credentials
                )
        return Initialised(settings.home, settings.ledger, bootstrap.key_path(settings), made_key, invitation)

    def lists(self) -> Lists:
        from infrastructure import bootstrap

        return bootstrap.lists()

    def exports(self) -> Exports:
        from infrastructure import bootstrap

        return bootstrap.exports()

    def bank_lists(self) -> BankLists:
        from infrastructure import bootstrap

        return bootstrap.bank_lists()

    def corrected(self, field: str, text: str, *, id_number: str, passbook: bool) -> str:
        from infrastructure import bootstrap

        return bootstrap.corrected(field, text, id_number=id_number, passbook=passbook)

    def policy(self, content: bytes) -> Policy:
        from infrastructure import bootstrap

        return bootstrap.policy(content)

    def rebuild(self, settings: Settings, *, say: Say, progress: Progress) -> int:
        from infrastructure import bootstrap

        return bootstrap.rebuild(settings, say=say, progress=progress)

    def verify(
        self,
        settings: Settings,
        *,
        say: Say,
        progress: Progress,
        policy: Path | None = None,
        kept: Sequence[Path] = (),
        log_alone: bool = False,
    ) -> Sequence[Finding]:
        from infrastructure import bootstrap

        found = bootstrap.verify(settings, say=say, progress=progress, policy=policy, kept=kept, log_alone=log_alone)
        return _told(found)

    def verify_export(
        self,
        folder: Path,
        *,
        progress: Progress,
        policy: Path | None = None,
        kept: Sequence[Path] = (),
        roots: Path | None = None,
    ) -> Sequence[Finding]:
        from api.http.columns import laid_out
        from infrastructure import bootstrap

        found = bootstrap.verify_export(folder, lay=laid_out, progress=progress, policy=policy, kept=kept, roots=roots)
        return _told(found)

    def seal(self, settings: Settings, *, say: Say) -> int:
        from infrastructure import bootstrap

        return bootstrap.seal(settings, say=say)

    def rotate_keys(self, settings: Settings, *, by: Officer, command_id: str, say: Say) -> Rotated:
        from infrastructure import bootstrap

        return bootstrap.rotate_keys(settings, by=by, command_id=command_id, say=say)

    def verifier_keys(self, settings: Settings) -> Sequence[str]:
        from infrastructure import bootstrap

        return bootstrap.verifier_keys(settings)

    def make_witness(self, folder: Path, name: str) -> Sequence[str]:
        from infrastructure import bootstrap

        return bootstrap.witnessing.make(folder, name)

    def witness_keys(self, folder: Path) -> Sequence[str]:
        from infrastructure import bootstrap

        return bootstrap.witnessing.keys(folder)

    def witness_know(self, folder: Path, file: Path) -> str:
        from infrastructure import bootstrap

        return bootstrap.witnessing.know(folder, bootstrap.text_of(file))

    def witness_follow(self, folder: Path, file: Path) -> str:
        from infrastructure import bootstrap

        return bootstrap.witnessing.follow(folder, bootstrap.text_of(file))

    def witness_evidence(self, folder: Path) -> Sequence[Kept]:
        from infrastructure import bootstrap

        return bootstrap.witnessing.evidence(folder)

    def serve_witness(self, folder: Path, address: str, port: int, *, say: Say) -> None:
        from infrastructure import bootstrap

        bootstrap.witnessing.serve(folder, address, port, say=say)

    def export(self, settings: Settings, folder: Path, *, say: Say, progress: Progress) -> Exported:
        from api.http.columns import laid_out
        from infrastructure import bootstrap

        held = bootstrap.export(settings, folder, lay=laid_out, say=say, progress=progress)
        return Exported(held.origin, held.position, held.root, held.files)

    def back_up(self, settings: Settings, path: Path, *, say: Say, progress: Progress) -> Held:
        from infrastructure import bootstrap

        return _held(bootstrap.back_up(settings, path, say=say, progress=progress))

    def restore(self, settings: Settings, path: Path, *, say: Say, progress: Progress) -> Held:
        from infrastructure import bootstrap

        return _held(bootstrap.restore(settings, path, say=say, progress=progress))

    def back_up_keys(self, settings: Settings, path: Path, *, say: Say) -> KeysHeld:
        from infrastructure import bootstrap

        kept = bootstrap.back_up_keys(settings, path, say=say)
        return KeysHeld(kept.made_at, kept.keys, len(kept.ledgers))

    def bring_keys(self, settings: Settings, path: Path, *, say: Say) -> KeysHeld:
        from infrastructure import bootstrap

        kept = bootstrap.bring_keys(settings, path, say=say)
        return KeysHeld(kept.made_at, kept.keys, len(kept.ledgers))

    def rotate_master_key(
        self, settings: Settings, *, by: Officer, say: Say, progress: Progress
    ) -> Sequence[MasterKeyChanged]:
        from infrastructure import bootstrap

        done = bootstrap.rotate_master_key(settings, by=by, say=say, progress=lambda keys: progress(keys, 0))
        return [MasterKeyChanged(one.ledger, one.from_key, one.to_key, one.people) for one in done]

    def overwrite(self, settings: Settings, *, by: Officer, say: Say) -> WrittenOver:
        from infrastructure import bootstrap

        done = bootstrap.overwrite(settings, by=by.id, say=say)
        return WrittenOver(done.people, done.log_too)

    def reindex(self, settings: Settings, *, say: Say) -> int:
        from infrastructure import bootstrap

        return bootstrap.reindex(settings, say=say)

    def demo(self, settings: Settings, *, say: Say, served_from: date | None = None) -> bool:
        from rich.console import Console

        from api.demo import run
        from infrastructure import bootstrap

        def open_desk(ledger: str) -> AbstractContextManager[Desk]:
            own = settings.model_copy(update={"ledger": ledger})
            bootstrap.prepare(own, say=say)
            return self.desk(own, say=say)

        return run(open_desk, bootstrap.synthetic_people, Console(highlight=False), served_from=served_from)

    def serve(self, settings: Settings, *, say: Say, opened: Say | None = None) -> None:
        from api.listening import listen
        from infrastructure import bootstrap

        with bootstrap.ledger_database(settings, say=say):  # Nothing to serve is said at once, and here.
            listen(settings, say=say, opened=opened)

    def openapi(self) -> Mapping[str, Any]:
        from api.http.app import describe

        return describe()

    @property
    def unavailable(self) -> tuple[type[BaseException], ...]:
        from infrastructure import bootstrap

        return bootstrap.UNAVAILABLE

    @property
    def bad_files(self) -> tuple[type[BaseException], ...]:
        from infrastructure import bootstrap

        return bootstrap.BAD_FILES


def _told(found: Iterable[Found]) -> list[Finding]:
    return [Finding(one.check, one.position, one.what, one.stream, one.view, one.table, one.column) for one in found]


def _held(manifest: BackupManifest) -> Held:
    heads = tuple(Head(head.ledger, head.last_position, head.people, head.master_key_id) for head in manifest.ledgers)
    return Held(manifest.made_at, manifest.program, manifest.dump_bytes, manifest.dump_sha256, heads)


def main() -> None:
    """Run one command and leave with its exit code (docs/cli.md)."""
    create_app(Assembly(), sys.argv[1:])()


if __name__ == "__main__":
    main()
