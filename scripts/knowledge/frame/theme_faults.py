"""Faults in the theme's HTML, mended on the tree after a page is rendered.

Material for MkDocs 9.8.1 operates its menus with labels and hidden checkboxes, nests
landmark within landmark, and leaves some attributes that HTML does not allow. Each entry of
``FAULTS`` is one of them: where it is found, and what is done to each place. A test renders
pages without this module and asks that every fault is found: when the theme changes, the
test says which entry to look at.

Without JavaScript the menus are operated by their checkboxes, which have a name and are in
reach of the keyboard. With it, ``docs/assets/frame.js`` opens the menu of a narrow screen from
a button. ``docs/assets/site.css`` shows the one or the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.html_tree import Node, Page, attribute, escape, insert_after, plain, replace
from knowledge.language import Language, to_say


@dataclass(frozen=True)
class Fault:
    """A fault of the theme: what it is, the CSS selector of its places, what mends one of them.

    within: elements one of which must be around a place, or "" for anywhere
    """

    name: str
    selector: str
    mend: Callable[[Node, Language], None]
    unless: Callable[[Node, Language], bool] = lambda node, language: False

    def places(self, root: Node, language: Language) -> list[Node]:
        """Return the places of a page that have the fault."""
        return [node for node in root.css(self.selector) if not self.unless(node, language)]


def _without(name: str) -> Callable[[Node, Language], None]:
    def mend(node: Node, language: Language) -> None:
        del node.attrs[name]

    return mend


def _with(name: str, value: str) -> Callable[[Node, Language], None]:
    def mend(node: Node, language: Language) -> None:
        node.attrs[name] = value

    return mend


def _named(message: str) -> Callable[[Node, Language], None]:
    """Return what names an element, in the words of ``message``, for those who hear it."""

    def mend(node: Node, language: Language) -> None:
        node.attrs["aria-label"] = language.say(message)

    return mend


def _skip_link_first(skip: Node, language: Language) -> None:
    first = skip.parent.css_first('input[data-md-toggle="drawer"]') if skip.parent is not None else None
    if first is not None:
        first.insert_before(skip)
        # What is put in is a copy.
        skip.remove()


def _menu_button(label: Node, language: Language) -> None:
    icon, name = label.inner_html or "", language.say("Menu")
    insert_after(
        label,
        f'<button type="button" class="md-header__button md-icon" data-opens-menu aria-label="{name}" title="{name}"'
        f' aria-expanded="false">{icon}</button>',
    )


def _titled_menu(switch: Node, language: Language) -> None:
    """Name the switch of a part of the menu after the title of the list it opens."""
    own = attribute(switch, "id")
    title = next(
        (label for label in switch.parent.css("label.md-nav__title") if attribute(label, "for") == own), None
    ) if switch.parent is not None else None  # fmt: skip
    say = language.say
    name = say("Show the pages of {part}", part=plain(title)) if title is not None else say("Show the pages")
    switch.attrs["aria-label"] = name


def _as_text(label: Node, language: Language) -> None:
    replace(label, f'<div class="md-nav__title">{label.inner_html or ""}</div>')


def _one_button(option: Node, language: Language) -> None:
    """Make a radio button and its label one button, named by what it does."""
    label = option.next
    while label is not None and not label.is_element_node:
        label = label.next
    if attribute(option, "aria-label"):
        del option.attrs["aria-label"]
    option.attrs["hidden"] = ""
    if label is None or label.tag != "label":
        return
    title = escape(attribute(label, "title"))
    replace(
        label,
        f'<button type="button" class="{escape(attribute(label, "class"))}" title="{title}" aria-label="{title}"'
        f' data-chooses="{escape(attribute(label, "for"))}" hidden>{label.inner_html or ""}</button>',
    )


def _rename(tag: str, keep: Callable[[str], bool] = lambda name: True) -> Callable[[Node, Language], None]:
    """Return what makes an element one of another tag, with those of its attributes that are kept."""

    def mend(node: Node, language: Language) -> None:
        made = node.parser.create_node(tag)
        node.insert_before(made)
        new = node.prev
        assert new is not None
        for name, value in node.attributes.items():
            if keep(name):
                new.attrs[name] = value or ""
        child = node.first_child
        while child is not None:
            following = child.next
            new.insert_child(child)
            child = following
        node.remove()

    return mend


def _inside_nav(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == "nav":
            return True
        parent = parent.parent
    return False


def _plain_menu_part(node: Node, language: Language) -> None:
    _rename("div", lambda name: name not in ("aria-label", "aria-labelledby", "aria-expanded"))(node, language)


FAULTS: tuple[Fault, ...] = (
    Fault(
        "the first thing the keyboard reaches is not the skip link",
        'input[data-md-toggle="drawer"] ~ div[data-md-component="skip"]',
        _skip_link_first,
    ),
    Fault(
        "a checkbox has an attribute checkboxes do not have",
        'input[type="checkbox"][autocomplete]',
        _without("autocomplete"),
    ),
    Fault("the switch of the menu has no name", "#__drawer:not([aria-label])", _named(to_say("Show the menu"))),
    Fault(
        # The theme's script stops when it is not there at all.
        "the switch of the theme's search is there where that search is not",
        "#__search:not([hidden])",
        _with("hidden", ""),
    ),
    Fault(
        "the menu opens from a label, which the keyboard does not reach",
        'label.md-header__button[for="__drawer"]',
        _menu_button,
    ),
    Fault(
        "the switch of a part of the menu has no name",
        "input.md-nav__toggle:not([aria-label])",
        _titled_menu,
        lambda node, language: not attribute(node, "id").startswith("__nav_"),
    ),
    Fault(
        "the switch of the page's own contents has no name",
        "#__toc:not([aria-label])",
        _named(to_say("Show the contents of the page")),
    ),
    Fault("a label takes the keyboard's focus in its checkbox's place", "label[tabindex]", _without("tabindex")),
    Fault(
        "the contents at the side are titled by the label of a checkbox that may not be there",
        '.md-sidebar--secondary label.md-nav__title[for="__toc"]',
        _as_text,
    ),
    Fault(
        "the colour choice is two radio buttons, each named by what the other one does",
        "input.md-option",
        _one_button,
    ),
    Fault("the header calls itself navigation", "header nav.md-header__inner", _rename("div", lambda n: n == "class")),
    Fault(
        "the way to the page has the same name as the menu",
        "nav.md-path",
        _named(to_say("You are here")),
        lambda node, language: attribute(node, "aria-label") == language.say("You are here"),
    ),
    Fault(
        "the menu does not say which page one is on",
        "a.md-nav__link--active:not([aria-current])",
        _with("aria-current", "page"),
    ),
    Fault(
        "the tabs do not say which part one is in",
        "li.md-tabs__item--active > a:not([aria-current])",
        _with("aria-current", "true"),
    ),
    Fault(
        # One landmark for each level of the menu and of the contents, some with no name and with
        # ``aria-expanded``, which a landmark may not have. The lists remain.
        "a landmark stands within a landmark",
        "nav nav",
        _plain_menu_part,
        lambda node, language: not _inside_nav(node),
    ),
)


def mend(text: str, language: Language, more: Callable[[Node], None] | None = None) -> str:
    """Return a rendered page of the theme with every fault of ``FAULTS`` mended; ``more`` is done to its tree last."""
    page = Page(text)
    for fault in FAULTS:
        # The innermost first: mending one may take others along.
        for node in reversed(fault.places(page.root, language)):
            fault.mend(node, language)
    if more is not None:
        more(page.root)
    return page.html
