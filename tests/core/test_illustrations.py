"""Figures drawn from data: what a page gets for its comment, and that the data are the registers'."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from knowledge import illustrations
from knowledge.illustrations.canvas import NARROW, WIDE, Canvas
from knowledge.illustrations.kinds import intervals, levels, literature, numbers, timeline, trials
from knowledge.illustrations.text import width, wrap
from knowledge.language import read_language
from knowledge.problems import ContentError
from knowledge.reading import read_library

SVG = "{http://www.w3.org/2000/svg}"
CELLS = """- id: to-trinn
  kind: cells
  title: To trinn
  summary: To ruter etter hverandre.
  description: Den første ruta leder til den andre.
  content:
    ordered: true
    columns: 2
    columns_narrow: 1
    items:
      - {name: Bli kjent & trygg, text: Først}
      - {name: Følge opp}
"""
TRIAL_CHARTS = ("studiene-side-om-side", "usikkerheten-i-tallene")
PAGE = "docs/stotte.md"
ASKED = "\n<!-- figure: to-trinn -->\nTegningen er nettstedets, etter Lipsky [@lipsky2010, s. 12].\n"

in_norwegian = read_language("nb").number


@pytest.fixture
def with_figure(example):
    """The example project with one figure, which a test may break."""
    example.write("bibliography/illustrations.yml", CELLS)
    example.add(PAGE, ASKED)
    return example


def asked_for(page):
    return [mark.words for mark in page.parsed.directives if mark.name == "figure"]


def drawn(library, name):
    """Return the drawings of a figure, wide and narrow, as XML."""
    page = next(page.path for page in library.pages.values() if name in asked_for(page))
    html = illustrations.drawings(library, name, page)
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]


def all_drawn(library):
    return [(name, svg) for name in library.illustrations for svg in drawn(library, name)]


def problem(project):
    with pytest.raises(ContentError) as raised:
        read_library(project.folder)
    return str(raised.value.problems[0])


# --- Asking for a figure ---------------------------------------------------------------------------


def test_a_page_gets_the_drawing_its_caption_and_its_description(with_figure):
    run = with_figure.build()
    assert run.returncode == 0, run.stdout + run.stderr
    html = with_figure.read("site/stotte/index.html")
    figure = re.search(
        r'<div class="illustration" id="figur-to-trinn"><figure>.*?</details>\s*</div>', html, re.DOTALL
    )[0]
    assert figure.count("<svg") == 2
    assert "Bli kjent &amp; trygg" in figure
    assert re.search(
        r"<figcaption>\s*<p><strong>To trinn\.</strong> Tegningen .*Lipsky.*</p>\s*</figcaption></figure>", figure
    )
    assert "Den første ruta leder til den andre." in figure
    assert "<!-- illustration" not in html
    assert 'id="bruk-lipsky2010-' in figure


def test_a_project_without_figures_builds_as_before(example):
    assert example.build().returncode == 0
    assert "<figure" not in example.read("site/stotte/index.html")


def test_an_unknown_figure_stops_the_build_with_file_line_and_mend(with_figure):
    with_figure.replace(PAGE, "figure: to-trinn", "figure: to-trin")
    line = with_figure.line_of(PAGE, "<!-- figure:")
    assert problem(with_figure) == (
        f"{PAGE}:{line}: [figure] unknown figure 'to-trin'. "
        "Mend: did you mean 'to-trinn'? Otherwise add it to bibliography/illustrations.yml."
    )


def test_a_figure_without_a_caption_stops_the_build(with_figure):
    with_figure.replace(PAGE, ASKED, "\n<!-- figure: to-trinn -->\n\nNytt avsnitt.\n")
    assert "the figure 'to-trinn' has no caption" in problem(with_figure)


def test_a_figure_asked_for_twice_on_a_page_stops_the_build(with_figure):
    with_figure.add(PAGE, ASKED)
    assert "the figure 'to-trinn' stands twice on the page" in problem(with_figure)


def test_an_entry_the_drawing_cannot_be_made_of_stops_the_build(with_figure):
    with_figure.replace("bibliography/illustrations.yml", "columns: 2", "kolonner: 2")
    line = with_figure.line_of("bibliography/illustrations.yml", "content:")
    assert f"illustrations.yml:{line}: [register-schema] entry 'to-trinn': 'columns' is a" in problem(with_figure)


def test_a_number_that_is_in_no_register_stops_the_build(with_figure):
    entry = CELLS[: CELLS.index("  kind")] + (
        "  kind: numbers\n  title: Tall\n  summary: Tall.\n  description: Tall.\n"
        "  content: {form: bars, figures: [finnes-ikke]}\n"
    )
    with_figure.write("bibliography/illustrations.yml", entry)
    assert "'finnes-ikke' is not in the register of figures" in problem(with_figure)


def test_a_figure_that_cites_what_the_page_does_not_stops_the_build(with_figure):
    trial = (
        "- {id: en-studie, name: En studie, reference: aas2019, locator: sammendraget, country: Norge, "
        "population: Alle, participants: 10, compared: Ingenting, after: Etter et år, outcome: I arbeid, "
        "groups: [40], control: 20.5, ratio: null, result: Flere i arbeid}\n"
    )
    entry = CELLS[: CELLS.index("  kind")] + (
        "  kind: trials\n  title: Studier\n  summary: Studier.\n  description: Studier.\n"
        "  content: {legend: {method: Ny, control: Gammel}, groups: [{name: Alle, trials: [en-studie]}]}\n"
    )
    with_figure.write("bibliography/trials.yml", trial)
    with_figure.write("bibliography/illustrations.yml", entry)
    made = read_library(with_figure.folder).made("stotte.md")
    assert [mark.raw for mark in made[0].parsed.citations] == ["@aas2019, sammendraget"]
    with_figure.page("ny.md", "Ny side", ASKED, "lipsky2010")
    with_figure.navigation(
        ["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md", "ny.md"]
    )
    assert "the figure 'to-trinn' cites 'aas2019', which the page does not" in problem(with_figure)


# --- What every drawing keeps ------------------------------------------------------------------------


def test_every_figure_is_asked_for_by_a_page(library):
    asked = {name for page in library.pages.values() for name in asked_for(page)}
    assert asked == set(library.illustrations)


def test_every_drawing_is_named_and_described_and_holds_no_style_script_or_address_elsewhere(library):
    for name, svg in all_drawn(library):
        assert svg.get("role") in ("img", "group"), name
        named = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
        assert named[svg.get("aria-labelledby")] == library.illustrations[name]["title"]
        assert named[svg.get("aria-describedby")] == library.illustrations[name]["summary"]
        for element in svg.iter():
            assert element.tag.removeprefix(SVG) not in ("script", "style", "image", "foreignObject"), name
            assert not {"style", "fill", "stroke", "onclick", "onload"} & set(element.attrib), name
            assert not element.get("href", "").startswith("http"), name


def test_no_id_stands_twice_among_the_drawings_of_a_page(library):
    for page in library.pages.values():
        svgs = [svg for name in asked_for(page) for svg in drawn(library, name)]
        ids = [element.get("id") for svg in svgs for element in svg.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), page.path


def test_a_drawing_is_the_same_bytes_every_time(library, root):
    again = read_library(root)
    for page in library.pages.values():
        for name in asked_for(page):
            assert illustrations.drawings(library, name, page.path) == illustrations.drawings(again, name, page.path)


def test_no_text_is_small_or_reaches_out_of_its_drawing(library):
    for name, svg in all_drawn(library):
        room = float(svg.get("viewBox").split()[2])
        for text in svg.iter(f"{SVG}text"):
            size, x = float(text.get("font-size")), float(text.get("x"))
            assert size >= 12.5, (name, text.text)
            long = width(text.text, size, "bold" in (text.get("class") or ""))
            before = {"middle": long / 2, "end": long}.get(text.get("text-anchor"), 0)
            assert x - before >= -1, (name, text.text)
            assert x - before + long <= room + 1, (name, room, text.text)


def test_what_cannot_be_told_by_colour_can_be_told_by_shape_or_place(library):
    """In the drawing of single participants each group has a mark of its own form."""
    wide = drawn(library, "deltakerne-i-hybridprosjektet")[0]
    forms = {
        (element.tag, element.get("class")) for element in wide if element.get("class") and element.tag != f"{SVG}text"
    }
    assert {kind for _, kind in forms} == {"fill-1", "fill-2", "fill-3", "dashed"}
    assert len({tag for tag, kind in forms if kind.startswith("fill")}) == 3


# --- The data are the registers' ---------------------------------------------------------------------


def test_there_is_one_mark_for_each_participant(library):
    content = library.illustrations["deltakerne-i-hybridprosjektet"]["content"]
    whole = library.figures[content["whole"]]["number"]
    counts = [library.figures[part["figure"]]["number"] for part in content["parts"]]
    assert (whole, counts, numbers.rest(library, content)) == (49, [36, 2, 2], 9)
    for svg in drawn(library, "deltakerne-i-hybridprosjektet"):
        marks = [element for element in svg if element.get("class") in ("fill-1", "fill-2", "fill-3", "dashed")]
        assert len(marks) == whole + len(counts) + 1  # and one of each in the legend


def test_a_bar_is_as_long_as_its_number_says(library):
    for name, form in (("studenttallet", "figures"), ("tiltaksdeltakerne", "part")):
        content = library.illustrations[name]["content"]
        for svg in drawn(library, name):
            bars = [float(bar.get("width")) for bar in svg.iter(f"{SVG}rect") if bar.get("class") == "fill-1"]
            room = float(svg.get("viewBox").split()[2]) - 2
            if form == "figures":
                values = [library.figures[key]["number"] for key in content["figures"]]
                expected = [room * value / max(values) for value in values]
            else:
                expected = [
                    room * library.figures[content["part"]]["number"] / library.figures[content["whole"]]["number"]
                ]
            assert bars == pytest.approx(expected, abs=0.1), name


def test_every_number_of_the_register_is_written_as_the_register_writes_it(library):
    for entry in library.illustrations.values():
        if entry["kind"] != "numbers" or entry["content"]["form"] == "units":
            continue
        for svg in drawn(library, entry.id):
            text = " ".join(" ".join(part.text.split()) for part in svg.iter(f"{SVG}text"))
            for key in numbers.figure_ids(entry["content"]):
                assert library.figures[key]["value"] in text, (entry.id, key)


def pages_on_effect(library):
    return " ".join(library.pages[f"metoder/{name}.md"].body for name in ("virkning", "ips"))


def test_the_trials_are_those_of_the_pages_that_discuss_them(library):
    pages = pages_on_effect(library)
    for trial in library.trials.values():
        assert f"@{trial['reference']}, {trial['locator']}" in pages, trial.id
        if trial.get("participants"):
            assert in_norwegian(trial["participants"]) in pages, trial.id
        for share in [*trial["groups"], *([trial["control"]] if trial.get("control") else [])]:
            assert re.search(rf"(?<![\d,]){in_norwegian(share)}(?![\d,]\d)", pages), (trial.id, share)
        if not trial["groups"] and not trial.get("ratio"):
            assert trial["result"].lower().split(".")[0] in pages.lower(), trial.id


def test_the_intervals_are_those_the_pages_give(library):
    pages = pages_on_effect(library)
    for trial in library.trials.values():
        ratio = trial.get("ratio")
        if ratio:
            assert ratio["low"] < ratio["value"] < ratio["high"]
            assert intervals.number(read_language("nb"), ratio) in pages, trial.id


def test_an_interval_that_crosses_no_difference_is_never_called_a_sure_one(library):
    for trial in library.trials.values():
        ratio = trial.get("ratio")
        crosses = bool(ratio) and ratio["low"] < 1 < ratio["high"]
        assert crosses == (bool(ratio) and trial.get("result") == "Ingen sikker forskjell"), trial.id


def test_every_trial_is_drawn_and_none_twice_in_a_drawing(library):
    shown = [trials.trial_ids(library.illustrations[name]["content"]) for name in TRIAL_CHARTS]
    assert {key for keys in shown for key in keys} == set(library.trials)
    assert all(len(keys) == len(set(keys)) for keys in shown)


def test_a_chart_of_trials_says_for_each_where_how_many_when_what_and_against_what(library):
    for name in TRIAL_CHARTS:
        for svg in drawn(library, name):
            text = " ".join(" ".join(part.text.split()) for part in svg.iter(f"{SVG}text"))
            for group in library.illustrations[name]["content"]["groups"]:
                assert group["name"] in text
            for key in trials.trial_ids(library.illustrations[name]["content"]):
                trial = library.trials[key]
                many = f", {in_norwegian(trial['participants'])} personer" if trial.get("participants") else ""
                said = f"{trial['country']}{many}. {trial['after']}. {trial['outcome']}. Sammenlignet med "
                assert f"{trial['name']} {said}" in text, (name, key)
                assert f"{trial['outcome']}. sammenlignet med {trial['compared']}.".lower() in text.lower(), (name, key)


def test_an_interval_is_drawn_from_its_low_end_to_its_high_end_on_a_scale_of_equal_factors(library):
    ticks = library.illustrations["usikkerheten-i-tallene"]["content"]["ticks"]
    ratios = [
        library.trials[key]["ratio"]
        for key in trials.trial_ids(library.illustrations["usikkerheten-i-tallene"]["content"])
        if library.trials[key].get("ratio")
    ]
    for room, svg in zip((WIDE, NARROW), drawn(library, "usikkerheten-i-tallene"), strict=True):
        left, right = trials.edges(Canvas(room))
        marks = [path.get("d") for path in svg if path.get("class") == "span"]
        lines = [[float(number) for number in re.findall(r"[-\d.]+", mark)] for mark in marks]
        flat = [(line[0], line[2]) for line in lines if line[1] == line[3]]
        assert len(flat) == len(ratios)
        for (start, end), ratio in zip(flat, ratios, strict=True):
            for at, value in ((start, ratio["low"]), (end, ratio["high"])):
                share = math.log(value / ticks[0]) / math.log(ticks[-1] / ticks[0])
                assert at == pytest.approx(left + share * (right - left), abs=0.1)


def test_every_provision_stands_on_a_level_or_is_left_out_for_a_reason(library):
    entry = library.illustrations["rangordenen"]
    assert levels.unplaced(library, entry) == []
    places = [key for level in entry["content"]["levels"] for key in levels.placed(library, level)]
    assert len(places) == len(set(places))
    assert not set(places) & {item["provision"] for item in entry["content"]["left_out"]}


def test_an_act_of_many_provisions_is_drawn_by_their_number_and_listed_whole_in_the_table(library):
    entry = library.illustrations["rangordenen"]
    many = [key for key, provision in library.provisions.items() if provision["act"] == "forvaltningsloven"]
    assert len(many) > levels._MOST_NAMED
    texts = ["".join(svg.itertext()) for svg in drawn(library, "rangordenen")]
    assert texts
    assert all(f"Forvaltningsloven: {len(many)}" in re.sub(r"\s+", " ", text) for text in texts)
    table = levels.table(library, entry, "rettslig-grunnlag/index.md")
    assert all(f"#{key})" in table for key in many)


def test_every_event_has_a_mark_in_its_lane(library):
    content = library.illustrations["tidslinja"]["content"]
    assert {lane["kind"] for lane in content["lanes"]} == {event["kind"] for event in library.timeline.values()}
    for svg in drawn(library, "tidslinja"):
        marks = [element for element in svg if re.match("mark|stretch", element.get("class") or "")]
        assert len(marks) == len(library.timeline)


def test_events_called_by_name_lead_to_their_text_and_no_name_lies_over_another_or_over_a_line(library):
    labels = timeline.labels(library.illustrations["tidslinja"]["content"])
    wide, narrow = drawn(library, "tidslinja")
    for svg in (wide, narrow):
        links = {
            link.get("href").removeprefix("#"): " ".join("".join(link.itertext()).split())
            for link in svg.iter(f"{SVG}a")
        }
        assert set(links) == set(labels) and len(labels) > 12
        assert all(text.endswith(labels[event]) for event, text in links.items())
        assert svg.get("role") == "group"
        boxes = [
            [float(link.find(f"{SVG}rect").get(name)) for name in ("x", "y", "width", "height")]
            for link in svg.iter(f"{SVG}a")
        ]
        assert all(height >= 24 for *_, height in boxes)
        for number, (x, y, long, high) in enumerate(boxes):
            for other_x, other_y, other_long, other_high in boxes[number + 1 :]:
                beside = x + long <= other_x or other_x + other_long <= x
                assert beside or y + high <= other_y or other_y + other_high <= y
        for line in (element for element in svg if element.get("class") == "line"):
            at, begins, ends = (float(found) for found in re.match(r"M(.+?),(.+?) L.+?,(.+)$", line.get("d")).groups())
            assert not [box for box in boxes if box[0] < at < box[0] + box[2] and begins < box[1] < ends - 7]


def test_the_axis_of_the_timeline_says_how_long_each_stretch_is(library):
    ticks = [tick["year"] for tick in library.illustrations["tidslinja"]["content"]["ticks"]]
    for svg in drawn(library, "tidslinja"):
        texts = ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]
        assert [text for text in texts if text.endswith(" år")] == [
            f"{last - first} år" for first, last in pairwise(ticks)
        ]


def test_a_date_of_the_timeline_is_placed_within_its_year():
    assert timeline.years("1922") == (1922.5, 1922.5)
    assert timeline.years("2016–2019") == (2016, 2020)
    begin, end = timeline.years("2026-01-01")
    assert begin == end == 2026
    assert 2014.3 < timeline.years("2014-05")[0] < 2014.5


def test_the_map_of_the_literature_counts_every_page_once(library):
    content = library.illustrations["hvem-er-sitert-hvor"]["content"]
    shown = literature.works(library, content)
    assert len(shown) >= 10
    for key, counts in shown:
        assert sum(counts) == len(library.usage.references[key]) >= content["least"], key


def test_a_page_in_a_folder_without_a_column_counts_among_the_ways_in():
    content = {"columns": [{"name": "Innganger"}, {"name": "Teori", "folder": "teori"}]}
    pages = ("index.md", "for-alle/klage.md", "teori/skjonn.md")
    assert [literature.column_of(path, content) for path in pages] == [0, 0, 1]
    assert literature.column_of("for-alle/klage.md", {"columns": content["columns"][1:]}) is None


def test_the_map_of_the_literature_leads_to_every_work_and_section(library):
    content = library.illustrations["hvem-er-sitert-hvor"]["content"]
    for svg in drawn(library, "hvem-er-sitert-hvor"):
        targets = [link.get("href") for link in svg.iter(f"{SVG}a")]
        assert len(targets) == len(content["columns"]) + len(literature.works(library, content))
        assert "../../metoder/" in targets
        assert "#dahl2021" in targets


# --- Text ------------------------------------------------------------------------------------------


def test_lines_keep_within_their_room_and_lose_no_word():
    text = "Likestillings- og diskrimineringsloven gjelder på arbeidsplassen"
    lines = wrap(text, 180, 13)
    assert all(width(line, 13) <= 180 for line in lines)
    assert " ".join(lines) == text
    assert wrap("kort", 10, 13) == ["kort"]
    assert wrap("", 100, 13) == []


def test_a_word_is_broken_at_a_tilde_only_where_it_is_too_long_for_a_line():
    assert wrap("mot arbeids~givere", 200, 13) == ["mot arbeidsgivere"]
    assert wrap("mot arbeids~givere", 80, 13) == ["mot", "arbeids-", "givere"]


def test_a_no_break_space_holds_a_paragraph_sign_to_its_number():
    assert wrap("Grunnloven §\u00a0113", 80, 13) == ["Grunnloven", "§\u00a0113"]


def test_numbers_are_written_as_norwegian_writes_them():
    assert [in_norwegian(number) for number in (37.4, 65, 3737, 72000, 220000, 0.5)] == [
        "37,4", "65", "3737", "72\u00a0000", "220\u00a0000", "0,5",
    ]  # fmt: skip


def test_a_drawing_grows_with_what_is_in_it_and_escapes_its_text():
    low, high = Canvas(NARROW), Canvas(WIDE)
    low.text(0, 0, "a < b & c")
    high.box(0, 100, 200, [], "node")
    assert "a &lt; b &amp; c" in low.svg("x", "T", "S")
    assert low.bottom < high.bottom
    assert 'viewBox="0 0 720' in high.svg("y", "T", "S")
