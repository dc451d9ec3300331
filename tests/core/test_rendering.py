"""Citation tokens, links, «Kilder», and hover cards."""

import re

from knowledge.citations.cards import Cards
from knowledge.citations.labels import Labels
from knowledge.citations.rendering import Citations, group_token, reference_token
from knowledge.registers.entries import Entry
from knowledge.registers.references import Reference

LABELS = Labels(
    groups={
        "@b2011, s. 3": '(<a href="#ref-b2011" role="doc-biblioref">Berg, 2011, s. 3</a>)',
        "@b2011, s. 3; @b2011, s. 14–15; @a2010, s. 2": (
            '(<a href="#ref-b2011">Berg, 2011, s.\u00a03</a>; <a href="#ref-b2011">Berg, 2011, s.\u00a014–15</a>; '
            '<a href="#ref-a2010">Aas, 2010, s.\u00a02</a>)'
        ),
        "@a2010; @b2011": '(<a href="#ref-a2010">Aas, 2010</a>; <a href="#ref-b2011">Berg, 2011</a>)',
    },
    references={"a2010": "Aas. (2010).", "b2011": "Berg. (2011)."},
)
WORKS = {key: Reference(key, "book", 1, {}, verified="yes") for key in LABELS.references}


def test_every_use_is_a_link_of_its_own_and_kilder_leads_back_to_it():
    citations = Citations()
    text = citations.replace_tokens(f"<p>{group_token('@b2011, s. 3')} og {group_token('@a2010; @b2011')}</p>", LABELS)
    uses = re.findall(r'id="(bruk-[^"]+)" href="#(kilde-[^"]+)"', text)
    assert uses == [
        ("bruk-b2011-1", "kilde-b2011"),
        ("bruk-a2010-1", "kilde-a2010"),
        ("bruk-b2011-2", "kilde-b2011"),
    ]
    sources = citations.sources(LABELS, WORKS, "../litteratur/")
    assert re.findall(r'<li id="([^"]+)"', sources) == ["kilde-a2010", "kilde-b2011"]
    assert set(re.findall(r'class="source-back" href="#([^"]+)"', sources)) == {use for use, _ in uses}
    assert 'href="../litteratur/#a2010"' in sources


def test_pages_of_one_work_are_listed_after_its_name_and_each_is_a_link_that_says_the_whole():
    text = Citations().replace_tokens(group_token("@b2011, s. 3; @b2011, s. 14–15; @a2010, s. 2"), LABELS)
    assert re.sub("<[^>]+>", "", text) == "(Berg, 2011, s.\u00a03, 14–15; Aas, 2010, s.\u00a02)"
    assert re.findall(r'id="(bruk-[^"]+)"', text) == ["bruk-b2011-1", "bruk-b2011-2", "bruk-a2010-1"]
    assert re.findall(r'aria-label="([^"]+)"', text) == ["Berg, 2011, s.\u00a014–15"]


def test_a_page_without_citations_has_no_kilder():
    assert Citations().sources(LABELS, WORKS, "") == ""


def test_a_reference_token_becomes_the_whole_reference():
    assert Citations().replace_tokens(f"<p>{reference_token('a2010')}</p>", LABELS) == "<p>Aas. (2010).</p>"


def test_links_to_register_entries_are_marked_and_get_a_card_each_once():
    entry = Entry("innlasing", {"term": "innlåsing", "definition": "Å bli <værende>.", "english": "lock-in"}, 1)
    cards = Cards({"concepts": "oppslag/ordliste/"}, {"concepts": {"innlasing": entry}})
    link = '<a href="../../oppslag/ordliste/#innlasing">innlåsing</a>'
    marked = cards.mark_links(f"<p>{link} {link} <a href='x'>y</a></p>", "teori/innlasing/")
    assert marked.count('class="concept"') == 2
    assert cards.html().count("card-text") == 1
    assert "Å bli &lt;værende&gt;." in cards.html()
    assert '<i lang="en">lock-in</i>' in cards.html()


def test_links_elsewhere_and_to_unknown_entries_are_left_alone():
    cards = Cards({"concepts": "oppslag/ordliste/"}, {"concepts": {}})
    for link in ('<a href="../#del">x</a>', '<a href="https://x.no/oppslag/ordliste/#innlasing">x</a>'):
        assert cards.mark_links(link, "oppslag/ordliste/") == link
    assert cards.html() == ""
