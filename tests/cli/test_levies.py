"""The levy and the charges from the command line: assessed, explained, paid in parts; what is refused says why."""

from __future__ import annotations

from tests.cli.terminal import Terminal

CODE, PAPER = "91990101MA0000001Y", "财政部公告2023年第8号"
TERMS = (
    "--rate 3/200 --document 省财综〔2016〕5号 --weight severe:一至二级:2 --weight others:其他:1 --wage 60000.00"
    " --wage-source 统计公报 --stair 0:9/10 --stair 1/100:1/2 --reduction-until 2027-12-31"
    f" --reduction-document {PAPER} --exempt 30 --exemption-document {PAPER} --exemption-until 2027-12-31"
    " --on 2024-03-01"
).split()
FIGURES = ["--headcount", "112.5", "--arranged", "others:1", "--wage", "70000.12"]


def test_a_levy_is_assessed_explained_relieved_and_paid(office: Terminal) -> None:
    office.ask("init")
    assert office.ask("levy", "terms", "2024", "990101", *TERMS)["version"] == 1
    said = office.ask("levy", "assess", "2024", "990101", CODE, "--name", "示例制造厂", *FIGURES, "--on", "2024-06-03")
    assert (said["amount_fen"], said["due_on"]) == ("4331257", "2024-07-03")
    of = f"2024/{CODE}"
    shown = office.run("levy", "show", of).out
    for line in ("112.5 × 0.015", "48125.0825 × 0.9", "43312.57", PAPER):
        assert line in shown, shown
    own = ("levy", "relieve", of, "--amount", "12.57", "--document", "财综〔2024〕9号", "--on", "2024-06-10")
    assert office.refused(*own)[1] == "same_hands_on_levy"
    assert office.ask(*own, "--officer", "unit-head-01")["owed_fen"] == "4330000"
    later = (
        "--until",
        "2025-01-03",
        "--document",
        "财综〔2024〕9号",
        "--on",
        "2024-06-10",
        "--officer",
        "unit-head-01",
    )
    assert office.ask("levy", "defer", of, *later)["due_on"] == "2025-01-03"
    paid = ("--voucher", "残保-1", "--on", "2024-06-20")
    assert office.refused("levy", "receive", of, "--amount", "43300.01", *paid)[1] == "more_levy_than_is_owed"
    assert office.ask("levy", "receive", of, "--amount", "43300.00", *paid)["owed_fen"] == "0"
    figures = [*FIGURES, "--reason", "二级证", "--on", "2024-07-01"]
    figures[3] = "severe:1"
    assert office.ask("levy", "correct", of, *figures)["amount_fen"] == "0"
    [row] = office.ask("levy", "list")
    assert (row["stage"], row["overpaid_fen"]) == ("overpaid", "4330000")
    assert "多缴" in office.run("levy", "list", "--lang", "zh").out


def test_a_fee_is_collected_by_the_list(office: Terminal) -> None:
    office.ask("init")
    training = ("--name", "培训", "--unit", "人次", "--price", "80.00", "--document", "价费〔2020〕3号")
    office.ask("charge", "set", "training", *training, "--from", "2020-01-01", "--on", "2024-01-03")
    paid = ("--voucher", "票-1", "--on", "2024-06-30")
    assert office.refused("charge", "collect", "training", "3", "--amount", "239.99", *paid)[1] == "fee_does_not_foot"
    assert office.ask("charge", "collect", "training", "3", "--amount", "240.00", *paid)["amount_fen"] == "24000"
    assert [row["price_fen"] for row in office.ask("charge", "list")] == ["8000"]
    for group in ("levy", "charge", "revenue"):
        assert office.run(group, "spend").code == 2
