"""Paper: what a printed page shows, and the questions for repetition as a sheet."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from seen import in_the_way

# One page of each kind that looks different, and the widest tables.
PAGES = [
    "", "metoder/", "metoder/ips/", "metoder/virkning/", "rettslig-grunnlag/lovregister/",
    "oppslag/litteratur/", "oppslag/tidslinje/", "oppslag/sporsmal/", "oppslag/nedlastinger/",
]  # fmt: skip
PAPER = 658  # CSS pixels: A4 less the margins of print.css
QUESTIONS = "oppslag/sporsmal/"
VISIBLE = "element => element.checkVisibility({contentVisibilityAuto: true}) && element.getClientRects().length > 0"
# Prints nothing; keeps what would have been printed.
RECORD = """() => {
window.printed = [];
window.print = () => {
  window.printed.push({
    sheet: document.documentElement.dataset.sheet,
    open: document.querySelectorAll("details.sporsmal[open]").length,
    left: [...document.querySelectorAll(".page-body > h2")].filter(
      (heading) => !heading.classList.contains("not-on-sheet")).map((heading) => heading.id),
  });
  if (!window.holdPrinting) dispatchEvent(new Event("afterprint"));
};
}"""


@pytest.fixture
def on_paper(open_page):
    def open_printed(path, **options):
        page = open_page(path, width=PAPER, **options)
        page.emulate_media(media="print")
        return page

    return open_printed


@pytest.mark.parametrize("path", PAGES)
def test_a_printed_page_has_no_ways_around_and_is_no_wider_than_paper(on_paper, path):
    page = on_paper(path)
    ways = page.locator(
        ".md-header, .md-tabs, .md-sidebar, .md-path, .md-top, .md-footer__inner, .headerlink, .page-tools,"
        " .page-body button, .page-body form, .page-body select, .hover-card, dialog"
    )
    assert ways.evaluate_all(f"all => all.filter({VISIBLE}).map((one) => one.className || one.localName)") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert (
        page.evaluate(
            "width => [...document.querySelectorAll('.md-content *')].filter((one) => one.checkVisibility()"
            " && one.getBoundingClientRect().right > width + 1).map((one) => one.outerHTML.slice(0, 80))",
            PAPER,
        )
        == []
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_is_dark_on_white_whatever_the_screen_was(on_paper, scheme):
    page = on_paper("metoder/ips/", scheme=scheme)
    colours = page.evaluate(
        "['html', 'body', '.page-body > p'].map((name) => getComputedStyle(document.querySelector(name)))"
        ".map((style) => [style.backgroundColor, style.color])"
    )
    assert colours[0][0] == colours[1][0] == "rgb(255, 255, 255)"
    assert colours[2][1] == "rgb(29, 37, 38)"


def test_a_link_that_leaves_the_site_is_printed_with_its_address_and_only_it(on_paper):
    page = on_paper("rettslig-grunnlag/lovregister/")
    shown = "links => links.map((link) => getComputedStyle(link, '::after').content)"
    outside = page.locator(".page-body a[href^='https://lovdata.no']:not(.bare-address)")
    assert outside.count() > 20
    assert all("https://lovdata.no" in text or "attr(" in text for text in outside.evaluate_all(shown))
    inside = page.locator(".page-body a:not([href^='http'])")
    assert set(inside.evaluate_all(shown)) <= {"none", "normal"}


@pytest.mark.parametrize("path", ["", "for-alle/klage/", "metoder/ips/"])
def test_a_sheet_says_whose_it_is_and_where_it_comes_from_and_the_screen_does_not_twice(on_paper, path):
    page = on_paper(path)
    line = page.locator(".paper-only")
    address = page.locator("link[rel=canonical]").get_attribute("href")
    assert line.evaluate(VISIBLE) and line.inner_text() == f"Arbeidsinkludering: {address}"
    # The theme lets colours of links change over a moment.
    licence = "getComputedStyle(document.querySelector('.md-copyright a')).color"
    page.wait_for_function(f"{licence} === 'rgb(75, 87, 89)'")
    page.emulate_media(media="screen")
    assert not line.evaluate(VISIBLE)


def test_an_address_that_is_its_own_text_is_not_printed_twice(on_paper):
    page = on_paper("oppslag/litteratur/")
    twice = page.locator(".page-body a[href^='http']").evaluate_all(
        "links => links.filter((link) => link.textContent === link.href"
        " && !['none', 'normal'].includes(getComputedStyle(link, '::after').content)).map((link) => link.href)"
    )
    assert twice == []


def test_figures_and_rows_are_not_cut_between_pages(on_paper):
    page = on_paper("metoder/virkning/")
    for name in ("figure", "svg.drawing", "tr"):
        cuts = page.locator(name).evaluate_all(
            "all => [...new Set(all.map((one) => getComputedStyle(one).breakInside))]"
        )
        assert cuts == ["avoid"], name


def test_what_folds_out_is_open_on_paper_without_javascript_but_not_the_answers(on_paper):
    page = on_paper("metoder/place-train/", java_script_enabled=False)
    boxes = page.locator(".page-body details:not(.page-contents, .page-facts details, .evidence) > :not(summary)")
    assert boxes.count() > 0
    assert all(boxes.evaluate_all(f"all => all.map({VISIBLE})"))
    # How many claims are held to their source is a line; what each rests on would take pages of paper.
    evidence = page.locator("details.evidence")
    assert evidence.locator("summary").evaluate(VISIBLE)
    assert not any(evidence.locator("> :not(summary)").evaluate_all(f"all => all.map({VISIBLE})"))
    page = on_paper(QUESTIONS, java_script_enabled=False)
    answers = page.locator("details.sporsmal > :not(summary)")
    assert not any(answers.evaluate_all("all => all.map((one) => one.checkVisibility())"))
    assert page.locator(".question-sheet").count() == 0


class TestQuestionSheet:
    @pytest.fixture
    def page(self, open_page):
        page = open_page(QUESTIONS)
        page.evaluate(RECORD)
        return page

    def test_with_answers_every_answer_is_open_and_afterwards_as_it_was(self, page):
        page.locator("details.sporsmal summary").nth(4).click()
        page.get_by_role("button", name="Skriv ut med svar").click()
        (printed,) = page.evaluate("printed")
        assert printed["sheet"] == "answers"
        assert printed["open"] == page.locator("details.sporsmal").count() >= 120
        assert page.locator("details.sporsmal[open]").count() == 1
        assert page.locator(".not-on-sheet").count() == 0
        assert page.evaluate("document.documentElement.dataset.sheet") is None

    def test_without_answers_none_is_shown_even_when_open(self, page):
        page.evaluate("window.holdPrinting = true")
        page.locator("details.sporsmal summary").nth(4).click()
        page.get_by_role("button", name="Skriv ut uten svar").click()
        page.emulate_media(media="print")
        # The theme opens every box when the browser prints.
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        answers = page.locator("details.sporsmal > :not(summary)")
        assert not any(answers.evaluate_all("all => all.map((one) => one.checkVisibility())"))
        assert page.locator("details.sporsmal summary").first.evaluate(VISIBLE)
        assert not page.locator(".sources").evaluate(VISIBLE)

    def test_one_part_can_be_printed_alone(self, page):
        part = page.get_by_role("combobox", name="Del som skal skrives ut")
        names = part.locator("option").all_inner_texts()
        assert names[0] == "Alle delene" and len(names) > 3 and "Slik bruker du siden" not in names
        part.select_option(label=names[2])
        page.get_by_role("button", name="Skriv ut uten svar").click()
        assert len(page.evaluate("printed")[0]["left"]) == 1

    def test_it_works_with_the_keyboard_and_keeps_nothing(self, page):
        before = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
        page.get_by_role("combobox", name="Del som skal skrives ut").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skriv ut uten svar"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert [printed["sheet"] for printed in page.evaluate("printed")] == ["questions", "answers"]
        page.locator("details.sporsmal summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.sporsmal[open]").count() == 1
        assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])") == before

    def test_it_fits_a_small_screen(self, open_page):
        page = open_page(QUESTIONS, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for control in page.locator(".question-sheet :is(select, button)").all():
            assert in_the_way(control) == ""
            box = control.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["height"] >= 24

    def test_only_the_page_with_questions_has_it(self, open_page):
        assert open_page("metoder/ips/").locator(".question-sheet").count() == 0


CHECKLISTS = [
    "kartlegging-og-jobbmatch", "den-tredelte-relasjonen", "folge-opp-mentor", "parallelle-prosesser",
    "samtalen-med-arbeidsgiver", "nar-tida-er-trang",
]  # fmt: skip


def sheets(page):
    """Return the text of each sheet the browser would print."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=page.pdf(), capture_output=True, check=True)
    return [sheet for sheet in run.stdout.decode().split("\f") if sheet.strip()]


class TestCheckLists:
    def test_every_list_a_page_offers_to_print_is_one(self, library):
        text = library.pages["for-deg-i-nav/index.md"].text
        offered = re.search(r"## Sjekklister du kan skrive ut\n(.*?)\n## ", text, re.DOTALL)
        assert sorted(re.findall(r"praksis/([a-z-]+)\.md", offered[1])) == sorted(CHECKLISTS)

    @pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is missing: poppler-utils brings it")
    @pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
    @pytest.mark.parametrize("name", CHECKLISTS)
    def test_it_is_a_sheet_of_its_own_with_its_address_and_day(self, open_page, library, name, script):
        page = open_page(f"praksis/{name}/", java_script_enabled=script)
        heading = page.locator("h2.checklist")
        items = page.locator(".checklist-items > li")
        words = [" ".join(text.split()[:2]) for text in items.all_inner_texts()]
        begins = heading.inner_text().removesuffix("¶").strip()
        after = page.locator(".after-checklist").first.inner_text().removesuffix("¶").strip()
        assert len(words) >= 9
        found = [sheet for sheet in sheets(page) if sheet.strip().startswith(begins)]
        assert len(found) == 1
        sheet = " ".join(found[0].split())
        assert all(word in sheet for word in words), "all of it on one sheet"
        assert after not in sheet, "and nothing else"
        day = library.language.date(library.pages[f"praksis/{name}.md"].meta["reviewed"])
        address = f"https://arbeidsinkludering.github.io/arbeidsinkludering/praksis/{name}/"
        assert f"lest gjennom {day}: {address}" in sheet

    def test_each_line_has_a_box_to_tick_on_paper_and_none_on_the_screen(self, open_page):
        page = open_page("praksis/samtalen-med-arbeidsgiver/")
        boxes = """all => all.map((one) => getComputedStyle(one, "::before"))
          .map(({ width, borderTopWidth }) => [parseFloat(width), parseFloat(borderTopWidth)])"""
        items = page.locator(".checklist-items > li")
        assert items.count() > 10
        assert not any(border for _, border in items.evaluate_all(boxes))
        assert page.locator(".checklist-origin").is_hidden()
        page.emulate_media(media="print")
        assert all(width > 10 and border > 0.9 for width, border in items.evaluate_all(boxes))

    @pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is missing: poppler-utils brings it")
    def test_the_button_prints_it_alone_and_leaves_the_page_as_it_was(self, open_page):
        page = open_page("praksis/samtalen-med-arbeidsgiver/")
        page.evaluate("window.print = () => { window.asked = true; }")
        page.get_by_role("button", name="Skriv ut sjekklista").click()
        assert page.evaluate("window.asked")
        made = sheets(page)
        assert len(made) == 1 and "Ha en bestemt bruker" in made[0] and "Bekymringer" not in made[0]
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".not-on-sheet").count() == 0
        assert len(sheets(page)) > 1
