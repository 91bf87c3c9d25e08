"""One's own account, and everybody's: who may do what to whom, and what is shown once."""

from __future__ import annotations

import re

import pyotp
import pytest

from domain.accounts.roles import Role
from tests.support.seat import Seat, seen
from tests.support.service import ADMINISTRATOR, PASSWORD, Service

NEXT = "another-water-over-stone-8"


@pytest.fixture(scope="module")
def admin(service: Service) -> Seat:
    return Seat(service, ADMINISTRATOR)


def code_of(page: str) -> str:
    """Return what a page shows in a card to be noted."""
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found, page
    return found[1]


def without_factor(service: Service, account: str) -> Seat:
    """Sign somebody in, invited and without a second factor."""
    credentials, here = service.office.credentials, "127.0.0.1"
    made = credentials.invite(account, by=ADMINISTRATOR, forget_second_factor=True)
    credentials.set_first_password(made.secret, PASSWORD, from_address=here)
    return Seat(service, account, session=credentials.sign_in(account, PASSWORD, from_address=here).token)


def test_an_account_is_opened_given_a_role_and_let_in_by_a_secret_that_is_shown_once(
    service: Service, admin: Seat
) -> None:
    opened = admin.send("/new-account", {"account": "finance-09"})
    assert opened.headers["location"].startswith("/accounts/finance-09")
    assert admin.send("/accounts/finance-09/roles", {"role": "finance_officer"}).status_code == 303
    assert "财务人员" in seen(admin.get("/accounts/finance-09"))
    made = admin.send("/accounts/finance-09/invitation", {"display_name": "虚构之人"})
    secret = code_of(made.text)
    assert secret not in admin.get("/accounts/finance-09")
    assert "虚构之人" in seen(admin.get("/accounts/finance-09"))
    account = service.office.credentials.set_first_password(secret, PASSWORD, from_address="127.0.0.1")
    assert account == "finance-09"


def test_roles_that_do_not_go_together_are_refused_beside_the_field(service: Service, admin: Seat) -> None:
    service.account("lead-09", Role.PROJECT_LEAD)
    answer = admin.send("/accounts/lead-09/roles", {"role": "finance_officer"})
    assert answer.status_code == 409 or answer.status_code == 422
    assert 'id="e-role"' in answer.text
    region = admin.send("/accounts/lead-09/roles", {"role": "unit_head", "region": "99"})
    assert region.status_code == 422
    assert 'id="e-region"' in region.text
    assert 'value="99"' in region.text


def test_a_role_is_taken_on_a_page_that_asks_first(service: Service, admin: Seat) -> None:
    service.account("inspector-09", Role.INSPECTOR)
    page = admin.get("/accounts/inspector-09")
    path = re.search(r'href="(/accounts/inspector-09/roles-taken[^"]*)"', page)
    assert path is not None
    assert admin.send(path[1]).status_code == 303
    assert "尚无岗位" in seen(admin.get("/accounts/inspector-09"))


def test_nobody_changes_their_own_account_here(admin: Seat) -> None:
    assert "/roles" not in admin.get(f"/accounts/{ADMINISTRATOR}")
    refused = admin.send(f"/accounts/{ADMINISTRATOR}/roles", {"role": "inspector"})
    assert refused.status_code in (403, 409, 422)


def test_a_closed_account_lets_nobody_in_until_it_is_opened_again(service: Service, admin: Seat) -> None:
    service.account("leaver-09", Role.AUDITOR)
    seat = Seat(service, "leaver-09")
    seat.get("/account")
    assert admin.send("/accounts/leaver-09/closing", {"reason": "调离"}).status_code == 303
    seat.get("/account", status=303)
    assert "已停用" in seen(admin.get("/accounts/leaver-09"))
    assert admin.send("/accounts/leaver-09/reopening", {"reason": "调回"}).status_code == 303
    assert "在用" in seen(admin.get("/accounts/leaver-09"))


def test_names_and_what_lets_people_in_are_for_the_administrator_alone(service: Service, admin: Seat) -> None:
    service.account("named-09", Role.TOWNSHIP)
    service.office.credentials.invite("named-09", by=ADMINISTRATOR, display_name="虚构人名")
    assert "虚构人名" in admin.get("/accounts")
    for role in (Role.AUDITOR, Role.INSPECTOR):
        assert "虚构人名" not in Seat(service, role).get("/accounts")
    Seat(service, Role.FINANCE_OFFICER).get("/accounts", status=403)


def test_the_password_is_changed_with_the_present_one_and_other_sessions_end(service: Service) -> None:
    service.account("changer-09", Role.AUDITOR)
    seat, other = without_factor(service, "changer-09"), None
    other = Seat(service, "changer-09", session=_another(service, "changer-09"))
    wrong = seat.send("/account/password", {"present": "not-the-password-1", "chosen": NEXT})
    assert wrong.status_code in (401, 403, 422)
    short = seat.send("/account/password", {"present": PASSWORD, "chosen": "short"})
    assert 'id="e-chosen"' in short.text
    done = seat.send("/account/password", {"present": PASSWORD, "chosen": NEXT})
    assert done.status_code == 303
    other.get("/account", status=303)


def test_an_authenticator_counts_after_its_first_code_and_the_recovery_codes_are_shown_then(service: Service) -> None:
    service.account("enroller-09", Role.UNIT_HEAD)
    seat = without_factor(service, "enroller-09")
    shown = seat.send("/account/second-factor", {"password": PASSWORD})
    assert "<svg" in shown.text
    fields = dict(re.findall(r'name="(secret|address|form_token)" value="([^"]+)"', shown.text))
    fields["address"] = fields["address"].replace("&amp;", "&")
    wrong = seat.post("/account/second-factor/confirmation", {**fields, "code": "000000"})
    assert 'id="e-code"' in wrong.text
    done = seat.post("/account/second-factor/confirmation", {**fields, "code": pyotp.TOTP(fields["secret"]).now()})
    assert done.text.count("<code>") == 10
    assert service.office.credentials.standing(["enroller-09"])["enroller-09"].has_second_factor


def test_a_key_is_shown_once_asks_what_its_account_may_and_is_revoked(service: Service) -> None:
    seat = Seat(service, Role.AUDITOR)
    made = seat.send("/account/keys/new", {"name": "财政月报"})
    token = code_of(made.text)
    asked = service.client.get("/v1/position", headers={"Authorization": f"Bearer {token}"})
    assert asked.status_code == 200
    page = seat.get("/account")
    assert "财政月报" in page
    assert token not in page
    path = re.search(r'action="(/account/keys/[^"]+/revocation)"', page)
    assert path is not None
    assert seat.send("/account", to=path[1]).status_code == 303
    assert service.client.get("/v1/position", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_session_elsewhere_is_ended(service: Service) -> None:
    service.account("elsewhere-09", Role.AUDITOR)
    seat = without_factor(service, "elsewhere-09")
    other = Seat(service, "elsewhere-09", session=_another(service, "elsewhere-09"))
    path = re.search(r'action="(/account/sessions/[^"]+/end)"', seat.get("/account"))
    assert path is not None
    assert seat.send("/account", to=path[1]).status_code == 303
    other.get("/account", status=303)
    seat.get("/account")


def test_the_service_page_shows_settings_to_the_administrator_and_no_secret(service: Service, admin: Seat) -> None:
    page = admin.get("/service")
    assert "SUBSIDY_LEDGER_SESSION_HOURS" in page
    assert "DATABASE_URL" in page
    assert "postgresql://" not in page
    assert "SUBSIDY_LEDGER_SESSION_HOURS" not in Seat(service, Role.AUDITOR).get("/service")
    Seat(service, Role.TOWNSHIP).get("/service", status=403)


def _another(service: Service, account: str) -> str:
    return service.office.credentials.sign_in(account, PASSWORD, from_address="127.0.0.1").token
