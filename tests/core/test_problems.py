"""Messages: what they name, and what they suggest."""

import ast

import pytest
from knowledge.checks.assets import scripts_and_styles_can_be_read
from knowledge.problems import ContentError, Problem, nearest, suggestion
from knowledge.reading import problems_of
from knowledge.rules import RULES

# In these, rules are not of the content: what they find is in a built site.
NOT_OF_THE_CONTENT = {"built_site.py"}


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("lipski2010", {"lipsky2010", "lindahl2020"}, "lipsky2010"),
        ("innlosing", {"innlasing", "agens"}, "innlasing"),
        ("nobody1999", {"bond1997", "aas2019"}, None),
        ("sitert2020", {"hart2019", "lipsky2010"}, None),
        ("", {"a"}, None),
    ],
)
def test_a_suggestion_is_made_only_when_it_is_near(word, known, near):
    assert nearest(word, known) == near
    assert suggestion(word, known, "add it").startswith("did you mean" if near else "add it")


def test_a_message_says_rule_file_line_what_mend_and_the_command_that_mends():
    problem = Problem("docs/a.md", 3, "x is wrong", "write y", "sources-field", "make fix")
    assert str(problem) == "docs/a.md:3: [sources-field] x is wrong. Mend: write y. Or run: make fix"
    assert ContentError([problem, problem]).problems == (problem,)


def _rules_named(tree):
    """Yield line and rule of every problem that is made: its fifth place, or the fourth of a page's own."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        # A page makes its own problems; so does the bibliography, with one rule for all.
        of = node.func.value.id if name == "problem" and isinstance(node.func.value, ast.Name) else "page"
        if name in ("Problem", "problem") and of == "page":
            place = 4 if name == "Problem" else 3
            named = {word.arg: word.value for word in node.keywords}
            value = node.args[place] if len(node.args) > place else named.get("rule")
            yield node.lineno, value


def test_every_problem_names_a_rule_of_the_list_and_every_rule_of_the_list_is_used(root):
    used, nameless = set(), []
    for file in sorted((root / "scripts").rglob("*.py")):
        if file.name in NOT_OF_THE_CONTENT:
            continue
        for line, value in _rules_named(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(value, ast.Constant):
                used.add(value.value)
            elif not isinstance(value, ast.Name):
                nameless.append(f"{file.relative_to(root)}:{line}")
    assert nameless == []
    assert used <= set(RULES)
    assert set(RULES) - used == set(), "nothing holds the content to these"


@pytest.mark.parametrize(
    ("name", "break_it"),
    [
        ("docs/stotte.md", lambda text: "# Støtte – på jobben\n".encode("cp1252") + text.encode("cp1252", "replace")),
        ("bibliography/glossary.yml", lambda text: f"{text}  - [ x\n".encode()),
        ("bibliography/glossary.yml", lambda text: text.encode("utf-16")),
        ("bibliography/references.bib", lambda text: f"{text}\n@article{{x, author = {{\n".encode()),
    ],
    ids=["a page in another encoding", "a register that is no YAML", "a register in UTF-16", "broken BibTeX"],
)
def test_a_file_that_cannot_be_read_is_the_only_thing_told(example, name, break_it):
    """What would follow from it (an id that is not known, a page that is not there) is no fault of its own."""
    example.write("bibliography/addresses.txt", "/\n/stotte/\n")
    assert problems_of(example.folder) == []
    example.write(name, break_it(example.read(name)))
    assert {problem.file for problem in problems_of(example.folder)} == {name}


@pytest.mark.parametrize(
    ("name", "text", "line", "what"),
    [
        ("docs/assets/frame.js", "const one = 1;\ntwo(one;\n", 2, "')' is missing in the script"),
        ("docs/assets/frame.js", "const one = 1;\n\none.two());\n", 3, "the script cannot be read from here"),
        ("docs/assets/site.css", "a { color: red }\nb { color: red }}}{\n", 2, "the style sheet cannot be read"),
    ],
    ids=["a bracket too few", "a bracket too many", "a style sheet"],
)
def test_a_script_or_a_style_no_browser_could_read_is_told_with_its_line(example, name, text, line, what):
    example.write(name, text)
    (problem,) = problems_of(example.folder)
    assert (problem.file, problem.rule) == (name, "asset")
    assert problem.what.startswith(what)
    assert abs(problem.line - line) <= 1


def test_the_scripts_and_styles_of_the_site_can_be_read(library):
    """With all that they use of the languages: a grammar that is too old would say so here."""
    assert list(scripts_and_styles_can_be_read(library)) == []
    assert len(list((library.root / "docs/assets").glob("*.js"))) > 5
