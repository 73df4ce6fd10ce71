"""Loads a policy: reads its files strictly, checks it whole, and lists every fault it finds."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from symphony.triage.policy import checks, facts, files, reach, safety, tables
from symphony.triage.policy.engine import Policy
from symphony.triage.policy.facts import FACTS, VALUES, Fact
from symphony.triage.policy.files import Sheet
from symphony.triage.policy.index import Index
from symphony.triage.policy.problems import BadPolicy, Problem, few
from symphony.triage.policy.tables import TABLES, RuleTable
from symphony.triage.policy.words import MOST_BYTES

# Versions from before the promises of `safety`: they are loaded to read old assessments.
BEFORE_SAFETY = {"2023-1"}
_MOST_FILES = 60
_MOST_NAMED = 5
# How a spreadsheet begins the name of what it keeps beside a file while the file is open.
_HELD_OPEN = "~$"


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files of a policy by name.

    No more of a file is read than a table can have, and nothing that is no ordinary file.

    :raises BadPolicy: if it is no folder of a few files, or one cannot be read
    """
    paths = _listed(folder)
    if not any(path.name == TABLES for path in paths):
        _refuse_one_too_high(folder, paths)
    if len(paths) > _MOST_FILES:
        why = f"There are {len(paths)} files in it; {_MOST_FILES} is the most."
        raise BadPolicy(Problem(shown(folder), why, "Keep only the files of the policy there."))
    found, problems = {}, []
    for path in paths:
        try:
            found[shown(path.name)] = _content(path)
        except OSError as error:
            why = f"It cannot be read: {error.strerror}."
            do = "Make it an ordinary file, or take it away."
            problems.append(Problem(shown(path.name), why, do))
    if problems:
        raise BadPolicy(*problems)
    return found


def _listed(folder: Path) -> list[Path]:
    do = "Name the folder in which tables.csv lies."
    try:
        if folder.is_file():
            raise BadPolicy(Problem(shown(folder), "It is a file, not a folder.", do))
        if not folder.is_dir():
            raise BadPolicy(Problem(shown(folder), "There is no such folder.", do))
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        why = f"The folder cannot be read: {error.strerror}."
        raise BadPolicy(Problem(shown(folder), why, do)) from None


def _refuse_one_too_high(folder: Path, paths: list[Path]) -> None:
    """Name the folders below that hold a policy: a zip is unpacked into a folder of its own."""
    deeper = [path for path in paths if _holds_policy(path)][:_MOST_NAMED]
    if deeper:
        names = " and ".join(shown(path.name) for path in deeper)
        why = f"{TABLES} lies one folder further down, in {names}."
        do = f"Open that folder instead: {' or '.join(shown(path) for path in deeper)}"
        raise BadPolicy(Problem(shown(folder), why, do))


def _holds_policy(path: Path) -> bool:
    try:
        return (path / TABLES).is_file()
    except OSError:
        return False


def _content(path: Path) -> bytes:
    """Return what is in a file; a pipe or a device would never end."""
    if not path.is_dir() and not path.is_file():
        raise OSError(0, "it is no ordinary file")
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def shown(name: Path | str) -> str:
    """Return a name as it can be printed, whatever bytes are in it."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in str(name)
    )


def digest(contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of the files, whatever order they are given in."""
    whole = hashlib.sha256()
    for name in sorted(contents):
        whole.update(f"{name}\0{len(contents[name])}\0".encode())
        whole.update(contents[name])
    return whole.hexdigest()


def load(version: str, contents: Mapping[str, bytes], *, safe: bool = True) -> Policy:
    """Return the policy that these files say.

    :param safe: whether to ask for the promises of `safety`, as of every version since 2026
    :raises BadPolicy: with every fault found: file, row, column, value, what is allowed, what to do
    """
    problems: list[Problem] = []
    sheets, unread = _sheets(contents, problems)
    known = _facts(sheets, unread, problems)
    heads = tables.read_heads(sheets[TABLES], problems) if TABLES in sheets else []
    # Without the heads it is not known what is named.
    if heads:
        problems += _not_named(contents, [head.file for head in heads])
    found = []
    for head in heads if known else []:
        if head.file in sheets and head.gives in tables.OUTCOME:
            table = tables.read(head, sheets[head.file], known, problems, says_variant=safe)
            found += [table] if table else []
        elif head.file not in unread and head.file not in sheets:
            problems += _missing(head.file, contents)
    problems += checks.names(found)
    if heads:
        problems += checks.shape(heads)
    indexes = _checked(found, known, problems)
    # A gap or a dead rule hides no broken promise; a table that could not be read may.
    if safe and known and len(indexes) == len(heads) > 0:
        problems += safety.check(indexes, known)
    if problems:
        raise BadPolicy(*few(problems))
    return Policy(version, known, tuple(indexes), digest(contents))


def _sheets(
    contents: Mapping[str, bytes], problems: list[Problem]
) -> tuple[dict[str, Sheet], set[str]]:
    sheets, unread = {}, set()
    for name, content in contents.items():
        if misnamed := _misnamed(name):
            problems.append(misnamed)
            continue
        sheet, faults = files.read(name, content)
        problems += faults
        if sheet is None:
            unread.add(name)
        else:
            sheets[name] = sheet
    for name in (TABLES, FACTS, VALUES):
        if name not in contents:
            problems += _missing(name, contents)
    return sheets, unread


def _misnamed(name: str) -> Problem | None:
    """Return what is wrong with the name of a file that is not read because of it."""
    if name.startswith(_HELD_OPEN):
        why = f"A spreadsheet has {name.removeprefix(_HELD_OPEN)} open."
        return Problem(name, why, "Close the spreadsheet; if this file stays then, take it away.")
    if not name.lower().endswith(".csv"):
        return Problem(name, "It is no CSV file.", "Keep only the files of the policy there.")
    if name != name.lower():
        do = f"Name it {name.lower()}, in small letters."
        return Problem(name, "Its name has capital letters.", do)
    return None


def _facts(
    sheets: Mapping[str, Sheet], unread: set[str], problems: list[Problem]
) -> dict[str, Fact]:
    if FACTS not in sheets or VALUES not in sheets:
        return {}
    return facts.read(sheets[FACTS], sheets[VALUES], problems)


def _not_named(contents: Mapping[str, bytes], named: list[str]) -> list[Problem]:
    others = {*named, TABLES, FACTS, VALUES}
    alike = {other.lower(): other.removesuffix(".csv") for other in named}
    found = []
    for name in contents:
        if name in others or _misnamed(name):
            continue
        why, do = f"{TABLES} does not name it.", "Name it there, or take the file away."
        if name in alike:
            why = f"{TABLES} names it {alike[name]}."
            do = f"Write {name.removesuffix('.csv')} there, in small letters."
        found.append(Problem(name, why, do))
    return found


def _missing(name: str, contents: Mapping[str, bytes]) -> list[Problem]:
    if any(other.lower() == name.lower() for other in contents):
        # It is there, written with other letters, and that is said.
        return []
    return [Problem(name, "The file is missing.", "Add it, or restore it from the last version.")]


def _checked(
    found: list[RuleTable], known: Mapping[str, Fact], problems: list[Problem]
) -> list[Index]:
    indexes = []
    for table in found:
        if too_large := checks.size(table, known):
            problems += too_large
            continue
        index = Index(table, known)
        problems += checks.table(index)
        indexes.append(index)
    problems += reach.check(found, known)
    return indexes
