"""The person at the server: the first administrator's secret, and accounts from the first day to the last."""

from __future__ import annotations

import pytest

from domain.rejected import Rejected
from infrastructure import bootstrap
from infrastructure.bootstrap import Office
from tests.cli.terminal import Terminal

PASSWORD = "青山 harbour 41 lantern"
HERE = "192.0.2.7"


@pytest.fixture
def ledger(office: Terminal, request: pytest.FixtureRequest) -> Terminal:
    """A ledger of its own for each test, in the module's database."""
    name = f"l{abs(hash(request.node.name)) % 10**9}"
    return Terminal(office.home, {**office.environment, "SUBSIDY_LEDGER_LEDGER": name}, officer="admin")


def inside(at: Terminal, look: object) -> object:
    """Look at the running office of a terminal."""
    assert callable(look)
    given = {"home": at.home, "DATABASE_URL": at.environment["DATABASE_URL"]}
    settings = bootstrap.settings({**given, "ledger": at.environment["SUBSIDY_LEDGER_LEDGER"]})
    with bootstrap.office(settings, say=lambda _: None) as running:
        return look(running)


def enters(at: Terminal, secret: str) -> str:
    """Set a password with a one-time secret, sign in with it, and say as whom; or which rule said no."""

    def look(running: Office) -> str:
        try:
            account = running.credentials.set_first_password(secret, PASSWORD, from_address=HERE)
            token = running.credentials.sign_in(account, PASSWORD, from_address=HERE).token
        except Rejected as refused:
            return refused.code
        asking = running.credentials.authenticate(token)
        return asking.account if asking else "nobody"

    return str(inside(at, look))


@pytest.mark.slow
def test_init_prints_the_first_administrators_secret_once(ledger: Terminal) -> None:
    first = ledger.ask("init")
    assert first["administrator"] == "admin"
    again = ledger.ask("init")
    assert (again["administrator"], again["one_time_secret"]) == ("", "")
    assert enters(ledger, first["one_time_secret"]) == "admin"
    assert enters(ledger, first["one_time_secret"]) == "one_time_secret_used"
    assert ledger.ask("init")["one_time_secret"] == ""
    [admin] = ledger.ask("accounts", "list")
    assert (admin["account"], [role["role"] for role in admin["roles"]]) == ("admin", ["administrator"])
    assert admin["roles"][0]["given_by"] == "init"


@pytest.mark.slow
def test_the_first_administrator_may_have_another_name_and_there_is_one(ledger: Terminal) -> None:
    assert ledger.ask("init", "--administrator", "head.of-it")["administrator"] == "head.of-it"
    assert ledger.ask("init")["one_time_secret"] == ""
    assert ledger.ask("init", "--administrator", "head.of-it")["one_time_secret"] == ""
    assert ledger.refused("init", "--administrator", "second") == (3, "first_administrator_exists", "account_id")
    assert ledger.refused("init", "--administrator", "init")[1] in {"first_administrator_exists", "account_id_reserved"}


@pytest.mark.slow
def test_a_secret_that_ran_out_unused_is_made_anew(ledger: Terminal) -> None:
    lost = ledger.ask("init")["one_time_secret"]
    ledger.ask("accounts", "sign-out", "--everybody")
    assert enters(ledger, lost) == "one_time_secret_expired"
    assert enters(ledger, ledger.ask("init")["one_time_secret"]) == "admin"


def test_a_persons_sentence_says_that_the_secret_is_shown_once(ledger: Terminal) -> None:
    ran = ledger.run("init")
    assert "一次性口令" in ran.out
    assert "只显示这一次" in ran.err
    assert "si_" not in ran.err


@pytest.mark.slow
def test_an_account_from_its_first_day_to_its_last(ledger: Terminal) -> None:
    ledger.ask("init")
    opened = ledger.ask("accounts", "open", "wang", "--name", "王小明")
    assert enters(ledger, opened["one_time_secret"]) == "wang"
    role = ("wang", "finance_officer", "--region", "990101")
    assert ledger.ask("accounts", "give-role", *role)["role"] == "finance_officer"
    assert ledger.refused("accounts", "give-role", *role)[:2] == (3, "role_held_already")
    [_, wang] = ledger.ask("accounts", "list")
    assert [(one["role"], one["region"]) for one in wang["roles"]] == [("finance_officer", "990101")]
    assert (wang["display_name"], wang["has_password"], wang["is_invited"]) == ("王小明", True, False)
    ledger.ask("accounts", "take-role", "wang", "财务人员", "--region", "990101")
    lost = ledger.ask("accounts", "invite", "wang", "--forget-second-factor")
    assert enters(ledger, lost["one_time_secret"]) == "wang"
    assert ledger.ask("accounts", "sign-out", "wang")["ended"] == 1
    spare = ledger.ask("accounts", "invite", "wang")["one_time_secret"]
    ledger.ask("accounts", "close", "wang", "--reason", "调离")
    assert enters(ledger, spare) == "one_time_secret_expired"
    assert ledger.refused("accounts", "invite", "wang")[:2] == (3, "account_is_closed")
    back = ledger.ask("accounts", "reopen", "wang", "--reason", "调回")
    assert enters(ledger, back["one_time_secret"]) == "wang"


@pytest.mark.slow
def test_a_command_id_makes_opening_happen_once(ledger: Terminal) -> None:
    ledger.ask("init")
    twice = [ledger.ask("accounts", "open", "wang", "--command-id", "open-wang-1") for _ in range(2)]
    assert [said["replayed"] for said in twice] == [False, True]
    assert enters(ledger, twice[0]["one_time_secret"]) == "one_time_secret_expired"
    assert enters(ledger, twice[1]["one_time_secret"]) == "wang"


@pytest.mark.slow
def test_an_identity_is_bound_and_unbound(ledger: Terminal) -> None:
    ledger.ask("init")
    ledger.ask("accounts", "open", "wang")
    somebody = ("https://login.example", "subject-1")
    ledger.ask("accounts", "bind", "wang", *somebody)
    [_, wang] = ledger.ask("accounts", "list")
    assert wang["identities"] == [{"issuer": somebody[0], "subject": somebody[1]}]
    assert ledger.refused("accounts", "bind", "admin", *somebody)[:2] == (3, "identity_taken")
    ledger.ask("accounts", "unbind", "wang", *somebody)
    assert ledger.refused("accounts", "unbind", "wang", *somebody)[:2] == (3, "no_such_identity")


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (("invite", "nobody"), (3, "no_such_account")),
        (("bind", "nobody", "https://login.example", "s"), (3, "no_such_account")),
        (("open", "王"), (3, "bad_account_id")),
        (("give-role", "admin", "auditor"), (3, "not_oneself")),
        (("give-role", "admin", "emperor"), (2, "usage")),
        (("close", "admin", "--reason", "x"), (3, "not_oneself")),
        (("sign-out",), (2, "usage")),
        (("sign-out", "admin", "--everybody"), (2, "usage")),
    ],
)
def test_what_may_not_be_is_refused(ledger: Terminal, words: tuple[str, ...], refused: tuple[int, str]) -> None:
    ledger.ask("init")
    assert ledger.refused("accounts", *words)[:2] == refused


def test_the_list_is_a_table_for_people(ledger: Terminal) -> None:
    ledger.ask("init")
    ran = ledger.run("accounts", "list")
    assert ran.code == 0
    assert "administrator" in ran.out or "管理员" in ran.out
    assert "$argon2" not in ran.out
