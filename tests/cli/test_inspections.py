"""An inspection by verb: drawn, called on, found, ordered back, reported."""

from __future__ import annotations

from tests.cli.story import AREA, BATCH, PERIOD, PROGRAMME
from tests.cli.terminal import Terminal

INSPECTOR = ("--officer", "inspector-yu")
ID = "inspection-1"


def test_an_inspection_from_its_frame_to_its_report(paying: Terminal) -> None:
    method = ("--confidence", "0.95", "--margin", "0.05")
    opened = paying.ask("inspection", "open", ID, PROGRAMME, AREA, PERIOD, *method, "--on", "2024-06-03", *INSPECTOR)
    drawn = paying.ask("inspection", "draw", ID, "--on", "2024-06-03", *INSPECTOR)
    assert (opened["people"], drawn["people"], drawn["tree_size"], len(drawn["seed"])) == (6, 6, 0, 32)
    [listed] = paying.ask("inspection", "list", "--stage", "drawn")
    assert (listed["frame_sha256"], listed["method"]) == (opened["frame_sha256"], "confidence 19/20 1/20")
    assert len(paying.ask("inspection", "show", ID)["inspection"]) == 2
    assert paying.ask("inspection", "redraw", ID)["equal"] is True
    one = paying.run("inspection", "sample", ID).out.split()[1]
    assert paying.run("inspection", "frame", ID).out == paying.run("inspection", "sample", ID).out
    paying.ask("inspection", "plan", ID, one, "--for", "2024-06-05", "--on", "2024-06-03", *INSPECTOR)
    seen = ("--fact", "low_income=no", "--satisfaction", "3")
    assert paying.ask("inspection", "visit", ID, one, *seen, "--on", "2024-06-05", *INSPECTOR)["differing"] == 1
    [visit] = paying.ask("inspection", "visits", ID)["visits"]
    assert (visit["beneficiary"], visit["stage"], visit["satisfaction"]) == (one, "met", 3)
    found = ("--what", "facts_differ", "--text", "收入不符", "--due", "2024-06-20", "--on", "2024-06-05", *INSPECTOR)
    name = paying.ask("inspection", "finding", ID, one, *found)["visit_finding"]
    back = ("--amount", "10.00", "--ground", "false_facts", "--instalment", "2024-07-31:10.00", "--on", "2024-06-06")
    payout = f"{PROGRAMME}/{PERIOD}/{one}"
    code, rule, _ = paying.refused("inspection", "order-back", name, "recovery-1", payout, *back)
    assert (code, rule) == (3, "payout_not_in_that_stage"), f"{BATCH} is at the bank still"
    assert [row["visit_finding"] for row in paying.ask("inspection", "findings", "--stage", "raised")] == [name]
    report = paying.ask("inspection", "report", ID)
    assert (report["sampled"], report["met"], report["not_visited"], report["satisfied"]) == (6, 1, 5, 0)
    assert report["satisfaction"] == "satisfied / answered (people) = 0.00 %"
    for verb in (("list",), ("visits", ID), ("findings",), ("report", ID), ("show", ID)):
        assert paying.run("inspection", *verb).code == 0


def test_what_is_written_wrongly_is_said(paying: Terminal) -> None:
    opening = ("inspection", "open", "inspection-9", PROGRAMME, AREA, PERIOD, *INSPECTOR)
    assert paying.refused(*opening, "--each", "a tenth")[0] == 2
    assert paying.refused(*opening, "--frame", "everybody")[0] == 2
    assert paying.refused(*opening, "--whole", "1/20")[:2] == (3, "less_than_a_tenth")
    assert paying.refused("inspection", "redraw", "inspection-9")[:2] == (3, "no_such_inspection")
    assert paying.refused("inspection", "plan", ID, "b-1", "--for", "soon", *INSPECTOR)[0] == 2
