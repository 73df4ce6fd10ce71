"""Policies with one thing wrong, made from the shipped files, and what is said of them."""

import pytest

from symphony.triage.policy import BadPolicy
from tests.triage.policy import making
from tests.triage.policy.making import FILES


def refused(files, **kept):
    """Return every fault of a policy that must not pass; each says where, why and what to do."""
    with pytest.raises(BadPolicy) as caught:
        making.load(files, **kept)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert problem.file and problem.why and problem.do, problem
    return caught.value.problems


def swapped(file, old, new, files=FILES):
    text = files[file].decode()
    assert old in text, old
    return files | {file: text.replace(old, new, 1).encode()}


def with_rows(file, *new, at=None, files=FILES):
    """Return the files with rows more in one, and the columns that these need."""
    lines = making.rows(file, files)
    for name in dict.fromkeys(name for cells in new for name in cells if name not in lines[0]):
        lines = [[line[0], name if line is lines[0] else "", *line[1:]] for line in lines]
    for cells in new:
        lines.insert(at or len(lines), [cells.get(name, "") for name in lines[0]])
    return files | {file: making.sheet(lines)}


def without_rows(file, *names, files=FILES):
    """Return the files without the rows that begin so."""
    lines = [line for line in making.rows(file, files) if line[0] not in names]
    return files | {file: making.sheet(lines)}


def with_cells(file, key, files=FILES, **cells):
    """Return the files with cells of the one row that begins with the key changed."""
    lines = making.rows(file, files)
    [line] = [line for line in lines if line[: len(key)] == list(key)]
    for name, cell in cells.items():
        line[lines[0].index(name)] = cell
    return files | {file: making.sheet(lines)}


def rule(**cells):
    return {"rule": "X-1", "says": "made", "source": "made", **cells}
