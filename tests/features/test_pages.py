"""The look that every page gets in the tests finds what is wrong with it."""

import pytest

from tests.fixtures.pages import faults

WHOLE = """<!DOCTYPE html><html lang="vi"><head><title>Một trang</title></head><body>
<h1 id="top">Một trang</h1><label for="name">Tên</label><input id="name" name="name" aria-describedby="top">
<label>Tuổi <input name="age"></label><input type="hidden" name="token"><img src="a.png" alt="">
<script type="module" src="/a.js"></script></body></html>"""


def test_a_sound_page_has_no_fault():
    assert faults(WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="vi"', "", "its language is ''"),
        ("<title>Một trang", "<title>", "it has no title"),
        ("<h1 ", "<h2 ", "it has 0 main headings"),
        ('<label for="name">', "<label>", "the field 'name' has no label"),
        ('id="name"', 'id="top"', "two elements are called #top"),
        ('for="name"', 'for="nome"', "a label is for #nome, which is not there"),
        ('aria-describedby="top"', 'aria-describedby="hint"', "something points at #hint, which is not there"),
        ('alt=""', "", "<img src=a.png> says nothing to who cannot see it"),
        ("<h1 ", '<h1 style="color:red" ', "<h1> has a style of its own"),
        ("<h1 ", '<h1 onclick="go()" ', "<h1> has ['onclick']"),
        (' src="/a.js"', "", "<script> is written into the page"),
    ],
)
def test_a_broken_page_is_told(old, new, fault):
    assert old in WHOLE

    assert fault in faults(WHOLE.replace(old, new, 1))
