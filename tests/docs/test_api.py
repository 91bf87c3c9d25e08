"""The page on the interface is played as it stands: its curl lines and its Python, against the service as it is run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from domain.accounts.roles import Role
from tests.docs.console import Player, bare_environment, steps
from tests.http.commands import STEPS
from tests.http.medicine import CASHIER, REVIEWER, TOWNSHIP
from tests.http.stepping import Story
from tests.support.served import served
from tests.support.service import ADMINISTRATOR, PASSWORD, Service

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
TOKENS: dict[str, Role | str] = {
    "LEAD": Role.PROJECT_LEAD,
    "LEADER": Role.DIVISION_LEADER,
    "MEETING": Role.COLLECTIVE_MEETING,
    "HEAD": Role.UNIT_HEAD,
    "CASHIER": CASHIER,
    "INSPECTOR": Role.INSPECTOR,
    "AUDITOR": Role.AUDITOR,
}
RESULT = """
import json
payouts = json.load(open("payouts.json"))["items"]
lines = [{"kind": "settled", "beneficiary": one["beneficiary"], "amount": one["amount"]} for one in payouts]
back = {**lines[0], "kind": "returned", "reason": "account_closed", "bank_words": "已销户"}
said = {"statement": "回单", "statement_sha256": "ab" * 32, "lines": [back, *lines[1:]], "on": "2017-04-26"}
again = {"statement": "回单二", "statement_sha256": "cd" * 32, "lines": lines[:1], "on": "2017-05-04"}
json.dump(said, open("result.json", "w"))
json.dump(again, open("again.json", "w"))
print(len(lines), "lines")
"""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def player(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """An office in which three people's cases were granted, and everybody has a way in."""
    assert shutil.which("curl"), "the page's first half is told with curl: apt-get install curl"
    office = tmp_path_factory.mktemp("office")
    (office / "result.py").write_text(RESULT, "utf-8")
    with served(fresh_database, tmp_path_factory.mktemp("home")) as there, there.client() as service:
        story = Story()
        for account in (TOWNSHIP, REVIEWER):
            service.account(account, Role.TOWNSHIP)
        service.account(CASHIER, Role.FINANCE_OFFICER)
        for step in STEPS[: [step.name for step in STEPS].index("allocate_funds")]:
            step.marks(story, service.done(step.who, step.at(story), step.body(story)))
        environment = bare_environment(Path(sys.executable).parent)
        environment |= {"LEDGER": there.address, "PASSWORD": PASSWORD, "CODE": recovery_code(service)}
        for name, who in TOKENS.items():
            environment[name] = service.token(service.of(who) if isinstance(who, Role) else who)
        yield Player(office, environment)


def recovery_code(service: Service) -> str:
    """Enrol the finance officer; return a recovery code, since a code of the app counts once and its minute is over."""
    credentials, here, account = service.office.credentials, "127.0.0.1", service.of(Role.FINANCE_OFFICER)
    invitation = credentials.invite(account, by=ADMINISTRATOR)
    credentials.set_first_password(invitation.secret, PASSWORD, from_address=here)
    session = credentials.sign_in(account, PASSWORD, from_address=here)
    enrolment = credentials.enrol_totp(session.token, PASSWORD, from_address=here)
    return credentials.confirm_totp(
        session.token, pyotp.TOTP(enrolment.secret).now(), from_address=here
    ).recovery_codes[0]


def test_the_page_is_played_from_top_to_bottom(player: Player) -> None:
    text = PAGE.read_text("utf-8")
    blocks = re.findall(r"^```(console|python)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert [kind for kind, _ in blocks].count("python") == 3
    for kind, block in blocks:
        if kind == "console":
            for step in steps(f"```console\n{block}```\n"):
                player.play(step)
        else:
            ran = subprocess.run(
                [sys.executable, "-c", block],
                cwd=player.folder,
                env=player.environment,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert ran.returncode == 0, f"{block}\n{ran.stdout}{ran.stderr}"
