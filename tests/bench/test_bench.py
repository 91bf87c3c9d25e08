"""The bench runs, and says the same things to the machine as to the reader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.forked import program

QUESTIONS = {
    "release",
    "rebuild",
    "as_of",
    "list_page",
    "rerun",
    "command",
    "http",
    "pages",
    "memory",
    "verify",
    "proof",
    "sealing",
}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_quick_run_answers_every_question_with_figures_and_targets(tmp_path: Path) -> None:
    written = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--json", str(written), "--program", str(program())],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "COLUMNS": "240"},  # a name that is wrapped is not found
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(written.read_text())
    assert said["quick"] is True
    assert {"processor", "cores", "python", "postgresql", "fsync", "eventsourcing"} <= set(said["machine"])
    assert set(said["questions"]) == QUESTIONS
    for name, answer in said["questions"].items():
        assert answer["note"]
        assert any(figure["target"] is not None for figure in answer["figures"]), name
        for figure in answer["figures"]:
            assert set(figure) == {"name", "value", "unit", "samples", "target", "at_most", "met"}
            assert figure["value"] >= 0
            assert (figure["met"] is None) == (figure["target"] is None)
            assert figure["name"] in done.stdout
