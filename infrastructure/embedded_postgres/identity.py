"""As whom the server runs. PostgreSQL refuses to run as root, so root has to lend it another identity."""

import os
import pwd
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, Signals

from infrastructure.embedded_postgres.failure import EmbeddedServerFailed
from infrastructure.embedded_postgres.folder import ServerFolder
from infrastructure.embedded_postgres.programs import binaries

LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Identity:
    """`how` is told to launch.py; `owner` is whose the data folder then has to be."""

    how: str
    owner: int

    def command(self, program: str, *arguments: str, dies_with_us: Signals = SIGKILL) -> list[str]:
        """The command line that runs a PostgreSQL program under this identity, as our child."""
        tie = [str(os.getpid()), str(int(dies_with_us))]
        return [
            sys.executable,
            "-I",
            "-S",
            str(LAUNCHER),
            *tie,
            self.how,
            str(binaries() / program),
            *arguments,
        ]


def identity_for(folder: ServerFolder) -> Identity:
    """The identity the data's owner asks for; for a new cluster the first that works here."""
    if not folder.data.exists():
        return _first_that_works(folder, _for_new_data())
    owner = folder.data.stat().st_uid
    if os.geteuid() != 0:
        if owner == os.geteuid():
            return Identity("plain", owner)
        raise EmbeddedServerFailed(
            "no_access",
            f"The data in {folder.data} belong to the user with number {owner}; run this as that user, "
            "or set DATABASE_URL to a server you may use.",
        )
    if owner != 0:
        group = folder.data.stat().st_gid
        return _first_that_works(folder, iter([Identity(f"user:{owner}:{group}", owner)]))
    # The last one serves data that moved to a container without namespaces: they are handed over to it.
    return _first_that_works(folder, _for_new_data())


def hand_over(tree: Path, identity: Identity) -> None:
    """Give the data to the identity's user; the top comes last, so an interrupted hand-over is done again."""
    if tree.stat().st_uid == identity.owner:
        return
    for folder, folders, files in os.walk(tree, topdown=False):
        for name in (*files, *folders):
            os.chown(Path(folder, name), identity.owner, -1, follow_symlinks=False)
    os.chown(tree, identity.owner, -1)


def _for_new_data() -> Iterator[Identity]:
    user = os.geteuid()
    if user != 0 and _is_known(user):
        yield Identity("plain", user)
    known = _a_known_user()
    if known is not None:
        yield Identity(f"namespace:{known.pw_uid}:{known.pw_gid}", user)
        if user == 0:
            yield Identity(f"user:{known.pw_uid}:{known.pw_gid}", known.pw_uid)


def _first_that_works(folder: ServerFolder, candidates: Iterator[Identity]) -> Identity:
    """Try each with a program that reads our settings through the whole path, as the server will."""
    reasons = []
    for identity in candidates:
        elsewhere = ["-c", f"data_directory={folder.path}"]  # what is wrong with the data is not asked here
        command = identity.command("postgres", "-C", "port", *settings_option(folder), *elsewhere)
        trial = subprocess.run(command, capture_output=True, env=program_environment(), check=False)
        if trial.returncode == 0:
            return identity
        reasons.append(trial.stderr.decode(errors="replace").strip())
    raise EmbeddedServerFailed(
        "no_identity",
        "PostgreSQL must not run as root, and this machine lets it run as nobody else "
        f"({'; '.join(reasons) or 'no other user is known'}); run this as an ordinary user listed in "
        "/etc/passwd, or set DATABASE_URL to a server you may use.",
    )


def settings_option(folder: ServerFolder) -> list[str]:
    return ["-c", f"config_file={folder.settings}"]


def program_environment() -> dict[str, str]:
    """Nothing of the caller's: its PG* variables and locale are not meant for the server."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _is_known(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _a_known_user() -> pwd.struct_passwd | None:
    """initdb insists on a number with a name; nobody's is the one with the least to lose."""
    ordinary = [entry for entry in pwd.getpwall() if entry.pw_uid != 0]
    return next((entry for entry in ordinary if entry.pw_name == "nobody"), ordinary[0] if ordinary else None)
