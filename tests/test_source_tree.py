"""The house rules a reader of the source would check by hand: layers, money without floats, sizes, words, refusals."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.rules import rules_of_the_house

TOP = Path(__file__).parents[1]
LAYERS = ("domain", "application", "infrastructure", "api")
MAY_USE = {
    "domain": {"domain"},
    "application": {"domain", "application"},
    "infrastructure": {"domain", "application", "infrastructure"},
    "api": {"domain", "application", "api"},
}
DOORS = {"api/cli.py", "api/asgi.py"}
BOOTSTRAP = "infrastructure.bootstrap"

LONGEST = 320
LONGER: dict[str, str] = {}
"""Files that may be longer, and why. Each must still be: whoever shortens one takes it off the list."""

# Turned round, so that this file does not hold them itself.
FORBIDDEN = [word[::-1] for word in ("edualc", "ciporhtna", "tpgtahc", "ianepo", "tolipoc", "tpg", "mll", "/krow/")]
REGISTRY = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|\b[\w-]+\.(?:org|com|net|cn|io)\b")


def tracked() -> list[str]:
    """Return the paths git knows; in a tree without git, every file outside the folders that are made."""
    if (TOP / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=True).stdout
        return [path for path in listed.decode().split("\0") if path and (TOP / path).exists()]
    made = {".venv", "var", "build", "dist", "__pycache__"}
    files = (path.relative_to(TOP) for path in TOP.rglob("*") if path.is_file())
    return [str(path) for path in files if not made & set(path.parts)]


TRACKED = tracked()


def sources(*layers: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield path and syntax tree of every module of some layers."""
    for path in TRACKED:
        if path.endswith(".py") and path.split("/")[0] in layers:
            yield path, ast.parse((TOP / path).read_text("utf-8"), path)


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the full names a module imports; `from a import b` yields a.b, since b may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_a_tree_to_look_at() -> None:
    assert {path.split("/")[0] for path, _ in sources(*LAYERS)} == set(LAYERS)


def test_arrows_point_inwards() -> None:
    crossed = [
        f"{path}: {name}"
        for path, tree in sources(*LAYERS)
        for name in imported(tree)
        if name.split(".")[0] in {*LAYERS, "tests", "bench"}
        and name.split(".")[0] not in MAY_USE[path.split("/")[0]]
        and not (path in DOORS and name.startswith(BOOTSTRAP))
    ]
    assert crossed == []


def test_domain_and_application_use_the_standard_library_only() -> None:
    known = {*sys.stdlib_module_names, "domain", "application"}
    foreign = [
        f"{path}: {name}"
        for path, tree in sources("domain", "application")
        for name in imported(tree)
        if name.split(".")[0] not in known
    ]
    assert foreign == []


def test_only_the_two_doors_see_how_it_is_put_together() -> None:
    seen = {
        path
        for path, tree in sources(*LAYERS)
        if any(name == BOOTSTRAP or name.startswith(f"{BOOTSTRAP}.") for name in imported(tree))
    }
    assert seen - DOORS == set()


def test_there_are_no_floats_where_money_is_decided() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources("domain", "application")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float | complex)
        and node not in _seconds_to_wait(tree)
    ]
    found += [
        f"{path}:{node.lineno}"
        for path, tree in sources("domain", "application")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert found == []


def _seconds_to_wait(tree: ast.Module) -> list[ast.expr]:
    """Return the defaults of parameters called `timeout`: seconds are not money."""
    return [
        default
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if argument.arg == "timeout" and default is not None
    ]


def test_files_stay_short_enough_to_be_read_at_once() -> None:
    lengths = {path: len((TOP / path).read_text("utf-8").splitlines()) for path, _ in sources(*LAYERS, "bench")}
    assert {path: length for path, length in lengths.items() if length > LONGEST and path not in LONGER} == {}
    assert [path for path in LONGER if lengths[path] <= LONGEST] == []


def test_every_package_says_what_it_is() -> None:
    silent = [path for path, tree in sources(*LAYERS) if path.endswith("/__init__.py") and not ast.get_docstring(tree)]
    assert silent == []


def test_every_module_class_and_function_of_domain_and_application_says_what_it_is() -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in sources("domain", "application")
        for node in _public(tree)
        if not ast.get_docstring(node)
    ]
    silent += [path for path, tree in sources("domain", "application") if not ast.get_docstring(tree)]
    assert silent == []


def _public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Yield public classes and functions, and public methods but for those a Protocol lists with `...` alone.

    A method that another class of the module explains (the Protocol they all follow) is explained.
    """
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    explained = {method.name for each in classes for method in _methods(each) if ast.get_docstring(method)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node
            for method in _methods(node):
                if not _is_blank(method) and (method.name not in explained or ast.get_docstring(method)):
                    yield method


def _methods(node: ast.ClassDef | ast.FunctionDef) -> list[ast.FunctionDef]:
    inner = node.body if isinstance(node, ast.ClassDef) else []
    return [one for one in inner if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")]


def _is_blank(function: ast.FunctionDef) -> bool:
    only = function.body[0]
    return isinstance(only, ast.Expr) and isinstance(only.value, ast.Constant) and only.value.value is ...


def test_lock_files_leave_the_choice_of_a_registry_to_whoever_installs() -> None:
    locks = [path for path in TRACKED if re.fullmatch(r"requirements[\w-]*\.(txt|in)|pyproject\.toml", path)]
    assert {"requirements.txt", "requirements-dev.txt", "pyproject.toml"} <= set(locks)
    named = [
        f"{path}:{number}"
        for path in locks
        for number, line in enumerate((TOP / path).read_text("utf-8").splitlines(), start=1)
        if REGISTRY.search(line)
    ]
    assert named == []


def test_files_say_nothing_of_where_or_with_what_they_were_written() -> None:
    pattern = re.compile("|".join(rf"(?<![a-z]){re.escape(word)}(?![a-z])" for word in FORBIDDEN), re.IGNORECASE)
    found = []
    for path in TRACKED:
        if path.endswith(".webp"):  # A picture's bytes are no words, and come to any three letters by chance.
            continue
        content = (TOP / path).read_bytes().decode("utf-8", errors="replace")
        found += [f"{path}: {match.group()}" for match in pattern.finditer(f"{path}\n{content}")]
    assert found == []


def test_every_refusal_of_every_layer_has_a_code_of_its_own_and_speaks_two_languages() -> None:
    rules = rules_of_the_house()
    assert len(rules) > 250
    assert [code for code, times in Counter(rule.code for rule in rules).items() if times > 1] == []
    for rule in rules:
        assert {"code", "zh", "__doc__"} <= set(vars(rule)), rule.__name__
        assert re.fullmatch(r"[a-z][a-z0-9_]*", rule.code), rule.__name__
        assert re.search(r"[\u4e00-\u9fff]", rule.zh), rule.__name__
        assert rule.zh.endswith("。"), rule.__name__
        assert re.search(r"[A-Za-z“{].*\.$", rule.english_pattern()), rule.__name__


def test_written_lines_are_not_longer_than_a_page_is_wide() -> None:
    # Tables of whole sentences, and pages that were there before this rule.
    wider = re.compile(r"docs/(events|cli|performance|adr/000[123]-.*)\.md")
    wide = [
        f"{path}:{number}"
        for path in TRACKED
        if path.endswith(".md") and not wider.fullmatch(path)
        for number, line in enumerate((TOP / path).read_text("utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert wide == []
