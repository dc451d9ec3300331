"""The command line of those who keep the site: ``maintain.py COMMAND``; make targets only call it.

Each command is a module of ``commands`` and is loaded when it is asked for, so that
one does not wait for what another needs.
"""

from __future__ import annotations

import importlib

import click

# Command -> the module below scripts/commands/ that holds it, as a click command of the same name
# with a hyphen written as an underscore.
COMMANDS: dict[str, str] = {
    "exits": "exits",
    "beside": "beside",
    "check": "check",
    "claims": "claims",
    "fix": "fix",
    "import-source": "import_source",
    "law": "law",
    "messages": "messages",
    "move": "move",
    "serve": "serve",
    "stale": "stale",
    "works": "works",
}


class Maintenance(click.Group):
    """A group whose commands are imported by name."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        return getattr(importlib.import_module(f"commands.{COMMANDS[name]}"), name.replace("-", "_"))


@click.group(cls=Maintenance, context_settings={"help_option_names": ["-h", "--help"]})
def maintain() -> None:
    """Keep the site: check it, mend it, move pages, bring in sources, watch the law."""


if __name__ == "__main__":
    maintain()
