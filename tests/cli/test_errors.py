"""What is wrong is said in one sentence, with a code a script can rely on, and nothing has changed afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.cli import Assembly
from api.terminal.exits import ExitCode
from application.desk import Desk
from application.ports import LogUnavailable, OutcomeUnknown
from application.road import TooBusy
from tests.cli import story
from tests.cli.story import AREA, BATCH, FUND, PERIOD, POLICY, PROGRAMME, PROVINCIAL
from tests.cli.terminal import Terminal

SOMEBODY = "b-0000000000000000"
ON = ("--on", "2024-04-15")

BAD_INPUT: list[tuple[str, tuple[int, str, str]]] = [
    # What the command line itself does not understand.
    ("no-such-verb", (2, "usage", "")),
    ("funds spend", (2, "usage", "")),
    ("position --no-such-option", (2, "usage", "")),
    ("position --as-of yesterday", (2, "usage", "")),
    ("position --as-of 2024-04-25T08:00:00", (2, "usage", "")),
    ("position --as-of 2024-04-25", (2, "usage", "")),
    ("position --effective 2024-02-30", (2, "usage", "")),
    ("position --level village", (2, "usage", "")),
    ("position --kind cash", (2, "usage", "")),
    ("position --year many", (2, "usage", "")),
    ("position --lang fr", (2, "usage", "")),
    ("balance", (2, "usage", "")),
    ("programme publish p no-such-file.json", (2, "usage", "")),
    ("people import .", (2, "usage", "")),
    ("people facts b-1 low_income --source x", (2, "usage", "")),
    ("people death b-1 --source x", (2, "usage", "")),
    (f"batch approve {BATCH} --step mayor --digest x", (2, "usage", "")),
    (f"batch approve {BATCH} --step collective_meeting --digest x --minutes-number 1", (2, "usage", "")),
    ("case apply p --area 990101", (2, "empty_list", "beneficiaries")),
    (f"batch reissue {BATCH}", (2, "empty_list", "beneficiaries")),
    ("agreement accept a-1", (2, "empty_list", "services")),
    ("recovery order r p --amount 1 --ground because --instalment 2024-01-01:1", (2, "usage", "")),
    ("recovery order r p --amount 1 --ground paid_twice --instalment soon:1", (2, "usage", "")),
    ("revenue collect 2024 taxes --amount 1 --voucher v", (2, "usage", "")),
    ("refusals --limit 0", (2, "usage", "")),
    # What a rule refuses.
    ("position --as-of 999999", (3, "view_behind", "as_of")),
    ("history batch/none", (3, "unknown_id", "")),
    ("trail medicine/2024/nobody", (3, "unknown_id", "")),
    (f"trail {FUND}/county/lottery/x", (3, "unknown_id", "")),
    ("register batch none", (3, "unknown_id", "")),
    ("register no_such_table x", (3, "unknown_id", "")),
    (f"people show {SOMEBODY}", (3, "unknown_id", "")),
    ("notice show none", (3, "unknown_id", "")),
    (f"funds add {PROVINCIAL} --amount lots --document 财社〔2024〕1号", (3, "not_an_amount", "amount")),
    (f"funds add {PROVINCIAL} --amount 0.001 --document 财社〔2024〕1号", (3, "finer_than_one_fen", "amount")),
    (f"funds add {PROVINCIAL} --amount -5 --document 财社〔2024〕1号", (3, "amount_not_positive", "amount")),
    (f"funds add {PROVINCIAL} --amount 5 --document 114号", (3, "not_a_document_number", "document")),
    (f"funds add {FUND}/county/lottery/x --amount 5 --document 财社〔2024〕1号", (3, "no_such_line", "line")),
    (f"funds add {PROVINCIAL} --amount 5 --document 财社〔2024〕1号 --on 2999-01-01", (3, "in_the_future", "on")),
    (f"funds move {PROVINCIAL} {PROVINCIAL} --amount 5 --document 财社〔2024〕1号", (3, "move_to_itself", "to_line")),
    ("funds allocate none 2024 990101 --document 财社〔2024〕1号 --share county:other:1", (3, "no_such_programme", "")),
    (
        "funds allocate medicine 2024 99 --document 财社〔2024〕1号 --share county:other:1",
        (3, "not_a_region_code", "region"),
    ),
    (
        "funds allocate medicine 2024 990101 --document 财社〔2024〕1号 --share county:other:x",
        (3, "not_an_amount", "shares[0].amount"),
    ),
    ("batch submit medicine 990101 2024-13 1", (3, "not_a_period", "period")),
    ("batch submit medicine 990101 2024-04 1", (3, "period_not_of_programme", "period")),
    ("batch submit medicine 990101 2024 9", (3, "nobody_to_pay", "")),
    ("batch close medicine/2024/7", (3, "no_such_batch", "batch_id")),
    ("batch bankfile medicine/2024/7 --out never.csv --why x", (3, "no_such_batch", "batch_id")),
    ("case suspend medicine b-1 --reason died --from-month 2024", (3, "not_a_month", "from_month")),
    (f"case suspend medicine {SOMEBODY} --reason died --from-month 2024-05", (3, "no_such_case", "beneficiary")),
    (f"case apply medicine --area x {SOMEBODY}", (3, "not_a_region_code", "area")),
    (f"people death {SOMEBODY} --on 2024-01-01 --source x", (3, "not_registered", "")),
    ("notice conclude none", (3, "no_such_notice", "")),
    ("recovery receive none --amount 5 --reference x", (3, "no_such_recovery", "")),
    ("agreement invoice none --number 1 --amount 5", (3, "no_such_agreement", "")),
    ("programme open medicine --name-zh a --name-en b --memo c", (3, "programme_exists", "")),
    ("programme target none 2024 --level county --people 5 --document 残联发〔2024〕1号", (3, "no_such_programme", "")),
    ("year close medicine 2024 990101 --on 2024-06-01", (3, "year_not_over", "")),
    (
        f"funds add {PROVINCIAL} --amount 5 --document 财社〔2024〕1号 --command-id short",
        (3, "command_id_missing", "command_id"),
    ),
]


@pytest.fixture(scope="module")
def opened(office: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    story.a_programme(office, tmp_path_factory.mktemp("files"))
    story.funded(office)
    return office


@pytest.mark.parametrize(("line", "wanted"), BAD_INPUT, ids=[line[:60] for line, _ in BAD_INPUT])
def test_bad_input_is_refused_by_its_rule(line: str, wanted: tuple[int, str, str], opened: Terminal) -> None:
    code, rule, field = opened.refused(*line.split())
    assert (code, rule) == wanted[:2]
    if wanted[2]:
        assert field == wanted[2]


def test_nothing_has_changed_after_all_of_them(opened: Terminal) -> None:
    kept = opened.ask("refusals")
    head = opened.head()
    assert head == 6 + len(kept), "two of them made the first administrator"
    assert opened.ask("verify")["ok"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"tiers": None}, "policy.tiers"),
        ({"notice_days": "7"}, "policy.notice_days"),
        ({"unknown": 1}, "policy"),
        ({"tiers": []}, "policy.tiers"),
        ({"notice_days": 0}, "policy.notice_days"),
        ({"fact_sources": []}, "policy.fact_sources"),
    ],
)
def test_a_policy_that_does_not_fit_names_the_place(
    change: dict[str, Any], what: str, opened: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "policy.json"
    path.write_text(json.dumps({**POLICY, "version": 2, **change}), encoding="utf-8")
    code, _, field = opened.refused("programme", "publish", PROGRAMME, str(path))
    assert code in (3, 4)
    assert field == what
    path.write_text("{not json", encoding="utf-8")
    assert opened.refused("programme", "publish", PROGRAMME, str(path)) == (4, "policy_unreadable", "policy")


def test_errors_go_to_standard_error_in_one_sentence_of_the_language(opened: Terminal) -> None:
    chinese = opened.run("history", "batch/none")
    assert (chinese.out, chinese.err) == ("", "没有这个编号：batch/none\n")
    english = opened.run("--lang", "en", "balance")
    assert english.out == ""
    assert "Missing argument" in english.err
    assert len(english.err.splitlines()) == 1


def test_global_options_may_stand_anywhere(opened: Terminal) -> None:
    assert opened.run("--json", "status").json == opened.run("status", "--json").json
    assert opened.run("status", "--ledger=none", "--json").trouble["code"] == "ledger_not_opened"
    assert opened.run("--ledger", "none", "status", "--json").code == ExitCode.UNAVAILABLE


def test_settings_come_from_the_environment_as_well(opened: Terminal) -> None:
    quiet = Terminal(opened.home, {**opened.environment, "SUBSIDY_LEDGER_JSON": "1", "SUBSIDY_LEDGER_LANGUAGE": "en"})
    assert quiet.run("status").json["ledger"] == "main"
    assert (
        "Nothing is known"
        in Terminal(opened.home, {**opened.environment, "SUBSIDY_LEDGER_LANGUAGE": "en"})
        .run("history", "batch/none")
        .err
    )
    wrong = Terminal(opened.home, {**opened.environment, "SUBSIDY_LEDGER_LANGUAGE": "fr"}).run("status")
    assert (wrong.code, "SUBSIDY_LEDGER_LANGUAGE" in wrong.err) == (2, True)


def test_who_acts_must_be_said(opened: Terminal) -> None:
    nobody = Terminal(opened.home, opened.environment, officer="")
    add = ("funds", "add", PROVINCIAL, "--amount", "5", "--document", "财社〔2024〕1号")
    assert nobody.refused(*add) == (2, "officer_missing", "officer")
    assert nobody.ask("position")["lines"]


def test_a_command_id_is_for_one_thing(opened: Terminal) -> None:
    add = ("funds", "add", PROVINCIAL, "--document", "财社〔2024〕1号", *ON, "--command-id", "add-0001", "--amount")
    first = opened.ask(*add, "5.00")
    assert opened.ask(*add, "5.00") == {**first, "replayed": True}
    assert opened.refused(*add, "6.00") == (3, "command_id_reused", "command_id")


def test_an_attempt_over_budget_is_refused_and_kept(opened: Terminal) -> None:
    line, other = PROVINCIAL, PROVINCIAL.replace("财社〔2023〕114号", "财社〔2024〕9号")
    opened.ask(
        *("funds", "allocate", PROGRAMME, PERIOD, AREA, "--document", "财社〔2024〕9号", *ON),
        *("--share", "provincial:general_budget:1.00"),
    )
    move = ("funds", "move", line, other, "--amount", "9999999", "--document", "财社〔2024〕10号", *ON)
    assert opened.refused(*move)[:2] == (3, "over_budget")
    assert opened.ask("refusals")[0]["rule"] == "over_budget"


class Broken(Assembly):
    """A door behind which every command ends in one error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    @contextmanager
    def desk(self, settings: Any, *, say: Any) -> Iterator[Desk]:
        with super().desk(settings, say=say) as desk:
            yield desk
            raise self._error


@pytest.mark.parametrize(
    ("error", "code", "rule"),
    [
        (OutcomeUnknown("cut off"), ExitCode.OUTCOME_UNKNOWN, "outcome_unknown"),
        (LogUnavailable("away"), ExitCode.UNAVAILABLE, "log_unavailable"),
        (TooBusy("x"), ExitCode.UNAVAILABLE, "too_busy"),
    ],
)
def test_an_outcome_that_is_not_known_says_how_to_ask_again(
    error: Exception, code: ExitCode, rule: str, opened: Terminal
) -> None:
    broken = Terminal(opened.home, opened.environment, door=Broken(error))
    add = (
        "funds",
        "add",
        PROVINCIAL,
        "--amount",
        "5",
        "--document",
        "财社〔2024〕2号",
        *ON,
        "--command-id",
        "add-0002",
    )
    ran = broken.run(*add, "--json")
    assert (ran.code, ran.trouble["code"]) == (code, rule)
    if code is ExitCode.OUTCOME_UNKNOWN:
        assert "--command-id add-0002" in ran.trouble["zh"]
        assert "--command-id add-0002" in ran.trouble["en"]


def test_a_defect_leaves_its_traceback_in_a_file_and_names_it(opened: Terminal) -> None:
    broken = Terminal(opened.home, opened.environment, door=Broken(ZeroDivisionError("a defect")))
    ran = broken.run("status")
    assert ran.code == ExitCode.DEFECT
    assert "Traceback" not in ran.err
    [file] = (opened.home / "errors").iterdir()
    assert str(file) in ran.err
    assert "ZeroDivisionError: a defect" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
