"""Whatever a document points at is there: files, folders, other documents and their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
DOCUMENTS = sorted({*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")})
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:domain|application|infrastructure|api|tests|docs|bench|tools)/[\w./*-]*)`")


def outside_code(text: str) -> str:
    """Return the text without fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(text: str) -> Iterator[str]:
    """Yield what GitHub calls a document's headings in links."""
    for heading in re.findall(r"^#+ (.+)$", outside_code(text), re.MULTILINE):
        yield re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-")


def test_there_are_documents() -> None:
    assert {"README.md", "CHANGELOG.md", "architecture.md", "glossary.md"} <= {path.name for path in DOCUMENTS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(TOP)))
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    broken = []
    for link in _LINK.findall(outside_code(text)):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(TOP)))
def test_paths_in_the_text_are_in_the_tree(path: Path) -> None:
    named = _PATH.findall(outside_code(path.read_text("utf-8")))
    assert [name for name in named if not any(TOP.glob(name.rstrip("/")))] == []
