"""Whoever was let in before a restore is not in after it; passwords stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from application.credentials import KeyScope
from domain.accounts.credential_rejections import KeyRevoked, OneTimeSecretUnknown
from infrastructure.backup import back_up, looked_through, restore
from infrastructure.log.pool import open_pool
from infrastructure.schema.migrate import HERE, migrate
from tests.accounts.support import HERE as THERE
from tests.accounts.support import PASSWORD, on_tables, with_password
from tests.backup.conftest import KEY


def test_sessions_invitations_and_keys_of_a_backup_let_nobody_in(
    filled: str, new_database: Callable[[], str], tmp_path: Path
) -> None:
    with open_pool(filled) as pool:
        credentials = on_tables(pool, "990101", KEY, None)
        with_password(credentials)
        session = credentials.sign_in("wang", PASSWORD, from_address=THERE)
        ends = datetime.now(UTC) + timedelta(days=30)
        key = credentials.issue_key("wang", "report", ends, KeyScope(), by="wang")
        invitation = credentials.invite("chen", by="admin")
        back_up(filled, tmp_path / "one.tar")
    there = new_database()
    restore(there, looked_through(tmp_path / "one.tar"))
    with open_pool(there) as pool:
        credentials = on_tables(pool, "990101", KEY, None)
        assert credentials.authenticate(session.token) is None
        with pytest.raises(KeyRevoked):
            credentials.authenticate(key.token)
        with pytest.raises(OneTimeSecretUnknown):
            credentials.set_first_password(invitation.secret, PASSWORD, from_address=THERE)
        again = credentials.sign_in("wang", PASSWORD, from_address=THERE)
        assert credentials.authenticate(again.token)


def test_a_backup_older_than_credentials_is_restored_as_well(new_database: Callable[[], str], tmp_path: Path) -> None:
    older = tmp_path / "schema"
    older.mkdir()
    for file in sorted(HERE.glob("*.sql"))[:3]:
        (older / file.name).write_bytes(file.read_bytes())
    old, there = new_database(), new_database()
    migrate(old, older)
    back_up(old, tmp_path / "old.tar")
    restore(there, looked_through(tmp_path / "old.tar"))
    with open_pool(there) as pool:
        assert with_password(on_tables(pool, "990101", KEY, None)) == "wang"
