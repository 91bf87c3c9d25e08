"""Running PostgreSQL's own programs on a database, without a password on any command line."""

from __future__ import annotations

import os

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from infrastructure.embedded_postgres import binaries

LAST_WORDS = 400


def command(program: str, conninfo: str, *arguments: str) -> list[str]:
    """Return the command line that runs a program of the wheel on a database."""
    parts = {name: value for name, value in conninfo_to_dict(conninfo).items() if name != "password"}
    return [str(binaries() / program), "--no-password", f"--dbname={make_conninfo('', **parts)}", *arguments]


def environment(conninfo: str) -> dict[str, str]:
    """Return the environment for it: nothing of the caller's but the way to the server, and the password."""
    kept = ("HOME", "PATH", "PGPASSFILE", "PGSERVICEFILE", "PGSSLMODE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    given = conninfo_to_dict(conninfo).get("password")
    # An empty password means: look into the password file, not into a PGPASSWORD that is meant for something else.
    password = os.environ.get("PGPASSWORD") if given is None else given
    return found | {"LC_ALL": "C", "TZ": "UTC"} | ({"PGPASSWORD": str(password)} if password else {})


def last_words(said: bytes) -> str:
    """Return the end of what a program said on its standard error, on one line."""
    return " ".join(said.decode(errors="replace").split())[-LAST_WORDS:] or "?"
