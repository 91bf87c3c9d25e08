"""The reference page comes whole from here: no script and no style from anywhere else, none inline."""

from __future__ import annotations

import re

from tests.support.service import Service


def test_the_page_loads_only_what_this_service_has(service: Service) -> None:
    page = service.client.get("/docs")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert not re.search(r"<script>|<style|https?://", page.text)
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
        found = service.client.get(address)
        assert found.status_code == 200, address
        assert len(found.content) > 100, address
