"""What pandoc and the citation style make of citations."""

import json
import sysconfig
from pathlib import Path

import pytest
from example_project import REFERENCES
from knowledge.citations import labels as labels_module
from knowledge.citations.labels import CitationStyleError, render, render_cached
from knowledge.citations.rendering import label_text
from knowledge.language import read_language
from lxml import etree

BOKMAAL = read_language("nb")


@pytest.fixture
def bibliography(tmp_path):
    path = tmp_path / "references.bib"
    path.write_text(REFERENCES, encoding="utf-8")
    return path


@pytest.fixture
def style(root):
    return root / "bibliography" / "norsk-forfatter-aar.csl"


@pytest.fixture
def pandoc_runs(monkeypatch):
    """The citation groups of each pandoc run, in order."""
    runs = []
    real = labels_module._run_pandoc

    def counted(groups, *paths):
        runs.append(list(groups))
        return real(groups, *paths)

    monkeypatch.setattr(labels_module, "_run_pandoc", counted)
    return runs


def test_the_style_is_valid_csl(style):
    """Against the schema of https://github.com/citation-style-language/schema, as citeproc-py carries it."""
    found = Path(sysconfig.get_path("purelib"), "citeproc/data/schema/schemas/styles/csl.rng")
    schema = etree.RelaxNG(etree.parse(str(found)))
    assert schema.validate(etree.parse(str(style))), schema.error_log


def test_labels_are_bokmaal_and_each_work_is_a_link(bibliography, style):
    raw = "se @lipsky2010, s. 14-16; @aas2019, sammendraget"
    label = render([raw], bibliography, style, BOKMAAL).groups[raw]
    assert label_text(label) == "se Lipsky, 2010, s.\u00a014–16; Ås mfl., 2019b, sammendraget"
    assert label.count("<a ") == 2


def test_after_a_name_only_year_and_page_are_printed(bibliography, style):
    assert label_text(render(["-@lipsky2010, s. 14"], bibliography, style, BOKMAAL).groups["-@lipsky2010, s. 14"]) == (
        "2010, s.\u00a014"
    )


def test_year_suffixes_do_not_depend_on_what_is_cited(bibliography, style):
    alone = render(["@aas2019b"], bibliography, style, BOKMAAL).groups["@aas2019b"]
    together = render(["@aas2019", "@aas2019b"], bibliography, style, BOKMAAL).groups["@aas2019b"]
    assert alone == together
    assert "2019" in alone
    assert label_text(alone) != "Ås mfl., 2019"


def test_works_the_style_cannot_tell_apart_keep_their_suffix_whatever_is_cited_first(tmp_path, style):
    path = tmp_path / "references.bib"
    entry = "@misc{{{key},\n  author = {{Berg}},\n  year = {{2019}},\n}}\n"
    path.write_text("".join(entry.format(key=key) for key in ("c", "a", "b")), encoding="utf-8")
    one_way = render(["@c", "@a", "@b"], path, style, BOKMAAL)
    assert render(["@b"], path, style, BOKMAAL).groups["@b"] == one_way.groups["@b"]
    assert [label_text(one_way.groups[f"@{key}"]) for key in "abc"] == [
        "Berg, 2019a",
        "Berg, 2019b",
        "Berg, 2019c",
    ]


def test_references_are_in_norwegian_and_in_norwegian_order(bibliography, style):
    references = render([], bibliography, style, BOKMAAL).references
    assert list(references) == ["lipsky2010", "aas2019b", "aas2019"]  # the title decides: samarbeid, støtte
    assert "(2. utg.)" in references["lipsky2010"]
    assert "Ås, K., Ødegård, P. &amp; Berg, I. (2019" in references["aas2019"]
    assert "1–20" in references["aas2019"]


def test_a_second_build_asks_pandoc_for_nothing(bibliography, style, tmp_path, pandoc_runs):
    first = render_cached(["@lipsky2010"], bibliography, style, tmp_path / "cache", BOKMAAL)
    second = render_cached(["@lipsky2010"], bibliography, style, tmp_path / "cache", BOKMAAL)
    assert first == second
    assert len(pandoc_runs) == 1


def test_a_new_citation_asks_pandoc_for_that_one_and_gives_what_a_whole_run_gives(
    bibliography, style, tmp_path, pandoc_runs
):
    render_cached(["@aas2019"], bibliography, style, tmp_path / "cache", BOKMAAL)
    grown = render_cached(["@aas2019", "@aas2019b, s. 3"], bibliography, style, tmp_path / "cache", BOKMAAL)
    assert pandoc_runs[1] == ["@aas2019b, s. 3"]
    assert grown == render(["@aas2019", "@aas2019b, s. 3"], bibliography, style, BOKMAAL)


def test_a_changed_bibliography_makes_every_label_anew(bibliography, style, tmp_path):
    before = render_cached(["@lipsky2010"], bibliography, style, tmp_path / "cache", BOKMAAL)
    bibliography.write_text(REFERENCES.replace("year = {2010}", "year = {1980}"), encoding="utf-8")
    after = render_cached(["@lipsky2010"], bibliography, style, tmp_path / "cache", BOKMAAL)
    assert "2010" in before.groups["@lipsky2010"]
    assert "1980" in after.groups["@lipsky2010"]
    assert len(list((tmp_path / "cache").glob("labels-*.json"))) == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"groups": {}, "references": 3}'])
def test_a_damaged_cache_is_made_anew(bibliography, style, tmp_path, damage):
    whole = render_cached(["@lipsky2010"], bibliography, style, tmp_path / "cache", BOKMAAL)
    file = next((tmp_path / "cache").glob("labels-*.json"))
    file.write_text(damage, encoding="utf-8")
    assert render_cached(["@lipsky2010"], bibliography, style, tmp_path / "cache", BOKMAAL) == whole
    assert json.loads(file.read_text(encoding="utf-8"))["groups"]


def test_a_work_without_name_and_title_is_an_error_not_an_empty_label(tmp_path, style):
    path = tmp_path / "references.bib"
    path.write_text("@legislation{tom2020,\n  title = {En lov},\n}\n", encoding="utf-8")
    with pytest.raises(CitationStyleError, match="no printed form: tom2020"):
        render(["@tom2020"], path, style, BOKMAAL)


def test_pandocs_complaint_points_at_the_entry(bibliography, style):
    before = bibliography.read_text(encoding="utf-8")
    bibliography.write_text(f"{before}\n@legislation{{tom2020,\n  title = {{En lov}},\n}}\n", encoding="utf-8")
    with pytest.raises(CitationStyleError) as raised:
        render(["@tom2020"], bibliography, style, BOKMAAL)
    assert raised.value.line == before.count("\n") + 2
