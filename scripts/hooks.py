"""All that knows MkDocs: it asks the package ``knowledge``, which knows no MkDocs.

Listed under ``hooks`` in mkdocs.yml. The events come in the order they stand in here
(https://www.mkdocs.org/dev-guide/plugins/#events). What is done to a page is listed in
``knowledge.page_steps``, what is written beside the pages in ``knowledge.site_steps``.
The library is kept by the registry that the citation plugin asks; no hook leaves anything
else for another.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from jinja2 import FileSystemBytecodeCache
from knowledge.checks.files import is_published
from knowledge.delivery import deliver
from knowledge.exports import page_context
from knowledge.exports.published import Site
from knowledge.frame import languages, page_facts, theme_faults
from knowledge.library import Library
from knowledge.page_steps import Part, show
from knowledge.problems import ContentError
from knowledge.reading import read_library
from knowledge.site_steps import STEPS, WORDS_ONLY, write_beside
from mkdocs.exceptions import Abort
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs_bibtex.citation import Citation, CitationBlock, InlineReference
from mkdocs_bibtex.registry import ReferenceRegistry

# The theme's own search, which nothing starts any more.
_THEME_SEARCH = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
# Where the way to the search leads without JavaScript; a project without the page has its front page.
_SEARCH_FALLBACK = "oppslag/index.md"
# Beyond so many pages a page carries only its own part of the menu, and the way to the others: the whole menu
# in every page would make the site grow with the square of its pages.
_WHOLE_MENU = 300
# Around a citation group as the plugin hands it back: characters of private use, and the group in between.
_OPEN, _CLOSE = "\ue000", "\ue001"


class LibraryRegistry(ReferenceRegistry):
    """What mkdocs-bibtex asks: a registry over a checked library; it parses and renders nothing itself.

    The plugin (4.4.0) finds the citations of a page and puts the registry's answer in their place.
    """

    def __init__(self, library: Library):
        # The base class would parse the .bib file once more; the plugin only asks for the keys.
        self.library = library
        self.bib_data = SimpleNamespace(entries=library.references)
        self.footnote_format = "{key}"

    def validate_citation_blocks(self, citation_blocks: list[CitationBlock]) -> None:
        """Nothing to do: the library was checked before the first page."""

    def validate_inline_references(self, inline_references: list[InlineReference]) -> set[InlineReference]:
        """Return none: a bare @key is an error the library has already reported."""
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        return f"{_OPEN}{citation_block.raw.encode().hex()}{_CLOSE}"

    def reference_text(self, citation: Citation | InlineReference) -> str:
        """Return nothing: «Kilder» is put at the page's end by a step on the page."""
        return ""


# Commands of MkDocs that serve the site rather than publish it.
_SERVED: set[str] = set()


def on_startup(command, dirty):
    """Take note of whether the site is served for writing."""
    _SERVED.clear()
    if command == "serve":
        _SERVED.add(command)


def _library(config) -> Library:
    return config.plugins["bibtex"].registry.library


def on_config(config):
    """Read and check everything before MkDocs touches its target; give the plugin our registry."""
    if not config.site_url:
        mend = "write the address the site is published at, as in 'site_url: https://example.org/'"
        raise Abort(f"mkdocs.yml:1: 'site_url' is missing. Mend: {mend}.")
    try:
        # Whoever has read the library already hands it on (build_site.py).
        library = config.extra.get("library") or read_library(Path(config.config_file_path).parent)
    except ContentError as error:
        raise Abort(str(error)) from None
    config.plugins["bibtex"].registry = LibraryRegistry(library)
    if len(library.pages) > _WHOLE_MENU:
        config.theme["features"].append("navigation.prune")
    return config


def on_files(files, config):
    """Leave out what nobody asks for, and what somebody forgot below ``docs/``."""
    docs = Path(config.docs_dir)
    for file in list(files):
        own = file.abs_src_path and Path(file.abs_src_path).is_relative_to(docs)
        if file.src_uri.startswith(_THEME_SEARCH) or (own and not is_published(file.src_uri)):
            files.remove(file)
    return files


def on_nav(nav, config, files):
    """Have MkDocs render only the pages that ``build_site.py --only`` names; the menu holds them all."""
    if only := config.extra.get("only"):
        library = _library(config)
        for file in files.documentation_pages():
            if file.src_uri not in only:
                file.inclusion = InclusionLevel.EXCLUDED
                if file.page and file.page.title is None and (source := library.pages.get(file.src_uri)):
                    # The menu asks for it, and MkDocs finds it only in a page it renders.
                    file.page.title = source.title
    return nav


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept from run to run; where they cannot be, or are damaged, they are compiled anew."""

    def load_bytecode(self, bucket):
        try:
            super().load_bytecode(bucket)
        except Exception:
            bucket.reset()

    def dump_bytecode(self, bucket):
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _kept_templates(config) -> _Compiled | None:
    folder = Path(config.config_file_path).parent / ".cache" / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return _Compiled(str(folder))
    return None


def on_env(env, config, files):
    """Give the templates what they ask for."""
    env.bytecode_cache = _kept_templates(config)
    library, repository = _library(config), config.extra["repository"]
    fallback = library.pages.get(_SEARCH_FALLBACK)
    language = library.language
    env.filters["written_date"] = language.date
    env.globals |= {"say": language.say, "say_number": language.say_number, "site_file": library.site}
    env.globals["site_language"] = language.code
    env.globals["search_fallback"] = fallback.address if fallback else "."
    env.globals["builds_on"] = partial(page_facts.builds_on, library)
    env.globals["held_to_sources"] = partial(page_facts.held_to_sources, library)
    env.globals["edit_address"] = partial(page_facts.edit_address, library, repository)
    env.globals["report_address"] = partial(page_facts.report_address, library.language, repository)
    # What the foot of every page leads to: the pages about the site, and those in another language or in easy words.
    env.globals["about_pages"] = [
        page
        for page in library.pages.values()
        if (page.kind == "about" and page.path != "index.md")
        or page.language != library.language.code
        or page.meta.get("reading")
    ]
    return env


def on_page_read_source(page, config):
    """Give MkDocs, and the citation plugin, a page's front matter and the citations our parse has found."""
    source = _library(config).pages.get(page.file.src_uri)
    if source is None:
        return None
    front = "\n".join(source.text.split("\n")[: source.body_line - 1])
    return "\n\n".join([front, *(f"[{group.raw}]" for group in source.groups), ""])


def on_page_content(html, page, config, files):
    """Put the page as our parse and the steps have made it in the place of what MkDocs rendered."""
    library, path = _library(config), page.file.src_uri
    source = library.pages.get(path)
    if source is None:
        return html
    answered = [bytes.fromhex(part.partition(_CLOSE)[0]).decode() for part in html.split(_OPEN)[1:]]
    found = [group.raw for group in source.groups]
    if answered != found:
        raise Abort(f"{source.file}: mkdocs-bibtex found {len(answered)} citations, the parse {len(found)}.")
    content = show(library, path)
    page.toc = TableOfContents([_anchor(part) for part in content.contents])
    page.reading_minutes = content.minutes
    # MkDocs would date the page in the sitemap by the day of the build.
    page.update_date = str(source.meta["reviewed"])
    return content.html


def _anchor(part: Part) -> AnchorLink:
    link = AnchorLink(part.name, part.anchor, part.level)
    link.children = [_anchor(inner) for inner in part.parts]
    return link


def on_page_context(context, page, config, nav):
    """Give the theme parts page-head.html and page-tools.html what they show."""
    library = _library(config)
    if page.file.src_uri in library.pages:
        context.update(page_context.context(library, _site(config), page.file.src_uri))
    return context


def _site(config) -> Site:
    language = _library(config).language
    return Site(config.site_name, config.site_url, config.site_description or "", language)


def on_post_page(output, page, config):
    library = _library(config)
    # MkDocs keeps every page's text to the end, which no step asks for any more.
    page.content = None
    marked = partial(languages.mark_frame, library=library, path=page.file.src_uri)
    return theme_faults.mend(output, library.language, marked)


def on_post_template(output_content, template_name, config):
    return (
        theme_faults.mend(output_content, _library(config).language)
        if template_name.endswith(".html")
        else output_content
    )


def on_post_build(config):
    """Write everything that stands beside the pages."""
    only, folder = config.extra.get("only"), Path(config.site_dir)
    write_beside(_library(config), _site(config), folder, WORDS_ONLY if only else STEPS)
    # What is served for writing names its styles and scripts as the files one edits.
    if not (_SERVED or config.extra.get("draft")):
        deliver(folder)
    _library(config).forget_parses()
