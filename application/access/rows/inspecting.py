"""Rows of audit checks and inspections."""

from __future__ import annotations

from application.access.permission import (
    CASE,
    COUNTY,
    DECIDERS,
    FINANCE,
    INSPECTOR,
    LEDGER,
    PLACE,
    WATCHERS,
    Permission,
    does,
    sees,
)

OF_INSPECTING: tuple[Permission, ...] = (
    # Audit checks: findings of one person reach over places and programmes, so they concern the whole ledger. An
    # auditor runs them and writes nothing; an inspector's office keeps what was found and says what becomes of it.
    sees("look_for_findings", WATCHERS, LEDGER, "running checks; numbers brought are looked up blind, ids come out"),
    does("run_checks", INSPECTOR, LEDGER, "the inspector puts findings on record; an auditor writes nothing"),
    does("dispose_finding", INSPECTOR, LEDGER, "the inspector says what becomes of it, never who acted in it"),
    sees("findings", WATCHERS, LEDGER, "what was found, on what evidence, and what became of it"),
    sees("check_runs", WATCHERS, LEDGER, "which checks were run when, by whom, and what they looked at"),
    # Inspections: an inspector draws, calls on people and follows up, and changes nothing else; whom somebody may
    # inspect is decided by person. The office answers what was found, and orders money back for it.
    does("open_inspection", INSPECTOR, PLACE, "the inspector says what is inspected, and by which method"),
    does("bind_seed", INSPECTOR, PLACE, "leaving the seed to the sealed log, so that nobody chose it"),
    does("draw_sample", INSPECTOR, PLACE, "once, and anybody can draw it again"),
    does("plan_visits", INSPECTOR, PLACE, "never by whoever acted on the person"),
    does("record_visit", INSPECTOR, PLACE, "never by whoever acted on the person"),
    does("raise_visit_finding", INSPECTOR, PLACE, "never by whoever acted on the person"),
    does("answer_visit_finding", DECIDERS, PLACE, "the office answers, never who inspects"),
    does("follow_up_visit_finding", INSPECTOR, PLACE, "looking again, never by who answered"),
    does("order_overpaid", CASE | FINANCE, PLACE, "the same, for everybody whose pay was stopped late"),
    does("order_recovery_from_finding", CASE | FINANCE, PLACE, "money is ordered back by the office, as otherwise"),
    does("close_visit_finding", INSPECTOR, PLACE, "the inspector closes it, never who answered"),
    does("close_inspection", INSPECTOR, PLACE, "everybody was called on and every finding is closed"),
    sees("inspections", WATCHERS, PLACE, "what is inspected, from which frame and seed"),
    sees("samples", WATCHERS, PLACE, "who was drawn, by id; the office does not learn it from this list"),
    sees("visits", WATCHERS, PLACE, "who was called on, and what was found there"),
    sees("visit_findings", COUNTY, PLACE, "what the office has to answer, and what became of it"),
    sees("redraw_sample", WATCHERS, PLACE, "frame and sample made again from the log, and compared"),
    sees("inspection_report", COUNTY, PLACE, "what an inspection came to, in numbers without people"),
)
