"""What every command says about itself, and how it ends when it is misunderstood."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from docs import build
from symphony.cli.main import main


def commands(group=main, path=()):
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = [pytest.param(path, command, id=" ".join(path)) for path, command in commands()]


def test_these_are_the_commands():
    assert sorted(" ".join(path) for path, _ in commands()) == [
        "account create",
        "account deactivate",
        "account reset-password",
        "check",
        "demo",
        "import cybertipline",
        "keyholder",
        "policy check",
        "policy show",
        "policy try",
        "up",
    ]


@pytest.mark.parametrize(("path", "command"), ALL)
def test_its_help_has_examples_and_exit_codes(path, command):
    said = CliRunner().invoke(main, [*path, "--help"])

    assert said.exit_code == 0
    assert "Example" in said.output
    assert f"symphony {' '.join(path)}" in said.output
    assert "work remains" in said.output


@pytest.mark.parametrize(("path", "command"), ALL)
def test_it_reports_as_json_if_it_reports_at_all(path, command):
    takes_json = any("--json" in parameter.opts for parameter in command.params)

    assert takes_json or path in (("up",), ("keyholder",))


def test_a_wrong_option_is_one_refusal_with_exit_code_2():
    said = CliRunner().invoke(main, ["check", "--jason"])

    assert said.exit_code == 2
    assert "No such option" in said.output


def test_a_wrong_setting_is_named_with_exit_code_2():
    said = CliRunner().invoke(main, ["check"], env={"SYMPHONY_PORT": "eighty"})

    assert said.exit_code == 2
    assert "SYMPHONY_PORT must be a port number, not 'eighty'" in said.output


def test_help_answers_without_waking_django():
    program = (
        "import sys; from symphony.cli.main import main; main(['--help'], standalone_mode=False)"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; sys.exit('django' in sys.modules)"],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0


def test_the_page_about_the_command_line_is_what_the_commands_say():
    written = (Path(build.REFERENCE) / "cli.md").read_text()

    assert written == build.cli(), "run `make docs`"
