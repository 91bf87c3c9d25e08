"""Where the embedded server keeps its things: one folder, readable by its owner alone."""

import os
from dataclasses import dataclass
from pathlib import Path

from infrastructure.embedded_postgres.failure import EmbeddedServerFailed

SUPERUSER = "postgres"
DATABASE = "subsidy_ledger"


@dataclass(frozen=True, slots=True)
class ServerFolder:
    """The names of everything under `home/postgres`."""

    path: Path

    @property
    def data(self) -> Path:
        """The cluster itself; it appears by a rename, so what is here is whole."""
        return self.path / "data"

    @property
    def password(self) -> Path:
        """In libpq's own form, so that a connection names the file and no command line shows the secret."""
        return self.path / "pgpass"

    @property
    def settings(self) -> Path:
        return self.path / "postgresql.conf"

    @property
    def access_rules(self) -> Path:
        return self.path / "pg_hba.conf"

    @property
    def report(self) -> Path:
        """What the keeper last said about itself."""
        return self.path / "keeper.json"

    @property
    def server_log(self) -> Path:
        return self.path / "server.log"

    @property
    def keeper_log(self) -> Path:
        return self.path / "keeper.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by every client; whoever can hold it alone knows that nobody is left."""
        return self.path / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the one keeper as long as it lives."""
        return self.path / "keeper.lock"

    @property
    def server_lock(self) -> Path:
        """Inherited by every process of the server, so it is free exactly when none of them lives."""
        return self.path / "server.lock"


def server_folder(home: Path) -> ServerFolder:
    """The server's folder under `home`, made on first use."""
    folder = ServerFolder(Path(os.path.abspath(home)) / "postgres")  # noqa: PTH100 - symlinks stay as given
    try:
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        folder.path.mkdir(mode=0o700, exist_ok=True)
        reachable = os.access(folder.path, os.R_OK | os.W_OK | os.X_OK)
    except PermissionError:
        reachable = False
    except OSError as problem:
        raise EmbeddedServerFailed(
            "no_folder", f"The folder {folder.path} cannot be used ({problem.strerror}); choose another one."
        ) from problem
    if not reachable:
        raise EmbeddedServerFailed(
            "no_access",
            f"The folder {folder.path} belongs to another user; run this as that user, or choose another "
            "folder, or set DATABASE_URL to a server you may use.",
        )
    return folder


def is_there(home: Path) -> bool:
    """Say whether a server's data lie under `home`; nothing is made."""
    return (Path(os.path.abspath(home)) / "postgres" / "data").exists()  # noqa: PTH100 - symlinks stay as given
