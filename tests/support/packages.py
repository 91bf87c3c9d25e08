"""Programs of the distribution that some tests want: installed once when they are missing and we may, else said so."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

import pytest

_SECONDS = 600


def wanted(*packages: str) -> None:
    """See that packages of the distribution are there. Skips the test, with the reason, where that cannot be had."""
    missing = tuple(package for package in packages if not _is_there(package))
    if missing and (why_not := _installed(missing)):
        pytest.skip(f"{' '.join(missing)} cannot be installed here: {why_not}")


def _is_there(package: str) -> bool:
    told = _run("dpkg-query", "--show", "--showformat=${db:Status-Status}", package)
    return told.returncode == 0 and told.stdout == "installed"


@cache
def _installed(packages: tuple[str, ...]) -> str:
    """Install packages and return nothing, or why it could not be done."""
    if shutil.which("apt-get") is None:
        return "there is no apt-get"
    if os.geteuid() != 0:
        return f"we are not root (apt-get install {' '.join(packages)})"
    install = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages)
    told = _run(*install)
    if told.returncode:
        _run("apt-get", "update", "--quiet")
        told = _run(*install)
    return "" if told.returncode == 0 else told.stderr.strip().splitlines()[-1]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))
