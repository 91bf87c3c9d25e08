"""docs/watching.md names every figure there is, and none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

from api.http.ledger_figures import of_ledger, of_pools
from api.http.metrics import Metrics
from tests.support.office import an_office

FILE = Path(__file__).parents[2] / "docs" / "watching.md"


def test_the_page_names_the_figures_and_their_labels() -> None:
    named = re.findall(r"^\| `(\w+)` \| ([\w, ]*) ?\|", FILE.read_text("utf-8"), re.MULTILINE)
    assert {name: set(labels.replace(",", " ").split()) for name, labels in named} == figures()


def figures() -> dict[str, set[str]]:
    """Return every figure with its labels, but for those that all have."""
    metrics, office = Metrics(ledger="l", process="p"), an_office()
    metrics.answered("GET", "/", 200, 0.1)
    metrics.refused("over_budget")
    metrics.commanded("Release", "answered", 0.1)
    metrics.queried("balance", 0.1)
    metrics.appended("appended", 1, 0.1)
    metrics.unsealed_entries(lambda: 0)
    metrics.unsealed_seconds(lambda: 0.0)
    metrics.collect(of_ledger(office.desk))
    metrics.collect(of_pools({"log": dict}), of_process=True)
    found: dict[str, set[str]] = {}
    name = ""
    for line in metrics.text().decode().splitlines():
        if line.startswith("# TYPE"):
            name = line.split(" ")[2]
            found[name] = set()
        elif match := re.match(r"\w+\{(.*)\} ", line):
            found[name] |= set(re.findall(r"(\w+)=\"", match[1])) - {"ledger", "process", "le"}
    return found
