"""The data of a drawing as a Markdown table, and numbers as Norwegian writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; cells may hold Markdown, their line breaks and bars are taken care of."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|") or "–"


def written(number: float) -> str:
    """Return a number with decimal comma, and a space between thousands from five digits on («37,4», «72 000»)."""
    whole, _, decimals = (f"{number:,}" if number >= 10_000 else f"{number}").partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", "\u00a0") + (f",{decimals}" if decimals else "")
