"""The table of a book's chapters, and what the page of a chapter not read says of itself."""

import pytest
from knowledge.page_steps import show
from knowledge.reading import problems_of, read_unchecked

KNOWN = """
@incollection{bok1,
  author = {Dal, Eva},
  title = {Innledning},
  booktitle = {Boka},
  year = {2021},
  chapter = {1},
  langid = {norsk},
  verified = {yes},
}

@incollection{bok2,
  author = {Ås, Kari and Dal, Eva},
  booktitle = {Boka},
  year = {2021},
  chapter = {2},
  langid = {norsk},
  mentioned = {lipsky2010: 9; bok1: 34},
  verified = {partly},
}
"""
META = "chapter: {number}\nauthors: [{authors}]\ntheme: {theme}\nsources:"


@pytest.fixture
def book(example):
    """A book of two chapters below ``bok/``, the second not read."""
    example.add("bibliography/references.bib", KNOWN)
    example.page("bok/index.md", "Boka", "<!-- chapters -->\n\n## Slik {#slik-finner-du-et-kapittel}\n\nSøk.\n")
    example.page("bok/to.md", "To", "<!-- chapter: bok2 -->\n", kind="anthology")
    example.page("bok/en.md", "En", "Fri [@bok1, s. 1].\n", "bok1", "anthology")
    for name, number, authors, theme in (
        ("to", 2, '"Ås, Kari", "Dal, Eva"', "Andre tema her"),
        ("en", 1, '"Dal, Eva"', "Første tema her"),
    ):
        example.replace(f"docs/bok/{name}.md", "sources:", META.format(number=number, authors=authors, theme=theme))
    return example


def markdown(book, path):
    return "\n".join(made.markdown for made in read_unchecked(book.folder)[0].made(path))


def test_the_table_has_each_chapter_once_by_number_with_what_its_own_page_says(book):
    assert markdown(book, "bok/index.md").splitlines()[2:] == [
        "| – | 1 | [Første tema her](en.md) | Eva Dal |",
        "| – | 2 | [Andre tema her](to.md) | Kari Ås, Eva Dal |",
    ]


def test_a_page_without_authors_or_outside_the_folder_is_in_no_table(book):
    book.replace("docs/bok/en.md", 'authors: ["Dal, Eva"]\n', "")
    assert "en.md" not in markdown(book, "bok/index.md")
    book.page("andre/index.md", "Andre", "<!-- chapters -->\n")
    assert "to.md" not in markdown(book, "andre/index.md")


def test_a_chapter_not_read_names_its_authors_and_the_page_of_the_same_book_that_tells_of_it(book):
    said = markdown(book, "bok/to.md")
    assert "Kapitlet er skrevet av Kari Ås og Eva Dal. Vi har ikke lest kapitlet" in said
    assert "[@bok1, s. 34]" in said and "lipsky2010" not in said
    html = show(read_unchecked(book.folder)[0], "bok/to.md").html
    assert '<a href="../#slik-finner-du-et-kapittel">Slik finner du kapitlet</a>' in html


def test_a_chapter_read_in_part_says_so(book):
    book.replace("bibliography/references.bib", "  mentioned = {lipsky2010: 9; bok1: 34},\n",
                 "  mentioned = {lipsky2010: 9; bok1: 34},\n  read = {utdrag},\n")  # fmt: skip
    assert "Vi har lest et utdrag av kapitlet" in markdown(book, "bok/to.md")
    assert '"Bygger på et utdrag og på omtalen' in markdown(book, "bok/to.md")


def test_a_chapter_that_no_chapter_tells_of_gets_no_box(book):
    book.replace("bibliography/references.bib", "; bok1: 34", "")
    assert markdown(book, "bok/to.md") == ""


def test_a_chapter_in_the_table_is_reached(book):
    book.add("bibliography/site.yml", "reach_every_page: true\n")
    unreached = {problem.file for problem in problems_of(book.folder) if problem.rule == "unreached"}
    assert not unreached & {"docs/bok/en.md", "docs/bok/to.md"}
    book.replace("docs/bok/index.md", "<!-- chapters -->\n", "")
    unreached = {problem.file for problem in problems_of(book.folder) if problem.rule == "unreached"}
    assert {"docs/bok/en.md", "docs/bok/to.md"} <= unreached
