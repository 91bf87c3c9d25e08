"""The event library's recorder test cases.

Their module also imports the library's AES cipher, for cases about encrypting mappers, and with it a package that
nothing here needs. An empty stand-in is imported in its place.
"""

from __future__ import annotations

import sys
from types import ModuleType

if "eventsourcing.cipher" not in sys.modules:
    _cipher = ModuleType("eventsourcing.cipher")
    _cipher.AESCipher = object  # type: ignore[attr-defined]  # the library looks for it here
    sys.modules["eventsourcing.cipher"] = _cipher

from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    RecorderTestCase,
)

__all__ = [
    "AggregateRecorderTestCase",
    "ApplicationRecorderTestCase",
    "NonInterleavingNotificationIDsBaseCase",
    "RecorderTestCase",
]
