"""What a reader meets: links for citations, «Kilder», hover cards, addresses for files."""

import re

import pytest
from knowledge.citations.syntax import parse_group
from knowledge.page_steps import show
from knowledge.reading import read_library


def content(example, body, sources="aas2019, aas2019b, lipsky2010"):
    """Return the content of a page of the example project with ``body`` as its text."""
    example.page("index.md", "Forside", "Se [støtte](stotte.md).\n", "", "front")
    example.page(
        "stotte.md", "Støtte", f'!!! kort "Kort sagt"\n    Ja [@lipsky2010, s. 1].\n\n{body}', sources, "about"
    )
    return show(read_library(example.folder), "stotte.md")


def citations(html):
    return [
        (found[1], re.sub("<[^>]+>", "", found[2]))
        for found in re.finditer(r'<a class="citation" id="bruk-([a-z0-9-]+)"[^>]*>(.*?)</a>', html)
    ]


SOURCES = "Ås [@aas2019, s. 3] og [@aas2019b].\n"


def test_every_use_is_a_link_of_its_own_and_kilder_leads_back_to_it(example):
    html = content(example, f"## Del\n\n{SOURCES}\nSå [@lipsky2010, s. 3].\n").html
    uses = re.findall(r'id="(bruk-[^"]+)" href="#(kilde-[^"]+)"', html)
    assert uses == [
        ("bruk-lipsky2010-1", "kilde-lipsky2010"),
        ("bruk-aas2019-1", "kilde-aas2019"),
        ("bruk-aas2019b-1", "kilde-aas2019b"),
        ("bruk-lipsky2010-2", "kilde-lipsky2010"),
    ]
    assert set(re.findall(r'class="source-back" href="#([^"]+)"', html)) == {use for use, _ in uses}
    assert 'href="../litteratur/#aas2019"' in html


def test_a_work_is_named_once_in_a_part_and_then_its_page_is_enough(example):
    html = content(
        example,
        f"{SOURCES}\n## Del\n\nEn [@lipsky2010, s. 3]. To [@lipsky2010, s. 4].\n\n## Ny\n\nTre [@lipsky2010, s. 5].\n",
    ).html
    shown = [text for use, text in citations(html) if use.startswith("lipsky")]
    assert shown[1:] == ["Lipsky, 2010, s.&nbsp;3", "s.&nbsp;4", "Lipsky, 2010, s.&nbsp;5"]
    assert re.findall(r'aria-label="([^"]+, s[^"]+4)"', html) == ["Lipsky, 2010, s.&nbsp;4"]


def shown_of(example, body):
    """Return the text of the page's citations of Lipsky below a heading of the second level."""
    example.write("bibliography/site.yml", "short_names: {lipsky2010: boka, aas2019b: heftet}\n")
    html = content(example, f"{SOURCES}\n## Del\n\n{body}").html.replace("&nbsp;", " ")
    return [text for use, text in citations(html) if use.startswith("lipsky")][1:]


def test_a_work_that_carries_a_part_is_named_once_whatever_blocks_headings_and_boxes_it_has(example):
    body = (
        "En [@lipsky2010, s. 3].\n\nTo [@lipsky2010, s. 4].\n\n- Tre [@lipsky2010, s. 5].\n\n### Under\n\n"
        'Fire [@lipsky2010, s. 6].\n\n!!! merk "Boks"\n    Fem [@lipsky2010, s. 7].\n\n'
        "Seks [Sand 1999, i @lipsky2010, s. 8].\n\n## Ny\n\nSju [@lipsky2010, s. 9].\n"
    )
    assert shown_of(example, body) == [
        "Lipsky, 2010, s. 3", "s. 4", "s. 5", "s. 6", "s. 7", "s. 8", "Lipsky, 2010, s. 9",
    ]  # fmt: skip


def test_a_work_reported_by_the_text_a_part_builds_on_is_never_given_its_pages(example):
    body = "En [Sand 1999, i @lipsky2010, s. 3]. To [Ås 2012 og Sand 1999, i @lipsky2010, s. 4].\n"
    shown_of(example, body)
    text = re.sub("<[^>]+>", "", show(read_library(example.folder), "stotte.md").html).replace("&nbsp;", " ")
    assert "(Sand 1999, i boka, s. 3)" in text
    assert "(Ås 2012 og Sand 1999, gjengitt s. 4)" in text


def test_after_another_work_one_with_a_short_name_is_called_by_it_and_another_in_full(example):
    body = "En [@lipsky2010, s. 3]. To [@aas2019, s. 4]. Tre [@lipsky2010, s. 5]. Fire [@aas2019, s. 6].\n"
    assert shown_of(example, body) == ["Lipsky, 2010, s. 3", "boka, s. 5"]
    html = show(read_library(example.folder), "stotte.md").html
    assert [text for use, text in citations(html) if use.startswith("aas2019-")][-1].startswith("Ås")
    assert 'aria-label="boka, s.&nbsp;5 (Lipsky, 2010)"' in html, "what is seen is said first"


@pytest.mark.parametrize(
    ("between", "named"),
    [
        ("To", False),
        ("Waddell mfl. (2008) mener to", True),
        ("Sand (u.å.) mener to", True),
        ("NOU 2021: 2 sier to", True),
        ("Heftet sier to", True),
        ("Boka sier to", False),
        ("Som Sand (2001) mener, sier boka to", False),
        ("I 2008 kom to", False),
    ],
)
def test_a_page_stands_alone_only_where_the_text_has_not_named_another_work(example, between, named):
    shown = shown_of(example, f"En [@lipsky2010, s. 3].\n\n{between} [@lipsky2010, s. 4].\n")
    assert shown == ["Lipsky, 2010, s. 3", "boka, s. 4" if named else "s. 4"]


def test_what_may_be_read_by_itself_names_its_works_itself(example):
    shown = shown_of(
        example,
        'En [@lipsky2010, s. 3].\n\n??? sporsmal "To?"\n    To [@lipsky2010, s. 4].\n\nTre [@lipsky2010, s. 5].\n',
    )
    assert shown == ["Lipsky, 2010, s. 3", "Lipsky, 2010, s. 4", "Lipsky, 2010, s. 5"]


def test_a_column_whose_head_names_the_work_has_pages_only_and_one_that_does_not_has_names(example):
    body = (
        "| Side | I boka | Annet |\n|---|---|---|\n"
        "| A | en [@lipsky2010, s. 3] | [@aas2019, s. 2] |\n| B | to [@lipsky2010, s. 4] | [@aas2019, s. 3] |\n\n"
        "Tre [@lipsky2010, s. 5].\n"
    )
    assert shown_of(example, body) == ["s. 3", "s. 4", "boka, s. 5"]
    html = show(read_library(example.folder), "stotte.md").html
    assert [text.startswith("Ås") for use, text in citations(html) if use.startswith("aas2019-")][1:] == [True, False]
    assert shown_of(example, body.replace("I boka", "Side to"))[0] == "Lipsky, 2010, s. 3"


def test_pages_of_one_work_are_listed_after_its_name_and_each_is_a_link_that_says_the_whole(example):
    html = content(example, f"{SOURCES}\n[@lipsky2010, s. 3; @lipsky2010, s. 14–15; @aas2019, s. 2]\n").html
    group = html[html.rindex("(<a") : html.rindex(")</p>")]
    assert re.sub("<[^>]+>", "", group).startswith("(Lipsky, 2010, s.&nbsp;3, 14–15; Ås")
    assert 'aria-label="Lipsky, 2010, s.&nbsp;14–15"' in group


def test_a_reported_work_is_named_and_linked_and_told_apart_in_kilder(example):
    example.add("bibliography/site.yml", "short_names: {lipsky2010: boka}\n")
    html = content(example, f"{SOURCES}\nDet [Sand 1999, i @lipsky2010, s. 3].\n").html
    assert re.sub("<[^>]+>", "", html).count("(Sand 1999, i boka, s.&nbsp;3)") == 1
    assert "Gjengir her: Sand 1999." in html


def test_of_several_works_reported_at_one_place_each_is_linked_to_its_own_entry(example):
    example.add("bibliography/site.yml", "short_names: {lipsky2010: boka}\n")
    html = content(example, f"{SOURCES}\nDet [Sand 1999, NOU 2011: 3 og Lipsky 2010, i @lipsky2010, s. 3].\n").html
    assert re.sub("<[^>]+>", "", html).count("(Sand 1999, NOU 2011: 3 og Lipsky 2010, i boka, s.&nbsp;3)") == 1
    assert 'Sand 1999, NOU 2011: 3 og <a class="reported" href="../litteratur/#lipsky2010">Lipsky 2010</a>, i ' in html
    assert re.sub("<[^>]+>", "", html).count("Gjengir her: Sand 1999; NOU 2011: 3; Lipsky 2010.") == 1


def test_two_years_of_one_name_are_one_work_reported():
    (citation,) = parse_group("Sand 1999 og 2001, i @lipsky2010, s. 3")
    assert citation.works_reported == ("Sand 1999 og 2001",)
    (citation,) = parse_group("Sand 1999a og Ås u.å., i @lipsky2010, s. 3")
    assert citation.works_reported == ("Sand 1999a", "Ås u.å.")


def test_a_page_without_citations_has_no_kilder(example):
    example.page("index.md", "Forside", "Ingen. Se [støtte](stotte.md).\n", "", "front")
    assert "kilder" not in show(read_library(example.folder), "index.md").html


def test_links_to_register_entries_are_marked_and_get_a_card_each_once(example):
    link = "[innlåsing](ordliste.md#innlasing)"
    html = content(example, f"{SOURCES}\n{link} og {link}, [listen](ordliste.md).\n").html
    assert html.count('class="concept"') == 2
    assert html.count('id="kort-concept-innlasing"') == 1
    assert '<a href="../ordliste/">listen</a>' in html


def test_a_card_tells_what_is_adopted_and_not_in_force_apart_from_what_has_changed(example):
    example.add(
        "bibliography/legal.yml",
        "  changes: Endret i 2025.\n  pending:\n"
        "    - {act: lov 1. juni 2026 nr. 1, what: skal <endre> § 1, in_force: null, as_of: 2026-07-02}\n"
        "    - {act: lov 1. juni 2026 nr. 1, what: skal <endre> § 1, in_force: 2026-10-01, as_of: 2026-07-02}\n",
    )
    html = content(example, f"{SOURCES}\n[§ 4-2](lovregister.md#arbeidsmiljoloven-4-2)\n").html
    told = (
        "<strong>Vedtatt, ikke i kraft:</strong> Lov 1. juni 2026 nr. 1: skal &lt;endre&gt; §&nbsp;1. "
        "Per 2. juli 2026: "
    )
    assert f"{told}dato for ikrafttredelse ikke fastsatt.</p>" in html.replace("§ 1.", "§&nbsp;1.")
    dated = "<strong>Vedtatt, skal gjelde fra 1. oktober 2026:</strong> Lov 1. juni 2026 nr. 1: skal &lt;endre&gt; "
    assert dated in html
    assert "Loven er lest slik den lød 2. juli 2026, før dette. Sjekk hva som gjelder nå.</p>" in html
    assert "<p>Endringer siden kildene ble skrevet: Endret i 2025.</p>" in html


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("index.md", "../"),
        ("stotte.md#del", "./#del"),
        ("#del", "#del"),
        ("lovregister.md", "../lovregister/"),
        ("assets/mark.svg", "../assets/mark.svg"),
        ("https://example.com/a", "https://example.com/a"),
    ],
)
def test_a_link_leads_to_the_address_of_its_file(example, written, address):
    html = content(example, f"{SOURCES}\n## Del\n\n[hit]({written})\n").html
    assert f'href="{address}"' in html


def test_the_contents_are_the_headings_as_they_are_shown(example):
    parts = content(example, f"{SOURCES}\n## En & to\n\n### Under\n\n#### Dypt\n\n## Ny\n").contents
    assert [(part.name, [inner.name for inner in part.parts]) for part in parts[0].parts] == [
        ("En &amp; to", ["Under"]), ("Ny", []), ("Kilder", []),
    ]  # fmt: skip
