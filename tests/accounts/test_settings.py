"""Settings of sessions and of log-in at a provider fail at the door, and no secret has a default."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from infrastructure.accounts.assembly import openid_login
from infrastructure.settings import SettingsWrong, read_settings
from infrastructure.vault import master_key

WHOLE = {"openid_issuer": "https://login.example", "openid_client_id": "ledger"}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({**WHOLE, "openid_issuer": "http://login.example"}, "OPENID_ISSUER"),
        ({**WHOLE, "openid_issuer": "login.example"}, "OPENID_ISSUER"),
        ({**WHOLE, "openid_client_id": ""}, "OPENID_CLIENT_ID"),
        ({**WHOLE, "openid_issuer": ""}, "OPENID_CLIENT_ID"),
        ({**WHOLE, "openid_scopes": "profile email"}, "OPENID_SCOPES"),
        ({"session_idle_minutes": 0}, "SESSION_IDLE_MINUTES"),
        ({"session_hours": 0}, "SESSION_HOURS"),
        ({"invitation_hours": 721}, "INVITATION_HOURS"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(given: dict[str, object], name: str) -> None:
    with pytest.raises(SettingsWrong) as refused:
        read_settings(given)
    assert refused.value.facts["name"] == f"SUBSIDY_LEDGER_{name}"


@pytest.mark.parametrize("issuer", ["https://login.example", "http://127.0.0.1:9400", "http://[::1]:9400"])
def test_a_provider_is_asked_over_tls_or_on_this_machine(issuer: str) -> None:
    assert read_settings({**WHOLE, "openid_issuer": issuer}).openid_issuer == issuer


def test_nothing_is_configured_and_no_secret_is_there_by_default() -> None:
    settings = read_settings({})
    assert (settings.openid_issuer, settings.openid_client_id, settings.openid_client_secret) == ("", "", None)
    assert timedelta(minutes=settings.session_idle_minutes) < timedelta(hours=settings.session_hours)


def test_the_clients_secret_is_not_shown(tmp_path: Path) -> None:
    settings = read_settings({**WHOLE, "home": tmp_path, "openid_client_secret": "very secret"})
    assert "very secret" not in repr(settings)
    master_key.create(tmp_path)
    assert openid_login(settings, environment={}).issuer == "https://login.example"
    assert openid_login(read_settings({"home": tmp_path}), environment={}).issuer == ""
