"""Every refusal there is, of every layer: the modules are all imported first, or a rule nobody asked for is missed."""

from __future__ import annotations

import importlib
import pkgutil

from domain.rejected import Rejected, every_rule

LAYERS = ("domain", "application", "infrastructure", "api")


def import_everything(*layers: str) -> None:
    """Import each module of the layers, of all when none is named. `__main__` modules are programs and stay out."""
    for layer in layers or LAYERS:
        package = importlib.import_module(layer)
        for found in pkgutil.walk_packages(package.__path__, f"{layer}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)


def rules_of_the_house() -> tuple[type[Rejected], ...]:
    """Return the refusals of the four layers by code; those that tests make for themselves stay out."""
    import_everything()
    return tuple(rule for rule in every_rule() if rule.__module__.split(".")[0] in LAYERS)
