"""The day of the law a page tells, set from the provisions it links to."""

import pytest
from knowledge.page_steps import show
from knowledge.reading import read_unchecked

OTHER = """- id: helsepersonelloven-25
  kind: lov
  act: helsepersonelloven
  name: Lov 2. juli 1999 nr. 64 om helsepersonell m.v.
  section: § 25
  label: helsepersonelloven § 25
  lovdata_id: LOV-1999-07-02-64
  url: https://lovdata.no/lov/1999-07-02-64/%C2%A725
  url_checked: true
  paraphrase: Opplysninger kan gis til den som samarbeider om hjelpen.
  used_in: []
  text_as_of: 2026-06-30
  checked: 2026-11-22
"""
WORK, HEALTH = "[§ 4-2](lovregister.md#arbeidsmiljoloven-4-2)", "[§ 25](lovregister.md#helsepersonelloven-25)"


@pytest.fixture
def said(example):
    example.add("bibliography/legal.yml", OTHER)

    def read(body: str) -> str:
        example.page("rett.md", "Rett", body)
        example.navigation(["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md",
                            "rett.md"])  # fmt: skip
        return show(read_unchecked(example.folder)[0], "rett.md").html

    return read


def test_a_page_says_the_day_of_the_provisions_it_links_to(said):
    html = said(f"Arbeidet skal tilpasses ({WORK}).\n\n<!-- law-date -->\n")
    assert "Reglene er lest slik de var 2. juli 2026." in html.replace("\N{NO-BREAK SPACE}", " ")


def test_a_provision_the_page_does_not_link_to_lends_it_no_day(said):
    assert "30. juni" in said(f"Opplysninger kan gis ({HEALTH}).\n\n<!-- law-date -->\n")


def test_an_act_read_on_another_day_is_named_with_its_day(said, example):
    interpreter = OTHER.replace("-25", "-22").replace("helsepersonelloven", "tolkeloven").replace("06-30", "07-02")
    example.add("bibliography/legal.yml", interpreter)
    tolk = "[§ 22](lovregister.md#tolkeloven-22)"
    html = said(f"Først {HEALTH}, så {WORK} og {tolk}.\n\n<!-- law-date -->\n").replace("\N{NO-BREAK SPACE}", " ")
    assert "slik de var 2. juli 2026, helsepersonelloven slik den var 30. juni 2026." in html


def test_a_page_that_links_to_no_provision_says_no_day(said):
    assert "Reglene er lest" not in said("Ingenting om loven.\n\n<!-- law-date -->\n")


def test_the_day_stands_in_a_box_too(said):
    html = said(f'!!! merk "Om siden"\n    Siden gir ikke råd i din sak ({WORK}).\n\n    <!-- law-date -->\n')
    box = html[html.index("admonition") :]
    assert "2. juli 2026" in box.replace("\N{NO-BREAK SPACE}", " ").split("</div>\n<h")[0]
