"""A small PDF for invented people."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.annotations import FreeText


def one_page_pdf(text: str) -> bytes:
    """One A4 page that says `text`."""
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.add_annotation(0, FreeText(text=text, rect=(60, 700, 535, 780), font_size="16pt"))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
