"""`symphony check`: one line for each thing that has to be in order."""

import json
from collections.abc import Iterator

import click

from symphony.cli import configuration as configurations
from symphony.cli.checks import Finding, State, fail, ok, warn
from symphony.cli.checks import keyholder as of_keyholder
from symphony.cli.configuration import Configuration
from symphony.cli.exits import EPILOG, REFUSED, NotPossibleNow

EXAMPLES = """
Looks at the database, its roles and migrations, the worker, the keyholder and who can read its
key, the letterbox, what came in against what is kept, the contacts, the clock and the disk.
Nothing is changed. Exit code 1 if anything is wrong; a warning alone is exit code 0.

\b
Examples:
  symphony check
  symphony check --json
"""
COLOURS = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red"}


@click.command(help=EXAMPLES, epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def check(context: click.Context, as_json: bool) -> None:
    """Say whether everything is in order."""
    findings = []
    for finding in _findings(configurations.read()):
        findings.append(finding)
        if not as_json:
            state = click.style(f"{finding.state:<4}", fg=COLOURS[finding.state])
            click.echo(f"{state}  {finding.name:<18} {finding.text}")
    is_well = all(finding.state != State.FAIL for finding in findings)
    if as_json:
        rows = [{"name": f.name, "state": f.state, "text": f.text} for f in findings]
        click.echo(json.dumps({"ok": is_well, "checks": rows}, indent=2))
    if not is_well:
        context.exit(REFUSED)


def _findings(configuration: Configuration) -> Iterator[Finding]:
    if not configuration.home.exists():
        yield fail("installation", f"nothing was ever started in {configuration.home.root}")
        return
    running = configuration.home.running.is_held()
    if running:
        holder = configuration.home.running.holder()
        yield ok("running", f"{holder.get('public')} and {holder.get('staff')}")
    else:
        yield warn("running", "Symphony is not running: `symphony up` starts it")
    try:
        yield from _look(configuration, running=running)
    except NotPossibleNow as reason:
        yield fail("database", reason.message)
    yield from of_keyholder.look(configuration, running=running)


def _look(configuration: Configuration, *, running: bool) -> Iterator[Finding]:
    from symphony.cli import environment
    from symphony.cli.database import opening
    from symphony.cli.session import note

    with opening.used(configuration, prepare=lambda addresses: None, say=note) as database:
        environment.enter(configuration, site="staff", url=database.addresses.staff)

        from django.db import DatabaseError, connections

        from symphony.cli.checks import database as of_database
        from symphony.cli.checks import machine, work
        from symphony.core import installation

        try:
            kind = installation.current()
            yield ok("installation", f"{kind.get_kind_display()}".lower() if kind else "not begun")
            yield from of_database.look(
                embedded=configuration.embedded,
                demonstration=installation.is_demonstration(),
                running=running,
            )
            yield from work.look(running=running)
            yield from machine.look(configuration.home.root)
        except DatabaseError as reason:
            yield fail("database", f"does not answer as it should ({type(reason).__name__})")
        finally:
            connections.close_all()
