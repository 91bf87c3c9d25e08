"""The cluster on disk: made once and whole, kept from other versions and other servers."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from infrastructure.embedded_postgres.failure import EmbeddedServerFailed
from infrastructure.embedded_postgres.folder import DATABASE, SUPERUSER, ServerFolder
from infrastructure.embedded_postgres.identity import (
    Identity,
    hand_over,
    program_environment,
    settings_option,
)
from infrastructure.embedded_postgres.programs import MAJOR_VERSION

UNFINISHED = "data.unfinished-"


def refuse_foreign_data(folder: ServerFolder) -> None:
    """Look before anything is written: another version's data, or data another server is using."""
    if not folder.data.exists():
        return
    version = folder.data / "PG_VERSION"
    found = version.read_text().strip() if version.is_file() else None
    if found is None:
        raise EmbeddedServerFailed(
            "not_a_cluster", f"The folder {folder.data} is not a PostgreSQL data folder; move it elsewhere."
        )
    if found != MAJOR_VERSION:
        raise EmbeddedServerFailed(
            "other_version",
            f"The data in {folder.data} were made by PostgreSQL {found}, this is {MAJOR_VERSION}; nothing "
            "was touched: restore a backup into another folder, or use the release that made them.",
        )
    other = _server_started_by_hand(folder.data)
    if other is not None:
        raise EmbeddedServerFailed(
            "in_use", f"Another PostgreSQL (process {other}) works on {folder.data}; stop it and try again."
        )


def create_if_absent(folder: ServerFolder, identity: Identity, server_lock: int) -> None:
    """Make the cluster beside its place and move it there when it is whole."""
    for leftover in folder.path.glob(UNFINISHED + "*"):
        shutil.rmtree(leftover)
    if not folder.data.exists():
        folder.password.unlink(missing_ok=True)
        unfinished = folder.path / f"{UNFINISHED}{secrets.token_hex(4)}"
        unfinished.mkdir(mode=0o700)
        hand_over(unfinished, identity)
        _run_initdb(unfinished, identity, server_lock)
        _run_alone(folder, unfinished, identity, server_lock, f"CREATE DATABASE {DATABASE}")
        unfinished.rename(folder.data)
        _make_lasting(folder.path)
    hand_over(folder.data, identity)


def set_password_if_absent(folder: ServerFolder, identity: Identity, server_lock: int) -> None:
    """The file appears after the server knows its content, so the two cannot differ."""
    if folder.password.exists():
        return
    password = secrets.token_urlsafe(32)
    _run_alone(folder, folder.data, identity, server_lock, f"ALTER ROLE {SUPERUSER} PASSWORD '{password}'")
    fresh = folder.password.with_name("pgpass.new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123
        file.write(f"*:*:*:{SUPERUSER}:{password}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(folder.password)
    _make_lasting(folder.path)


def forget_dead_server(folder: ServerFolder) -> None:
    """Remove what a killed server left; the caller holds the server lock, so none of its processes lives.

    PostgreSQL would ask whether the recorded process exists, and be fooled by a reused number or a zombie.
    """
    (folder.data / "postmaster.pid").unlink(missing_ok=True)


def _run_initdb(target: Path, identity: Identity, server_lock: int) -> None:
    _run(
        identity.command(
            "initdb",
            f"--pgdata={target}",
            f"--username={SUPERUSER}",
            "--auth=reject",  # our own rules file is used instead
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
        ),
        server_lock,
    )


def _run_alone(folder: ServerFolder, data: Path, identity: Identity, server_lock: int, statement: str) -> None:
    """One statement in single-user mode, which needs no password and lets nobody else in."""
    place = ["-c", f"data_directory={data}", "-c", "exit_on_error=on"]
    _run(
        identity.command("postgres", "--single", *settings_option(folder), *place, "postgres"),
        server_lock,
        statement + "\n",
    )


def _run(command: list[str], server_lock: int, text: str = "") -> None:
    done = subprocess.run(
        command,
        input=text.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=program_environment(),
        pass_fds=(server_lock,),
        check=False,
    )
    if done.returncode != 0:
        end = " | ".join(done.stdout.decode(errors="replace").strip().splitlines()[-6:])
        raise EmbeddedServerFailed(
            "not_created",
            f"The embedded PostgreSQL could not be set up ({end}); free the cause and try again.",
        )


def _server_started_by_hand(data: Path) -> int | None:
    """A living server that recorded itself in the data folder and works in it, started by somebody else."""
    try:
        process = Path("/proc") / (data / "postmaster.pid").read_text().split()[0]
        return int(process.name) if (process / "cwd").samefile(data) else None
    except (OSError, IndexError, ValueError):
        return None


def _make_lasting(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
