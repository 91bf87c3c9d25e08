"""Every command and every question there is, found in the code and not in the permission table."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from dataclasses import fields, is_dataclass

import application.commands
from application.lists import LISTS
from application.queries import Lists, Views


def commands() -> dict[str, type]:
    """Return each command class by its operation: a dataclass of application/commands with a command id."""
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(application.commands.__path__, "application.commands."):
        for thing in vars(importlib.import_module(module.name)).values():
            if (
                is_dataclass(thing)
                and isinstance(thing, type)
                and any(one.name == "command_id" for one in fields(thing))
            ):
                found[re.sub(r"(?<!^)(?=[A-Z])", "_", thing.__name__).lower()] = thing
    return found


def questions() -> set[str]:
    """Return the methods of the views, and the names of the lists in the stead of the methods that page them."""
    methods = {name for port in (Views, Lists) for name, _ in inspect.getmembers(port, inspect.isfunction)}
    own = {name for name in methods if not name.startswith("_")}
    return own - {"page", "rows", "count_and_sum"} | {of.name for of in LISTS}
