"""How the bibliography is read."""

from example_project import REFERENCES
from knowledge.registers.references import read_references


def read(tmp_path, text):
    path = tmp_path / "references.bib"
    path.write_text(text, encoding="utf-8")
    return read_references(path, "references.bib")


def test_a_work_is_read_with_its_line_people_and_mentions(tmp_path):
    works, problems = read(tmp_path, REFERENCES)
    assert problems == []
    work = works["aas2019"]
    assert work.line == 12
    assert work.authors == ("Ås, Kari", "Ødegård, Per", "Berg, Ida")
    assert (work.title, work.year, work.verified) == ("Om støtte", "2019", "partly")
    assert work.mentions == {"lipsky2010": ("3",)}
    assert work.aliases == ("aas2018",)
    assert work.page_span == (1, 20)


def test_names_of_institutions_stay_whole(tmp_path):
    works, _ = read(
        tmp_path,
        "@report{nav2019,\n  author = {{Arbeids- og velferdsdirektoratet}},\n  verified = {no},\n}\n",
    )
    assert works["nav2019"].authors == ("Arbeids- og velferdsdirektoratet",)


def test_each_fault_of_an_entry_is_named_with_its_line(tmp_path):
    text = (
        "@book{a2010,\n  title = {A},\n}\n\n"
        "@book{b2010,\n  title = {B},\n  verified = {yes},\n  doi = {https://doi.org/10.1/x},\n"
        "  url = {http://x.no},\n  mentioned = {s. 3},\n}\n\n"
        "@book{c2010,\n  title = {C},\n  verified = {yes},\n  mentioned = {finnes-ikke: 3},\n  ids = {a2010},\n}\n"
    )
    _, problems = read(tmp_path, text)
    assert sorted((problem.line, problem.what) for problem in problems) == [
        (1, "'a2010' does not say how far it was checked (verified = '')"),
        (8, "'doi' of 'b2010' is 'https://doi.org/10.1/x', which is not a DOI"),
        (9, "'url' of 'b2010' is 'http://x.no', which is not an https address"),
        (10, "'mentioned' of 'b2010' cannot be read at 's. 3'"),
        (13, "'c2010' is mentioned in 'finnes-ikke', which is no key"),
        (13, "the alias 'a2010' of 'c2010' is a key of its own"),
    ]


def test_comments_in_the_file_are_no_entries(tmp_path):
    works, problems = read(tmp_path, "% en kommentar\n@comment{ikke et verk}\n" + REFERENCES)
    assert problems == []
    assert len(works) == 3


def test_an_address_is_kept_letter_by_letter_and_a_title_is_set_as_text(tmp_path):
    url = "https://example.no/a--b/"
    works, problems = read(
        tmp_path, f"@book{{a2010,\n  title = {{A--B}},\n  verified = {{no}},\n  url = {{{url}}},\n}}\n"
    )
    assert problems == []
    assert works["a2010"].fields["url"] == url
    assert works["a2010"].title == "A–B"
