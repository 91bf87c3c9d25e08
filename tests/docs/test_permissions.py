"""docs/permissions.md says what the permission table says."""

from __future__ import annotations

import re

from application.access.operations import PERMISSIONS
from tests.docs.permissions import FILE, page


def test_the_page_is_what_the_table_says() -> None:
    assert FILE.read_text("utf-8") == page(), "python -m tests.docs.permissions"


def test_every_operation_is_on_the_page_once_with_the_roles_that_have_it() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|((?:[ ✓]+\|){10})", FILE.read_text("utf-8"), re.MULTILINE))
    assert {name: marks.count("✓") for name, marks in rows.items()} == {
        row.operation: len(row.roles) for row in PERMISSIONS
    }
