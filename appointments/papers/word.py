"""A sheet as an editable DOCX, through docxtpl: for offices that finish the paper by hand."""

from io import BytesIO

from docxtpl import DocxTemplate

from appointments.papers.packing import packed
from appointments.papers.qr import as_png
from appointments.papers.sheet import TEMPLATES, Sheet

PICTURE = "qr.png"


def docx(sheet: Sheet) -> bytes:
    """The paper as one DOCX file; its properties name the paper, the issuing body and the day of its state."""
    document = DocxTemplate(TEMPLATES / f"{sheet.template}.docx")
    said = sheet.printed()
    document.render(said, autoescape=True)
    document.replace_pic(PICTURE, BytesIO(as_png(sheet.address)))
    about = document.docx.core_properties
    about.title, about.author, about.last_modified_by = said["title"], said["body"], said["body"]
    about.created = about.modified = sheet.made_at.replace(microsecond=0)
    file = BytesIO()
    document.save(file)
    return packed(file.getvalue())
