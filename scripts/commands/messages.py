"""``maintain.py messages``: brings the catalogues of what the engine says up to date."""

from __future__ import annotations

import click
from knowledge import language
from knowledge.language import messages as catalogues

from commands.project import ROOT


@click.command()
def messages() -> None:
    """Bring the catalogues up to date with what the code says.

    New messages stand with an empty text, for a person to write; those no longer said are taken out. A language whose
    folder holds no messages.po is that of the code.
    """
    left = 0
    for code in language.known():
        if (language.FOLDER / code / language.MESSAGES).exists():
            new, gone = catalogues.renew(ROOT, code)
            empty = [message for message, forms in catalogues.translated(code).items() if not all(forms)]
            left += len(empty)
            click.echo(f"{code}: {len(new)} new, {len(gone)} gone, {len(empty)} without a text.")
            for message in empty:
                click.echo(f"  {message.text}")
    raise SystemExit(1 if left else 0)
