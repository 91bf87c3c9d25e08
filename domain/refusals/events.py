"""What happens to a refused command. Stream: refusal/<command id>."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommandRefused:
    """Somebody tried what a rule forbids; `command` names the command, `rule` the refusal's code."""

    command: str
    rule: str
    field: str
    sentence_zh: str
    sentence_en: str


RefusalEvent = CommandRefused
