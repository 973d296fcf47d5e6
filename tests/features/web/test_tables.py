"""Cells that say under which head they belong, for screens on which the head is out of sight."""

import pytest
from markupsafe import Markup

from appointments.web.tables import labelled

HEAD = ["Tên", {"text": "Điểm", "num": True}, Markup("Nơi <span>ở</span>")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            '<tr><th scope="row">An</th><td class="num">8</td><td>Huế</td></tr>',
            '<tr><th scope="row">An</th><td class="num" data-label="Điểm">8</td><td data-label="Nơi ở">Huế</td></tr>',
        ),
        ('<tr class="x"><td>An</td></tr>', '<tr class="x"><td data-label="Tên">An</td></tr>'),
        (
            '<tr><td colspan="2">Không có</td><td>Huế</td></tr>',
            '<tr><td colspan="2">Không có</td><td data-label="Nơi ở">Huế</td></tr>',
        ),
        ("<tr>" + "<th>n</th>" * 3 + "<td>quá</td></tr>", "<tr>" + "<th>n</th>" * 3 + "<td>quá</td></tr>"),
        ("<tr><th>An</th><td>&lt;td&gt;</td></tr>", '<tr><th>An</th><td data-label="Điểm">&lt;td&gt;</td></tr>'),
    ],
)
def test_each_cell_is_told_by_its_column(row, said):
    assert labelled(row, HEAD) == said


def test_a_head_is_escaped_and_every_row_begins_anew():
    assert labelled("<tr><td>1</td></tr><tr><td>2</td></tr>", ['"a" < b']) == (
        '<tr><td data-label="&#34;a&#34; &lt; b">1</td></tr><tr><td data-label="&#34;a&#34; &lt; b">2</td></tr>'
    )
