"""The project a command works on: the folder this file lies in, or the one named with ``--project``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[2]

# An option every command has, so that it can be tried on a copy.
option: Callable[..., Any] = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
    default=ROOT,
    help="The project folder, when not this one.",
)
