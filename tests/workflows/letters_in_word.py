"""Word files as a council makes them, for tests: what Word has put in pieces, a table, a header."""

from io import BytesIO

from docx import Document
from docx.document import Document as Word

#: Each paragraph in the pieces that Word put it in; the second stands in bold.
BADGE = (
    ("Badge letter",),
    ("Dear ((full", "_name", ")),"),
    ("Place: ", "((pla", "ce))", ", for one year"),
    ("((if phone is not missing))We will ring ((phone)).((end))",),
)


def badge(*more: tuple[str, ...]) -> Word:
    """A letter with a table and a header of its own."""
    word = Document()
    for pieces in (*BADGE, *more):
        paragraph = word.add_paragraph()
        for number, piece in enumerate(pieces):
            paragraph.add_run(piece).bold = number == 1
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Reference", "((reference))"
    word.sections[0].header.paragraphs[0].text = "Norfolk Badges"
    return word


def written(word: Word) -> bytes:
    file = BytesIO()
    word.save(file)
    return file.getvalue()
