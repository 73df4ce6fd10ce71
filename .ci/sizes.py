"""Prints the ten longest files and the ten longest functions, to look at in a review."""

import ast
import sys
from pathlib import Path

SOURCE = Path("src/symphony")


def main() -> None:
    """Read every source file once."""
    files, functions = [], []
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        files.append((text.count("\n"), str(path)))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                functions.append((lines, f"{path}:{node.lineno} {node.name}"))
    for title, found in (("Longest files", files), ("Longest functions", functions)):
        sys.stdout.write(f"{title}\n")
        for lines, name in sorted(found, reverse=True)[:10]:
            sys.stdout.write(f"  {lines:4}  {name}\n")


if __name__ == "__main__":
    main()
