"""The served document is held against the service by somebody who believes every word of it, in every role.

schemathesis makes requests that fit the document and requests that do not, and looks at each answer: no failure, no
status and no shape that the document does not name, nothing done without a token or by a method there is not, nothing
let through that does not fit. One role is gone through in breadth, another one each day; the others give every example.

Longer, and as one role: SUBSIDY_LEDGER_FUZZ_SECONDS=1200 SUBSIDY_LEDGER_FUZZ_ROLE=finance_officer
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import AREA, BATCH, CODE, LINE, PROGRAMME
from tests.http.played import play
from tests.support import fuzzing
from tests.support.served import served
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

SEED = 20170425
ROLES = tuple(Role)
SECONDS = int(os.environ.get("SUBSIDY_LEDGER_FUZZ_SECONDS", "40"))
TODAY = Role(os.environ.get("SUBSIDY_LEDGER_FUZZ_ROLE") or ROLES[datetime.now(UTC).toordinal() % len(ROLES)])

EXPECTED = ["2xx", "401", "403", "404", "409", "412", "422", "429"]
"""What may become of a request that fits: rules of the domain refuse what no schema can say."""

LEFT_OUT = {
    "GET /v1/entries/live": "it never ends; test_feed.py follows it",
    "DELETE /v1/session": "it would end the session that all the other requests are made with",
}


WITHOUT_EXAMPLES = ("/v1/programmes/{programme}/policies", "/v1/cases/{case}/rerun", "/v1/reruns")
"""Of a policy's many rules within rules the fuzzer puts hundreds of examples together, for ten seconds and for each
role again, of which not one is a policy. They are asked in breadth as one role like all others, and by test_policies.py
and test_replay.py."""


@dataclass(frozen=True)
class Fuzzed:
    """A service with data in it, and the tokens of every role; `config` is the fuzzer's."""

    address: str
    tokens: dict[Role, str]
    config: Path
    log: Path


@pytest.fixture(scope="module")
def fuzzed(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzed]:
    home = tmp_path_factory.mktemp("home")
    with served(fresh_database, home) as there, there.client() as service:
        known = known_ids(play(service).people, service)
        config = home / "schemathesis.toml"
        config.write_text(configuration(known), "utf-8")
        tokens = {role: service.token(service.of(role)) for role in Role}
        yield Fuzzed(there.address, tokens, config, home / "serve.log")


def known_ids(people: list[str], service: Service) -> Mapping[str, Sequence[str | int]]:
    """Name things that are there, so that requests do not only meet what nobody has heard of."""
    return {
        "path.beneficiary": people,
        "query.beneficiary": people,
        "path.case": [f"{PROGRAMME}~{person}" for person in people],
        "path.payout": [f"{PROGRAMME}~2017~{person}" for person in people],
        "path.batch": [BATCH.replace("/", "~")],
        "path.line": [LINE.replace("/", "~")],
        "path.programme": [PROGRAMME, "child-rehab"],
        "query.programme": [PROGRAMME],
        "path.notice": ["notice-2017-1"],
        "path.objection": ["o-1"],
        "path.agreement": ["rehab-2017-1", "lot-2017-1"],
        "path.tender": ["tender-2017"],
        "path.lot": ["1", "2"],
        "path.institution": [CODE],
        "path.budget": ["2022-990101"],
        "path.evaluation": ["self-evaluation-2022"],
        "path.recovery": ["r-1"],
        "path.account": [service.of(Role.INSPECTOR)],
        "path.stream": [f"fund~2017~{PROGRAMME}~{AREA}", f"batch~{BATCH.replace('/', '~')}"],
        "query.wait_for": [1],
    }


def configuration(known: Mapping[str, Sequence[str | int]]) -> str:
    """Return the fuzzer's configuration. A JSON text or list is one of TOML as well."""
    lines = [f"hooks = {json.dumps(fuzzing.__file__)}", "continue-on-failure = true", "request-timeout = 30"]
    lines += ["[checks]", f"positive_data_acceptance.expected-statuses = {json.dumps(EXPECTED)}"]
    for number, values in enumerate(known.values()):
        lines += [f"[dictionaries.d{number}]", f"values = {json.dumps(values, ensure_ascii=False)}"]
    lines.append("[parameters]")
    for number, place in enumerate(known):
        lines.append(f'"{place}" = {{ dictionary = "d{number}", probability = 0.7 }}')
    for name in LEFT_OUT:
        lines += ["[[operations]]", f"include-name = {json.dumps(name)}", "enabled = false"]
    return "\n".join(lines) + "\n"


def test_a_role_is_answered_as_the_document_says(fuzzed: Fuzzed) -> None:
    found = ask_everything(fuzzed, TODAY, "coverage,fuzzing,stateful", f"--max-time={SECONDS}")
    print(found)
    assert "Coverage" in found


@pytest.mark.parametrize("role", [role for role in ROLES if role is not TODAY])
def test_every_example_of_the_document_is_answered_as_it_says(fuzzed: Fuzzed, role: Role) -> None:
    ask_everything(fuzzed, role, "examples")


def test_nobody_is_answered_as_the_document_says(fuzzed: Fuzzed) -> None:
    ask_everything(fuzzed, None, "examples")


def ask_everything(fuzzed: Fuzzed, role: Role | None, phases: str, *more: str) -> str:
    """Run the fuzzer as a role; fail with its report, and with what the service wrote of its own failures."""
    command = [sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(fuzzed.config)]
    command += ["run", f"{fuzzed.address}/v1/openapi.json", "--checks=all", f"--phases={phases}", f"--seed={SEED}"]
    command += ["--max-examples=10", "--warnings=off", *more]
    if phases == "examples":
        command += [f"--exclude-path={path}" for path in WITHOUT_EXAMPLES]
    if role is not None:
        command += ["--header", f"Authorization: Bearer {fuzzed.tokens[role]}"]
    began = fuzzed.log.stat().st_size
    run = subprocess.run(command, capture_output=True, text=True, cwd=fuzzed.config.parent, check=False)
    defects = [line for line in fuzzed.log.read_text()[began:].splitlines() if '"level":"error"' in line]
    if run.returncode or defects:
        pytest.fail("\n".join((f"as {role}:", run.stdout, run.stderr, *defects)), pytrace=False)
    return run.stdout
