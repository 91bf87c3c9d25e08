"""docs/cli.md knows every verb, option, setting and exit code; every verb explains itself in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from api.terminal.exits import ExitCode
from infrastructure.settings import Settings
from infrastructure.vault.master_key import FILE_VARIABLE
from tests.cli.reference import BEGIN, FILE, options, reference, root, verbs

CHINESE, ENGLISH = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3}")
TEXT = FILE.read_text("utf-8")
VERBS = list(verbs(root()))


def test_the_reference_is_what_the_verbs_say() -> None:
    assert TEXT.split(BEGIN)[1] == reference().removeprefix(BEGIN), "python -m tests.cli.reference"


def test_every_setting_is_documented() -> None:
    named = [
        str(field.validation_alias or f"SUBSIDY_LEDGER_{name.upper()}") for name, field in Settings.model_fields.items()
    ]
    named = [{"as_json": "SUBSIDY_LEDGER_JSON"}.get(name, name) for name in named]
    assert [name for name in (*named, FILE_VARIABLE) if f"`{name}`" not in TEXT] == []


def test_every_exit_code_is_documented() -> None:
    assert [code for code in ExitCode if f"\n| {int(code)} | " not in TEXT] == []


@pytest.mark.parametrize(("name", "command"), VERBS, ids=[name for name, _ in VERBS])
def test_a_verb_and_its_options_explain_themselves_in_both_languages(name: str, command: Any) -> None:
    for text in (command.help, *(one.help for one in options(command))):
        assert text, name
        assert CHINESE.search(text), text
        assert ENGLISH.search(text), text
        assert " / " in text, text


def test_no_two_options_of_a_verb_are_global_ones() -> None:
    own = {word for _, command in VERBS for one in options(command) for word in one.opts}
    assert own.isdisjoint({"--home", "--ledger", "--officer", "--lang", "--json"})
