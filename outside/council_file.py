"""A Word file of the council's own with a case's words in it: what stood around them keeps its look."""

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from workflows.word_files import in_runs, opened, paragraphs, said


def filled(file: bytes, words: tuple[str, ...], language: str) -> Word:
    """Each paragraph of the file with the words that belong there."""
    word = opened(file)
    for paragraph, now in zip(paragraphs(word), words, strict=True):
        if now != said(paragraph):
            _put(paragraph, now)
    _speak(word, language)
    return word


def _put(paragraph: Paragraph, words: str) -> None:
    """What differs goes where it begins, in the look of what stood there; the rest stays as it is."""
    if not words and paragraph._p.getparent().tag != qn("w:tc"):  # a cell of a table needs its paragraph
        paragraph._p.getparent().remove(paragraph._p)
        return
    before = in_runs(paragraph)
    now = before[: len(before) - len(before.lstrip())] + words
    start = _alike(before, now)
    same = _alike(before[start:][::-1], now[start:][::-1])
    stop, middle = len(before) - same, now[start : len(now) - same]
    at = 0
    for run in paragraph.runs:
        text, end = run.text, at + len(run.text)
        if at < stop and end > start:
            run.text = text[: max(0, start - at)] + middle + text[max(0, stop - at) :]
            middle = ""
        at = end


def _alike(one: str, other: str) -> int:
    """With how many characters both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _speak(word: Word, language: str) -> None:
    """Say what language it is in, for whoever has it read aloud."""
    spoken = word.styles.element.find(f".//{qn('w:lang')}")
    if spoken is None:
        spoken = OxmlElement("w:lang")
        normal = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        normal.element.get_or_add_rPr().append(spoken)
    spoken.set(qn("w:val"), language)
