"""`symphony policy`: checks, tries and shows the triage policy."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from symphony.cli import configuration as configurations
from symphony.cli.exits import EPILOG, REFUSED, Refused

if TYPE_CHECKING:
    from symphony.triage import policy as policies

CHECK = """
Reads a folder of decision tables and tries every combination of each. It must hold tables.csv
(which tables there are), facts.csv (what is asked), values.csv (the answers) and the tables
themselves, one rule a line.

Refused, each with file, row, column, what stands there, what is allowed and what to do: an unknown
fact or value, a gap, a rule that can never fire, an overlap where one row may fit, a missing
citation, a table of more than 10,000 combinations, what a spreadsheet damages, and whatever
breaks a promise: unknown is never No, no mitigator touches urgency, exploitation, coercion,
profit and adults force the full response. Exit code 1 if anything is refused. No database is used.

\b
Examples:
  symphony policy check drafts/2027-1
  symphony policy check drafts/2027-1 --json
"""
TRY = """
Grades the stored facts of every past referral by the policy in force and by the draft, and lists
what would move: "12 of 480 would move: 9 up, 3 down, 0 to another path only, 5 children affected."
Where the one in force cannot be read, the draft stands beside what each was given when it was
graded last. Nothing is stored and nothing is changed; a trial that is kept as evidence for the
approval is made by a supervisor who is signed in. Exit code 1 if the draft itself is refused, or if
there is no installation here; none is made.

\b
Examples:
  symphony policy try drafts/2027-1
  symphony policy try drafts/2027-1 --json
"""
SHOW = """
Prints a policy: each question with its answers, each rule with what it needs, what it gives, its
reason and its source. Without a name it is the version in force; where nothing was ever started
here, the one that is shipped. A name is a version that is shipped or that was approved here; a
path with / in it, or a folder that exists, is read as a folder.

\b
Examples:
  symphony policy show
  symphony policy show 2026-2
  symphony policy show drafts/2027-1 --json
"""
_FOLDER = click.Path(path_type=Path)
_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print the result, or the refusal, as JSON."
)


@click.group(epilog=EPILOG)
def policy() -> None:
    """Check, try and show the triage policy."""
    # What the terminal's encoding lacks, a dash perhaps, is shown as ?.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


@policy.command(help=CHECK, epilog=EPILOG)
@click.argument("path", type=_FOLDER)
@_JSON
def check(path: Path, as_json: bool) -> None:
    """Say whether a policy can be meant as it is written."""
    found = _load(path, as_json=as_json)
    sizes = {index.head.file: len(index.masks) for index in found.indexes}
    if as_json:
        _print(
            {
                "ok": True,
                "version": found.version,
                "digest": found.digest,
                "problems": [],
                "tables": len(found.indexes),
                "rules": len(found.rules),
                "facts": len(found.facts),
                "combinations": sizes,
            }
        )
        return
    click.echo(
        f"{found.version} is whole and sound: {len(found.indexes)} tables, {len(found.rules)}"
        f" rules, {len(found.facts)} facts; {sum(sizes.values()):,} combinations were tried."
    )


@policy.command("try", help=TRY, epilog=EPILOG)
@click.argument("path", type=_FOLDER)
@_JSON
def try_(path: Path, as_json: bool) -> None:
    """Say which past referrals a draft would have graded differently."""
    draft = _load(path, as_json=as_json)
    with _refusing(draft.version, as_json=as_json):
        _try(draft, as_json=as_json)


def _try(draft: "policies.Policy", *, as_json: bool) -> None:
    if not _is_installed():
        raise Refused(
            f"There is no installation in {configurations.read().home.root}, so no past referrals"
            " to try the draft against. Set SYMPHONY_HOME to the folder of the installation."
        )
    from symphony.cli import session

    with session.working(), _readable():
        from symphony.triage.policy import trying
        from symphony.triage.queries import past
        from symphony.triage.queries import policies as stored

        now = stored.read_in_force()
        before = past.past(with_grades=now.loaded is None)
        trial = trying.run(now.loaded, draft, before)
    if as_json:
        names = {"draft": draft.version, "against": now.name}
        _print(names | trial.as_dict())
        return
    click.echo(f"{draft.version} against {now.name}: {trial.words()}")
    if trial.given_by is not None:
        click.echo(f"{now.name} {trying.compared(trial.given_by)}")
    for move in trial.moves:
        click.echo(f"  {move.words()}")
    new = [name for name, count in trial.unanswered.items() if count == trial.considered]
    if new and trial.considered:
        click.echo(f"Never answered in the past, so taken as not known: {', '.join(new)}.")


@policy.command(help=SHOW, epilog=EPILOG)
@click.argument("version", default="")
@_JSON
def show(version: str, as_json: bool) -> None:
    """Print a policy."""
    from symphony.triage.policy import printing

    with _refusing(version, as_json=as_json):
        found = _found(version, as_json=as_json)
    if as_json:
        _print(printing.as_dict(found))
    else:
        click.echo(printing.text(found))


def _found(version: str, *, as_json: bool) -> "policies.Policy":
    from symphony.triage import policy as policies

    if version in policies.shipped():
        return _load(policies.POLICIES / version, as_json=as_json)
    if "/" in version or _is_folder(version):
        return _load(Path(version), as_json=as_json)
    if not _is_installed():
        if not version:
            return _load(policies.POLICIES / policies.DEFAULT, as_json=as_json)
        raise Refused(
            f"There is no policy {version!r}: {', '.join(policies.shipped())} are shipped, nothing"
            " was approved here, and there is no such folder."
        )
    from symphony.cli import session

    with session.working(), _readable():
        from symphony.triage.queries import policies as stored

        return stored.version(version) if version else stored.in_force()


def _is_folder(name: str) -> bool:
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _is_installed() -> bool:
    """Say whether there is a database to ask; showing a policy makes none."""
    configuration = configurations.read()
    return configuration.home.exists() or not configuration.embedded


@contextmanager
def _readable() -> Iterator[None]:
    """Say it in one line when a stored version cannot be read."""
    from symphony.triage import policy as policies

    try:
        yield
    except policies.BadPolicy as bad:
        first = bad.problems[0] if bad.problems else bad
        raise Refused(f"The stored policy cannot be read: {first}") from None


def _load(path: Path, *, as_json: bool) -> "policies.Policy":
    from symphony.triage import policy as policies

    try:
        return policies.load_folder(path)
    except policies.BadPolicy as bad:
        _refuse(path, bad.problems, as_json=as_json)


@contextmanager
def _refusing(version: str, *, as_json: bool) -> Iterator[None]:
    """Give a refusal as JSON too where that was asked for; it ends the command all the same."""
    try:
        yield
    except click.ClickException as refusal:
        if as_json:
            _print_refusal(version, refusal.format_message(), ())
        raise


def _refuse(path: Path, problems: "tuple[policies.Problem, ...]", *, as_json: bool) -> NoReturn:
    from symphony.triage.policy.loading import shown
    from symphony.triage.policy.problems import count

    faults = f"{count(problems):,} fault{'s' if count(problems) != 1 else ''}"
    words = f"{shown(path)} is refused: {faults}."
    if as_json:
        _print_refusal(shown(_own_name(path)), words, problems)
    else:
        for problem in problems:
            click.echo(str(problem), err=True)
        click.echo(f"Error: {words}", err=True)
    raise click.exceptions.Exit(REFUSED)


def _own_name(path: Path) -> str:
    """Return the name of a folder as a sound one has it: "." has none of its own."""
    try:
        return path.resolve().name
    except (OSError, RuntimeError):
        return path.name


def _print_refusal(version: str, words: str, problems: "tuple[policies.Problem, ...]") -> None:
    listed = [problem.as_dict() for problem in problems]
    _print({"ok": False, "version": version, "error": words, "problems": listed})


def _print(answer: dict[str, Any]) -> None:
    click.echo(json.dumps(answer, indent=2))
