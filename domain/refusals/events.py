"""What happens to a refused command. Stream: refusal/<command id>."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommandRefused:
    """Somebody tried what a rule forbids; `command` names the command, `rule` the refusal's code.

    `about` are the streams of the things the command named (`command.refused.2`; the first form did not say).
    """

    command: str
    rule: str
    field: str
    sentence_zh: str
    sentence_en: str
    about: tuple[str, ...]


RefusalEvent = CommandRefused
