"""What reaches the reader: few and small files, named by their content, under a policy that the pages hold."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from knowledge.delivery import ONLY_WITH, POLICY, POLICY_TAG, deliver, without_blanks
from knowledge.html_tree import Page
from seen import is_seen

FETCHED = re.compile(r'<(?:script|link rel="(?:stylesheet|icon)"|img)[^>]*?\s(?:src|href)="([^"]+)"')
# One page of every kind, and those with scripts of their own.
PAGES = [
    "", "404.html", "metoder/", "metoder/ips/", "metoder/virkning/", "rettslig-grunnlag/lovregister/",
    "oppslag/litteratur/", "oppslag/ordliste/", "oppslag/sporsmal/", "oppslag/tidslinje/", "oppslag/apne-data/",
    "praksis/folge-opp-mentor/", "antologien/kapittel-02/", "masteroppgaven/", "for-alle/", "oppslag/om-nettstedet/",
]  # fmt: skip
# Keeps what the policy forbids, from before the page's own scripts.
WATCH = """window.forbidden = [];
document.addEventListener("securitypolicyviolation", (event) =>
  forbidden.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample} ${event.sourceFile}`));"""


def until(page, condition: str) -> None:
    """Wait until a condition holds in the page: Playwright's own way makes code of text there, which is forbidden."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def sent(site: Path, address: str) -> int:
    """Bytes, compressed, of a page and all it asks for before anything is opened."""
    file = site / address / "index.html"
    text = file.read_text(encoding="utf-8")
    files = {file, *((file.parent / name).resolve() for name in FETCHED.findall(text) if "//" not in name)}
    return sum(len(gzip.compress(one.read_bytes(), 9)) for one in files)


def test_a_content_page_is_at_most_95_kilobytes_and_the_front_page_80(site):
    assert sent(site, "") <= 80_000
    for address in ("perspektiver/stotte", "metoder/place-train", "praksis/folge-opp-mentor", "teori/skjonn"):
        assert sent(site, address) <= 95_000, address


def test_no_page_sends_blanks_and_what_is_shown_as_it_is_written_keeps_its_own(site):
    written = "<p>a\n  <b>b</b></p>\n  \n\n<pre>b\n\n  c</pre>\n \n  <p>d</p> \n"
    assert without_blanks(written) == "<p>a\n<b>b</b></p>\n<pre>b\n\n  c</pre>\n<p>d</p>\n"
    for file in site.rglob("*.html"):
        rest = re.sub(r"<(pre|textarea|script|style)\b.*?</\1>", "x", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\n[ \t\n]", rest), file


def test_a_page_has_one_style_sheet_and_only_the_scripts_it_has_use_for(site):
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        assert len(re.findall(r'<link rel="stylesheet"', text)) == 1, file
        for name, needs in ONLY_WITH.items():
            asked = re.search(rf'assets/{name.removesuffix(".js")}\.\w+\.js"', text) is not None
            assert asked == (needs in text), (file, name)


def test_every_style_and_script_is_named_by_its_content_and_no_source_map_is_published(site):
    names = [file for file in (site / "assets").rglob("*") if file.suffix in (".css", ".js", ".map")]
    assert len(names) > 5
    for file in names:
        if file.parent.name == "search":
            continue  # named by what is in them already
        digest = file.name.split(".")[-2]
        assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest), file
        assert b"sourceMappingURL" not in file.read_bytes()[-300:], file
        assert file.suffix != ".map"


def test_what_pages_and_scripts_ask_for_is_there(site):
    for file in sorted(site.rglob("*.html")):
        for name in FETCHED.findall(file.read_text(encoding="utf-8")):
            if "//" not in name and not name.startswith("/"):
                assert (file.parent / name).resolve().is_file(), (file, name)
    for file in (site / "assets").glob("*.js"):
        for name in re.findall(r'"(assets/[\w./-]+\.js)"', file.read_text(encoding="utf-8")[:200_000]):
            assert (site / name).is_file(), (file, name)


def test_a_change_in_a_script_changes_the_name_of_it_and_of_what_asks_for_it(site, tmp_path):
    def built(engine: str) -> set[str]:
        folder = tmp_path / hashlib.sha256(engine.encode()).hexdigest()[:6]
        (folder / "assets/stylesheets").mkdir(parents=True)
        (folder / "assets/javascripts").mkdir()
        for name, text in {
            "stylesheets/main.css": ".md-nav{color:red}.md-nav__gone{color:blue}.md-dialog{color:green}",
            "site.css": "/* why */\n.own { color: red }\n",
            "javascripts/bundle.js": '"use strict";(()=>{f("md-nav__x")})()',
            "search.js": 'load("assets/search-engine.js")', "search-engine.js": engine,
        }.items():  # fmt: skip
            (folder / "assets" / name).write_text(text, encoding="utf-8")
        (folder / "index.html").write_text(
            '<head><meta charset="utf-8">\n<link rel="stylesheet" href="assets/stylesheets/main.css">\n'
            '<link rel="stylesheet" href="assets/site.css"></head><body class="md-nav">\n'
            '<script src="assets/javascripts/bundle.js"></script>\n<script src="assets/search.js"></script></body>\n',
            encoding="utf-8",
        )
        deliver(folder)
        first = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        deliver(folder)
        assert {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == first
        style = next(text for name, text in first.items() if name.endswith(".css"))
        assert style == b".md-nav,.own{color:red}"
        assert POLICY_TAG in (folder / "index.html").read_text(encoding="utf-8")
        return set(first) - {"index.html"}

    one, other = built("let a = 1"), built("let a = 2")
    changed = {re.sub(r"\.\w{8}\.", ".", name) for name in one ^ other}
    assert changed == {"search-engine.js", "site.js"}


def test_every_page_holds_the_policy_before_anything_it_is_to_hold_for(site):
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        assert text.count(POLICY_TAG) == 1, file
        assert not re.search(r"<(?:script|link|style)\b", text.partition(POLICY_TAG)[0]), file
        tree = Page(text).root
        assert tree.css("[style]") == [], file


class TestPolicy:
    pytestmark = pytest.mark.browser

    @pytest.fixture
    def watched(self, chromium, address):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.said = []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)
        yield page
        context.close()

    def test_it_is_in_force_trusted_types_too(self, watched, address):
        watched.goto(f"{address}/metoder/ips/")
        assert "require-trusted-types-for 'script'" in POLICY and "unsafe" not in POLICY
        tried = watched.evaluate("""() => {
          try { document.createElement("div").innerHTML = "<b>x</b>"; return "let through" }
          catch (error) { return error.name }
        }""")
        assert tried == "TypeError"
        watched.evaluate("""() => {
          const style = document.createElement("style");
          style.textContent = "body { color: red }";
          document.head.append(style);
          document.body.setAttribute("style", "color: red");
        }""")
        until(watched, "forbidden.length >= 3")

    def test_no_kind_of_page_does_what_it_forbids(self, watched, address):
        for path in PAGES:
            watched.goto(f"{address}/{path}")
            watched.evaluate("scrollTo(0, document.body.scrollHeight)")
            watched.wait_for_timeout(150)
            assert watched.evaluate("forbidden") == [], path
            assert [line for line in watched.said if "404" not in line] == [], path

    def test_nor_does_what_a_reader_does_on_it(self, watched, address):
        page = watched
        page.goto(f"{address}/perspektiver/stotte/")
        page.locator(".page-body a.citation").first.hover()
        page.locator("#hover-card").wait_for(state="visible")
        page.locator("button[data-chooses]:not([hidden])").click()
        until(page, "document.body.dataset.mdColorScheme === 'slate'")
        page.locator(".page-tools > summary").click()
        page.locator(".cite-copy").first.click()
        page.keyboard.press("Control+k")
        page.locator("#search-field").fill("arbeidsgiver")
        page.locator(".search__result").first.wait_for()
        page.locator(".search__text").first.wait_for()
        # The search opens over the page in a moment, and the list is laid out again as its excerpts come.
        for _ in range(100):
            if is_seen(page.locator(".search__result a").first, scroll=False):
                break
            page.wait_for_timeout(50)
        assert is_seen(page.locator(".search__result a").first, scroll=False)
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 390, "height": 800})
        page.locator("button[data-opens-menu]").click()
        page.wait_for_timeout(300)
        assert page.evaluate("forbidden") == []
        page.goto(f"{address}/oppslag/litteratur/")
        page.locator("#filter-tekst").fill("lipsky")
        until(page, "location.search.includes('lipsky')")
        page.goto(f"{address}/oppslag/sporsmal/")
        page.evaluate("window.print = () => dispatchEvent(new Event('afterprint'))")
        page.get_by_role("button", name="Skriv ut med svar").click()
        assert page.evaluate("forbidden") == []
        assert page.said == []


def test_the_offline_copy_holds_no_policy_for_a_file_has_no_origin(site):
    from knowledge.downloads.offline import for_disk

    text = (site / "metoder/ips/index.html").read_text(encoding="utf-8")
    made = for_disk(text, "metoder/ips/index.html", set(), "https://example.org/")
    assert "Content-Security-Policy" not in made and "Content-Security-Policy" in text
