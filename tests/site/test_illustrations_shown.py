"""The figures in a real Chromium: legible at every width, in both schemes, with the keyboard, on paper."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from contrast import parse, ratio
from marks import without_marks
from seen import in_the_way, is_seen

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
MAP = "oppslag/litteratur/"
# What WCAG 2.2, 1.4.12, lets a reader set; no text may be lost by it.
SPACING = "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
SHOWN = "[...document.querySelectorAll('.illustration svg')].filter(svg => svg.getClientRects().length)"


def _figures(page):
    """Names of the figures of a page, in order."""
    return [mark.words for mark in page.parsed.directives if mark.name == "figure"]


@pytest.fixture(scope="module")
def pages(library):
    """Addresses of the pages with figures."""
    return [page.address for page in library.pages.values() if _figures(page)]


def test_every_figure_has_its_drawing_caption_and_description(library, site):
    for source in library.pages.values():
        html = (site / source.address / "index.html").read_text(encoding="utf-8")
        names = _figures(source)
        part = r'<div class="illustration" id="figur-([\w-]+)">(.*?</figure>.*?</details>\s*</div>)'
        figures = dict(re.findall(part, html, re.DOTALL))
        assert list(figures) == names, source.path
        for name, figure in figures.items():
            assert figure.count("<svg") == 2, name
            caption = without_marks(re.search(r"<figcaption>(.*?)</figcaption>", figure, re.DOTALL)[1])
            assert library.illustrations[name]["title"] in caption
            assert "Beskrivelse av figuren" in figure
        assert "<!-- figure" not in html


@pytest.mark.parametrize(("width", "layout"), [(320, "smal"), (360, "smal"), (768, "bred"), (1280, "bred")])
def test_the_layout_that_fits_is_shown_and_its_text_is_large_enough(open_page, pages, address, width, layout):
    page = open_page("", width)
    for path in pages:
        page.goto(f"{address}/{path}")
        shown = page.evaluate(f"{SHOWN}.map(svg => svg.getAttribute('aria-labelledby'))")
        assert len(shown) == page.locator(".illustration").count(), path
        assert all(f"-{layout}-" in name for name in shown), (path, shown)
        sizes = page.evaluate(
            f"{SHOWN}.flatMap(svg => [...svg.querySelectorAll('text')]"
            ".map(text => text.getAttribute('font-size') * svg.getScreenCTM().a))"
        )
        assert min(sizes) >= (10.9 if width == 320 else 11), (path, min(sizes))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("spacing", ["", SPACING], ids=["as it is", "with a reader's text spacing"])
@pytest.mark.parametrize("width", [360, 1280])
def test_text_keeps_within_its_box_and_never_covers_other_text(open_page, pages, address, width, spacing):
    page = open_page("", width)
    for path in pages:
        page.goto(f"{address}/{path}")
        if spacing:
            page.add_style_tag(content=spacing)
        faults = page.evaluate(
            f"""{SHOWN}.flatMap(svg => {{
              const faults = [];
              const box = element => element.getBoundingClientRect();
              for (const group of svg.querySelectorAll('g.box')) {{
                const frame = box(group.querySelector('rect'));
                for (const text of group.querySelectorAll('text')) {{
                  const own = box(text);
                  // Spaced out in the widest font, a line may reach over an edge as long as all can be read.
                  const over = {14 if spacing else 0};
                  if (own.left < frame.left - over || own.right > frame.right + over || own.bottom > frame.bottom + 1)
                    faults.push('out of its box: ' + text.textContent);
                }}
              }}
              const texts = [...svg.querySelectorAll('text')];
              texts.forEach((text, place) => {{
                const own = box(text);
                if (own.right > innerWidth || own.left < 0) faults.push('out of the screen: ' + text.textContent);
                for (const other of texts.slice(place + 1)) {{
                  const its = box(other);
                  // Lines of a paragraph touch each other: a quarter of the height may.
                  const down = Math.min(own.bottom, its.bottom) - Math.max(own.top, its.top);
                  const across = Math.min(own.right, its.right) - Math.max(own.left, its.left);
                  if (across > 1 && down > own.height / 3) faults.push(text.textContent + ' / ' + other.textContent);
                }}
              }});
              return faults;
            }})"""
        )
        assert faults == [], (path, faults)


def contrast(one, other):
    """Return the contrast of two computed colours as WCAG defines it, 1–21."""
    return ratio(parse(one), parse(other))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_parts_stand_out_from_what_is_behind_them(open_page, scheme):
    page = open_page("perspektiver/", 1280, scheme)
    colours = page.evaluate(
        """() => {
          const probe = document.createElement('i');
          document.querySelector('.illustration').append(probe);
          const found = {};
          for (const name of ['paper', 'ink', 'soft', 'line', 'edge-1', 'edge-2', 'edge-3',
                              'ground-1', 'ground-2', 'ground-3']) {
            probe.style.color = `var(--figure-${name})`;
            found[name] = getComputedStyle(probe).color;
          }
          probe.style.color = 'var(--md-typeset-a-color)';
          found.linked = getComputedStyle(probe).color;
          return found;
        }"""
    )
    for ground in ("paper", "ground-1", "ground-2", "ground-3"):
        for text in ("ink", "soft"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground, colours)
        assert contrast(colours["line"], colours[ground]) >= 3, (ground, colours)
    assert contrast(colours["linked"], colours["paper"]) >= 4.5
    for number in (1, 2, 3):
        for ground in ("paper", f"ground-{number}", "ground-1"):
            assert contrast(colours[f"edge-{number}"], colours[ground]) >= 3, (number, ground, colours)


@pytest.fixture(scope="module")
def faults(chromium, pages, address):
    """What axe finds in the figures: (width, scheme) -> faults; each page is visited once."""
    page = chromium.new_page(color_scheme="light", reduced_motion="reduce")
    found = {(width, scheme): [] for width in (360, 1280) for scheme in ("default", "slate")}
    for path in pages:
        page.goto(f"{address}/{path}")
        page.evaluate(AXE)
        page.evaluate("document.querySelectorAll('.illustration details').forEach(part => (part.open = true))")
        for (width, scheme), faults in found.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", scheme)
            result = page.evaluate(
                "axe.run('.illustration', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], "
                "resultTypes: ['violations']})"
            )
            nodes = [(rule["id"], node["html"][:120]) for rule in result["violations"] for node in rule["nodes"]]
            faults += [f"{path} {rule}: {html}" for rule, html in nodes]
    page.close()
    return found


@pytest.mark.parametrize("scheme", ["default", "slate"], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_any_figure(faults, width, scheme):
    assert faults[width, scheme] == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_map_of_the_literature_is_walked_with_the_keyboard(open_page, width):
    page = open_page(MAP, width)
    shown = page.locator(".illustration svg:visible")
    links = shown.locator("a")
    assert links.count() > 20
    links.first.focus()
    page.keyboard.press("Tab")
    second = page.evaluate("document.activeElement.textContent.trim()")
    assert second == links.nth(1).text_content().strip()
    # The ring is drawn, not left to the browser: it must be there, and only on the link in focus.
    width_of = "link => getComputedStyle(link.querySelector('.target')).strokeWidth"
    ring = "link => getComputedStyle(link.querySelector('.target')).stroke"
    assert page.evaluate(f"({ring})(document.activeElement)") != "none"
    assert page.evaluate(f"({width_of})(document.activeElement)") == "2.5px"
    assert links.first.evaluate(ring) == "none"
    work = shown.locator('a[href="#dahl2021"]')
    work.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#dahl2021"
    page.wait_for_function("document.getElementById('dahl2021').getBoundingClientRect().top > 90")  # below the letters
    assert in_the_way(page.locator("#dahl2021"), scroll=False) == ""


def test_links_in_the_map_are_large_enough_to_hit(open_page):
    for width in (360, 1280):
        page = open_page(MAP, width)
        for target in page.locator(".illustration svg:visible a .target").all():
            box = target.bounding_box()
            assert box["height"] >= 24, (width, box)
            assert box["width"] >= 24, (width, box)


def test_on_paper_the_wide_drawing_stands_in_light_colours(open_page):
    page = open_page("perspektiver/", 360, "dark")
    page.emulate_media(media="print")
    assert is_seen(page.locator("#figur-tre-perspektiver .illustration-wide"))
    assert page.locator("#figur-tre-perspektiver .illustration-narrow").is_hidden()
    colour = page.locator("#figur-tre-perspektiver .illustration-wide text").first.evaluate(
        "text => getComputedStyle(text).fill"
    )
    assert contrast(colour, "rgb(255, 255, 255)") >= 7


def test_the_figures_are_there_without_javascript(open_page):
    page = open_page("metoder/virkning/", java_script_enabled=False)
    assert page.locator(".illustration svg:visible").count() == 3
    page.locator("#figur-studiene-side-om-side summary").first.click()
    assert is_seen(page.locator("#figur-studiene-side-om-side table"))


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_names_in_the_timeline_can_be_hit_and_lead_to_their_event(open_page, width, scheme):
    page = open_page("oppslag/tidslinje/", width, scheme, reduced_motion="reduce")
    links = page.locator("#figur-tidslinja svg:visible a")
    assert links.count() > 12
    for number in range(0, links.count(), 3):
        link = links.nth(number)
        assert in_the_way(link.locator("text")) == ""
        box = link.locator(".target").bounding_box()
        assert min(box["width"], box["height"]) >= 24
        link.click()
        name = link.get_attribute("href").removeprefix("#")
        assert page.evaluate("location.hash") == f"#{name}"
        assert in_the_way(page.locator(f"[id='{name}']"), scroll=False) == ""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_timeline_says_where_its_axis_is_uneven_in_the_drawing_and_below_it(open_page, width):
    figure = open_page("oppslag/tidslinje/", width).locator("#figur-tidslinja")
    said = figure.locator("svg:visible text").evaluate_all("all => all.map((one) => one.textContent.trim())")
    assert {"100 år", "10 år", "7 år"} <= set(said)
    assert "Aksen er ikke jevn" in figure.locator("figcaption").inner_text()
