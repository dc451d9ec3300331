"""Parses Markdown: one pass that renders and reports."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from markdown import Markdown

from knowledge.language import Language, read_language
from knowledge.markup.extension import KnowledgeExtension
from knowledge.markup.report import Parsed


@cache
def _markdown(language: Language) -> Markdown:
    extension = KnowledgeExtension(permalink_title=language.say("Link to this"))
    return Markdown(extensions=[extension], output_format="html")


def parse(text: str, language: Language | None = None) -> Parsed:
    """Return a Markdown text as HTML, with everything that stands in it and on which line.

    text: without front matter; lines are counted in it, from 1; language: the site's
    """
    md = _markdown(language or read_language())
    md.reset()
    md.report = Parsed("")  # type: ignore[attr-defined]
    html = md.convert(text)
    report: Parsed = md.report  # type: ignore[attr-defined]
    return replace(report, html=html)
