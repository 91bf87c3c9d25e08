"""A year of a small office by verbs alone, in the order of the tests; each test is one thing an officer wants."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.cli.story import AREA, BATCH, FUND, MUNICIPAL, PEOPLE, PERIOD, PROGRAMME, PROVINCIAL
from tests.cli.terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("paying")]
YUAN = 100


@pytest.fixture(scope="module")
def bank_file(paying: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bank") / "付款清单.xlsx"
    said = paying.ask("batch", "bankfile", BATCH, "--out", str(path), "--why", "报送银行")
    assert (said["people"], said["total_fen"]) == (6, str(6_000 * YUAN))
    return path


def of(position: dict[str, object], line: str) -> dict[str, str]:
    lines = position["lines"]
    assert isinstance(lines, list)
    return next(one for one in lines if one["line"] == line)


def test_the_position_shows_what_is_at_the_bank_by_level(paying: Terminal) -> None:
    position = paying.ask("position", "--programme", PROGRAMME)
    assert of(position, PROVINCIAL)["disbursed_fen"] == str(3_200 * YUAN)
    assert of(position, MUNICIPAL)["available_fen"] == str(1_200 * YUAN)
    assert {(one["level"], one["disbursed_fen"]) for one in position["totals"]} == {
        ("provincial", str(3_200 * YUAN)),
        ("municipal", str(2_800 * YUAN)),
    }


def test_the_position_as_of_before_the_release_shows_it_reserved(paying: Terminal) -> None:
    steps = paying.ask("batch", "show", BATCH)["batch"]
    submitted = next(step["position"] for step in steps if step["stage"] == "submitted")
    before = paying.ask("position", "--as-of", str(submitted + 1))
    assert of(before, PROVINCIAL)["reserved_fen"] == str(3_200 * YUAN)
    early = paying.ask("balance", PROVINCIAL, "--effective", "2024-01-31")
    assert early["allocated_fen"] == "0"


def test_the_payment_list_names_accounts_and_keeps_who_read_them(paying: Terminal, bank_file: Path) -> None:
    sheet = openpyxl.load_workbook(bank_file).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows][::7] == ["付款编号", "合计"]
    assert {row[2] for row in rows[1:7]} == {person.record.account for person in PEOPLE}
    assert all(isinstance(row[2], str) for row in rows[1:7])
    assert bank_file.stat().st_mode & 0o777 == 0o600


def test_nobody_reads_accounts_without_a_reason(paying: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    assert paying.refused("batch", "bankfile", BATCH, "--out", str(out), "--why", " ")[:2] == (3, "reason_missing")
    assert not out.exists()


def result_list(bank_file: Path, path: Path, words: list[tuple[str, str]]) -> Path:
    """Answer as the bank would: the list it was sent, with its word and reason behind each payment."""
    book = openpyxl.load_workbook(io.BytesIO(bank_file.read_bytes()))
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate([("结果", "原因"), *words], 1):
        for column, text in enumerate(cells, 7):
            sheet.cell(row, column, text)
    book.save(path)
    return path


def test_one_bad_line_of_the_banks_result_posts_nothing(paying: Terminal, bank_file: Path, tmp_path: Path) -> None:
    before = paying.head()
    bad = result_list(bank_file, tmp_path / "bad.xlsx", [("成功", "")] * 5 + [("大概成功", "")])
    ran = paying.run("batch", "result", BATCH, str(bad), "--on", "2024-04-26", "--json")
    assert ran.code == 4
    assert [(one["row"], one["heading"], one["code"]) for one in ran.json["bad"]] == [(7, "结果", "not_a_bank_word")]
    other = tmp_path / "other.csv"
    other.write_text("付款编号,金额,结果,原因\nmedicine/2024/b-nobody,1000.00,成功,\n", encoding="utf-8")
    assert paying.refused("batch", "result", BATCH, str(other), "--on", "2024-04-26") == (
        4,
        "not_a_payment_of",
        "row 2",
    )
    changed = tmp_path / "changed.csv"
    payouts = paying.ask("batch", "payouts", BATCH)
    changed.write_text(f"人员编号,金额,结果\n{payouts[0]['beneficiary']},999.99,成功\n", encoding="utf-8")
    assert paying.refused("batch", "result", BATCH, str(changed), "--on", "2024-04-26")[::2] == (3, "row 2 amount")
    assert paying.head() == before


def test_the_banks_result_is_posted_from_the_list_it_was_sent(
    paying: Terminal, bank_file: Path, tmp_path: Path
) -> None:
    words = [("成功", "")] * 4 + [("退回", "账户已销户"), ("退回", "户名不符")]
    answered = result_list(bank_file, tmp_path / "result.xlsx", words)
    command = ("batch", "result", BATCH, str(answered), "--on", "2024-04-26", "--command-id", "result-0001")
    said = paying.ask(*command)
    assert (said["settled"], said["returned"], said["replayed"]) == (4, 2, False)
    again = paying.ask(*command)
    assert (again["position"], again["replayed"]) == (said["position"], True)
    steps = [step for one in payouts(paying, "returned") for step in register(paying, "payout_step", one["payout"])]
    assert {step["detail"] for step in steps} - {None} == {"account_closed", "name_mismatch"}


def payouts(at: Terminal, stage: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = at.ask("batch", "payouts", BATCH, "--stage", stage)
    return found


def register(at: Terminal, table: str, key: str) -> list[dict[str, str]]:
    found: dict[str, list[dict[str, str]]] = at.ask("register", table, key)
    return found[table]


def test_a_retry_of_a_selection_asks_for_the_same_people(paying: Terminal) -> None:
    command = ("batch", "reissue", BATCH, "--all-returned", "--value-date", "2024-05-06", "--command-id", "reissue-01")
    first = paying.ask(*command)
    assert (first["reissued"], first["replayed"]) == (2, False)
    again = paying.ask(*command)
    assert (again["position"], again["replayed"]) == (first["position"], True)


def test_a_second_payment_list_holds_what_was_sent_once_more(paying: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "again.csv"
    said = paying.ask("batch", "bankfile", BATCH, "--out", str(path), "--why", "重发")
    assert said["people"] == 2
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    back = tmp_path / "back.csv"
    back.write_text("\n".join([lines[0] + ",结果,原因", lines[1] + ",成功,", lines[2] + ",退回,"]), encoding="utf-8")
    ran = paying.run("batch", "result", BATCH, str(back), "--on", "2024-05-07", "--json")
    assert (ran.code, [(one["row"], one["heading"]) for one in ran.json["bad"]]) == (4, [(3, "原因")])
    back.write_text(back.read_text("utf-8") + "账户冻结", encoding="utf-8")
    assert paying.ask("batch", "result", BATCH, str(back), "--on", "2024-05-07")["returned"] == 1


def test_what_is_given_up_goes_back_to_its_lines_and_the_batch_closes(paying: Terminal) -> None:
    assert paying.refused("batch", "close", BATCH, "--on", "2024-05-08")[1] == "payouts_still_open"
    said = paying.ask("batch", "cancel", BATCH, "--all-returned", "--reason", "本人已故", "--on", "2024-05-08")
    assert said["cancelled"] == 1
    paying.ask("batch", "close", BATCH, "--on", "2024-05-09")
    totals = {one["level"]: one for one in paying.ask("position")["totals"]}
    assert totals["provincial"]["returned_fen"] == totals["municipal"]["returned_fen"] == "0"


def test_a_payout_is_followed_to_its_document_and_the_line_back_to_it(paying: Terminal) -> None:
    settled = payouts(paying, "settled")[0]["payout"]
    trail = paying.ask("trail", settled)
    assert {step["document"] for step in trail["sources"]} == {"财社〔2023〕114号"}
    line = trail["steps"][0]["line"]
    back = paying.ask("trail", line)
    assert settled in {one["payout"] for one in back["payouts"]}
    page = paying.ask("trail", line, "--limit", "1")
    assert page["next_after"] is not None


def test_completion_names_its_target_and_its_rate(paying: Terminal) -> None:
    found = paying.ask("completion", PROGRAMME, PERIOD)
    assert [(one["basis"], one["level"], one["target"], one["served"], one["rate"]) for one in found["rates"]] == [
        ("target", "municipal", 5, 5, "100.00 %")
    ]


def test_an_overpayment_is_ordered_back_and_the_rest_written_off(paying: Terminal, tmp_path: Path) -> None:
    payout = payouts(paying, "settled")[0]["payout"]
    minutes = tmp_path / "minutes.pdf"
    minutes.write_bytes(b"minutes")
    paying.ask(
        *("recovery", "order", "r-1", payout, "--amount", "500.00", "--ground", "not_eligible", "--on", "2024-06-03"),
        *("--instalment", "2024-07-01:300.00", "--instalment", "2024-08-01:200.00"),
    )
    paying.ask("recovery", "receive", "r-1", "--amount", "300.00", "--reference", "回款1号", "--on", "2024-07-01")
    paying.ask(
        *("recovery", "write-off", "r-1", "--amount", "200.00", "--reason", "无力偿还", "--on", "2024-09-02"),
        *("--minutes-number", "会议纪要〔2024〕9号", "--minutes-file", str(minutes), "--held-on", "2024-09-02"),
        *("--attendee", "li", "--attendee", "qian", "--attendee", "feng", "--officer", "li"),
    )
    assert paying.ask("recovery", "show", "r-1")["recovery"]
    assert sum(int(one["recovered_fen"]) for one in paying.ask("position")["totals"]) == 300 * YUAN


def test_revenue_has_two_verbs_and_no_third(paying: Terminal) -> None:
    kind = "employment_security_fund"
    paying.ask("revenue", "collect", "2024", kind, "--amount", "800,000.00", "--voucher", "V-1", "--on", "2024-10-01")
    paying.ask("revenue", "remit", "2024", kind, "--amount", "800000", "--voucher", "V-2", "--on", "2024-10-31")
    assert paying.run("revenue", "spend").code == 2


def test_the_history_says_who_did_what(paying: Terminal) -> None:
    entries = paying.ask("history", f"batch/{BATCH}")
    assert [one["version"] for one in entries] == list(range(1, len(entries) + 1))
    assert {"builder", "zhao", "qian", "sun", "li", "cashier"} <= {one["actor"] for one in entries}
    assert "构建" not in paying.run("history", f"fund/{FUND}").out


def test_attempts_against_the_rules_are_kept(paying: Terminal) -> None:
    over = paying.refused("case", "grant", PROGRAMME, "--notice", "n-1", "--all-on-notice", "--on", "2024-01-30")
    assert over[0] == 3
    assert all({"rule", "sentence_zh", "actor"} <= set(one) for one in paying.ask("refusals"))


def test_who_is_entitled_and_one_persons_file(paying: Terminal) -> None:
    entitled = paying.ask("case", "entitled", PROGRAMME, AREA, PERIOD)
    assert len(entitled) == 6
    person = entitled[0]["beneficiary"]
    file = paying.ask("people", "show", person)
    assert {"beneficiary", "case_step"} <= set(file)
    masked = paying.ask("people", "show", person, "--masked", "--why", "来访核对")["person"][0]
    assert masked["id_number"].startswith("990101***")
    assert "*" in masked["name"]


def test_a_death_stops_the_case_from_the_next_month(paying: Terminal) -> None:
    person = paying.ask("case", "entitled", PROGRAMME, AREA, PERIOD)[-1]["beneficiary"]
    paying.ask("people", "death", person, "--on", "2025-02-10", "--source", "民政局殡葬信息")
    steps = register(paying, "case_step", f"{PROGRAMME}/{person}")
    assert (steps[-1]["stage"], steps[-1]["from_month"]) == ("revoked", "2025-03-01")


def test_rebuilt_views_say_the_same_and_everything_verifies(paying: Terminal) -> None:
    before = paying.ask("position")
    assert paying.ask("rebuild")["position"] == before["position"]
    assert paying.ask("position") == before
    assert paying.ask("verify") == {"ok": True, "findings": []}
    assert all(view["running"] for view in paying.ask("status")["views"])


def test_the_year_is_closed_once(paying: Terminal) -> None:
    said = paying.ask("year", "close", PROGRAMME, PERIOD, AREA, "--on", "2025-01-06")
    assert int(said["carried_over_fen"]) > 0
    assert paying.refused("year", "close", PROGRAMME, PERIOD, AREA, "--on", "2025-01-06")[0] == 3
