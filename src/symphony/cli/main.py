"""`symphony`: the program. Each command is a file of its own, read only when it is asked for."""

from importlib import import_module

import click

from symphony.cli.exits import EPILOG

COMMANDS = {
    "up": ("up", "up", "Run the installation: database, sites, worker, keyholder."),
    "demo": ("demo", "demo", "Load the demonstration, or go on with a load that broke off."),
    "import": ("import_", "import_group", "Take in reports from files."),
    "policy": ("policy", "policy", "Check, try and show the triage policy."),
    "check": ("check", "check", "Say whether everything is in order."),
    "keyholder": ("keyholder", "keyholder", "Run the keyholder on its own, as another account."),
    "account": ("account", "account", "Create, deactivate or reset accounts."),
    "django": ("django_command", "django", "For developers: run a Django command as the owner."),
}
HIDDEN = {"django"}


class Commands(click.Group):
    """The commands, imported when they are needed so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if name not in HIDDEN]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"symphony.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.command(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="symphony", message="Symphony %(version)s")
def main() -> None:
    """From a report that a child may be being abused online to the child made safe.

    SYMPHONY_HOME (default ./var) says where the database, keys and logs live; `symphony up`
    runs it. The other commands work beside a running `up`, and without one.
    """


if __name__ == "__main__":
    main()
