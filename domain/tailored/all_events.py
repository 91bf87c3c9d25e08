"""Every event of tailored service, for what leaves all of them alone."""

from __future__ import annotations

from domain.tailored.aid_events import TailoredAidEvent
from domain.tailored.events import ServiceFileEvent
from domain.tailored.place_events import ServicePlaceEvent, ServiceTermsSet

TailoredServiceEvent = ServiceFileEvent | ServicePlaceEvent | ServiceTermsSet | TailoredAidEvent
