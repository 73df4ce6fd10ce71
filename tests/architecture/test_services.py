"""Every public service leaves an audit entry: followed through the calls that it makes."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

import symphony

PACKAGE = Path(symphony.__path__[0])
APPS = sorted(p.parent.name for p in PACKAGE.glob("*/services*") if p.name != "__pycache__")
LEAVES_ENTRIES = {"record", "record_many", "look"}

# What writes no entry itself, and why that is right.
EXCEPTIONS = {
    "audit.record": "the log itself",
    "audit.record_many": "the log itself",
    "audit.look": "the log itself",
    "accounts.new_password": "changes nothing",
    "triage.mark_read": "the page's look is the entry",
    "triage.renew": "what the holder recorded is the entry",
    "letterbox.put": "the public role cannot write the log; collecting it is logged",
    "letterbox.answer": "the public role cannot write the log; collecting it is logged",
    "letterbox.keep_unfinished": "nothing has been told to anybody yet",
    "letterbox.end_unfinished": "nothing has been told to anybody yet",
    "letterbox.sweep_unfinished": "nothing has been told to anybody yet",
    "letterbox.count_visit": "a number a day; nobody's opening of a page is recorded",
    "letterbox.rate": "the public role cannot write the log; a rating concerns nobody",
}


def calls() -> dict[str, set[str]]:
    """Return, for the name of every function of the package, the names that it calls."""
    found: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = found.setdefault(node.name, set())
                for call in ast.walk(node):
                    if isinstance(call, ast.Call):
                        target = call.func
                        if isinstance(target, ast.Attribute):
                            names.add(target.attr)
                        elif isinstance(target, ast.Name):
                            names.add(target.id)
    return found


CALLS = calls()


def public_services() -> list[tuple[str, object]]:
    services = []
    for app in APPS:
        module = import_module(f"symphony.{app}.services")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = inspect.unwrap(function).__module__.startswith(f"symphony.{app}.services")
            if own and not name.startswith("_"):
                services.append((f"{app}.{name}", function))
    return services


def reaches_the_log(name: str) -> bool:
    seen, ahead = set(), [name]
    while ahead:
        current = ahead.pop()
        if current in LEAVES_ENTRIES:
            return True
        if current not in seen:
            seen.add(current)
            ahead.extend(CALLS.get(current, ()))
    return False


@pytest.mark.parametrize(
    ("name", "function"),
    public_services(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_leaves_an_audit_entry(name, function):
    if name not in EXCEPTIONS:
        assert reaches_the_log(name.rpartition(".")[2]), f"{name} writes no audit entry"


@pytest.mark.parametrize(
    ("name", "function"),
    public_services(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_what_it_acts_on_is_given_by_position_and_it_says_what_it_does(name, function):
    parameters = inspect.signature(function).parameters.values()
    by_name = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    positional = [p.name for p in parameters if p.kind not in by_name]
    assert len(positional) <= 1, f"{name} takes {positional} by position"
    assert inspect.getdoc(function)


def test_no_exception_is_left_over():
    assert set(EXCEPTIONS) <= {name for name, _ in public_services()}
