"""Contrast as WCAG counts it."""

import pytest
from contrast import Colour, compose, needed, parse, ratio

BLACK, WHITE = Colour(0, 0, 0), Colour(1, 1, 1)


def test_black_on_white_is_21_and_a_colour_on_itself_is_1():
    assert ratio(BLACK, WHITE) == pytest.approx(21)
    assert ratio(WHITE, BLACK) == pytest.approx(21)
    assert ratio(WHITE, WHITE) == 1


def test_grey_767676_is_the_lightest_that_holds_on_white():
    """The example of W3C's own understanding document."""
    assert ratio(parse("rgb(118, 118, 118)"), WHITE) == pytest.approx(4.54, abs=0.01)
    assert ratio(parse("rgb(119, 119, 119)"), WHITE) < 4.5


@pytest.mark.parametrize("css", ["rgba(0, 0, 0, 0.5)", "rgb(0 0 0 / 50%)", "color(srgb 0 0 0 / 0.5)"])
def test_half_black_over_white_is_grey(css):
    assert compose([(css, 1)]) == Colour(0.5, 0.5, 0.5)


def test_the_opacity_of_an_element_and_of_its_colour_multiply():
    assert compose([("rgba(0, 0, 0, 0.5)", 0.5)]) == Colour(0.75, 0.75, 0.75)


def test_layers_lie_on_one_another_in_order():
    assert compose([("rgb(255, 255, 255)", 1), ("rgb(0, 0, 0)", 1)]) == BLACK
    assert compose([("rgb(0, 0, 0)", 1), ("rgba(0, 0, 0, 0)", 1)]) == BLACK


@pytest.mark.parametrize("css", ["", "transparent", "lab(1 2 3)", "color(display-p3 1 1 1)", "rgb(1, 2)"])
def test_a_colour_it_cannot_read_is_refused(css):
    with pytest.raises(ValueError):
        parse(css)


def test_large_text_needs_less():
    assert needed(16, 400) == 4.5
    assert needed(18.66, 700) == 3
    assert needed(20, 400) == 4.5
    assert needed(24, 400) == 3
