"""Writes the pages of docs/reference that are made from the code (`make docs`)."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click
import django

from docs import figures, policies, tables
from symphony.cli.main import main as program
from symphony.figures import measures

REFERENCE = Path(__file__).parent / "reference"

CLI_OPENING = """\
# The command line

After `make install` the program is `.venv/bin/symphony`. Made from its own `--help` by `make docs`.

Results go to standard output; an expected error is one line on standard error. Every command that
reports a result takes `--json`. The exit codes are the same everywhere:

| code | meaning |
| --- | --- |
| 0 | done |
| 1 | a check failed, or the request was refused |
| 2 | the command was not understood, or a setting was not |
| 3 | work remains: the same command again finishes it |
| 4 | not possible now: database unreachable, port in use, already running |

The settings are explained in `.env.example`.
"""


def cli() -> str:
    """Return the page about the command line."""
    return CLI_OPENING + "".join(_commands("symphony", program))


def _commands(name: str, command: click.Command) -> Iterator[str]:
    for sub in command.list_commands(click.Context(command)) if _is_group(command) else []:
        found = command.get_command(click.Context(command), sub)
        path = f"{name} {sub}"
        if _is_group(found):
            yield from _commands(path, found)
        else:
            yield f"\n## {path}\n\n```text\n{_help(path, found)}\n```\n"


def _is_group(command: click.Command) -> bool:
    return isinstance(command, click.Group)


def _help(path: str, command: click.Command) -> str:
    context = click.Context(
        command,
        info_name=path,
        max_content_width=100,
        terminal_width=100,
        help_option_names=["-h", "--help"],
    )
    text = command.get_help(context)
    return text.partition("\n  Exit codes:")[0].rstrip()


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli,
    "database-roles.md": tables.database_roles,
    "fields.md": tables.fields,
    "policy.md": policies.page,
    "roles.md": tables.roles,
    "figures/README.md": figures.index,
    **{f"figures/{m.slug}.md": partial(figures.page, m) for m in measures.ALL},
}


def main() -> None:
    """Write every page."""
    django.setup()
    for name, page in PAGES.items():
        (REFERENCE / name).parent.mkdir(parents=True, exist_ok=True)
        (REFERENCE / name).write_text(page())
        sys.stdout.write(f"docs/reference/{name}\n")


if __name__ == "__main__":
    main()
