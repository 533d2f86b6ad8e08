"""The usual words for law and time are said in the reader's language, with their number; a service's own stay."""

import pytest

from desk.privacy import privacy
from tests.workflows.services import road

AS_WRITTEN = "basis: public task, keep: 3 years after closing"


@pytest.mark.parametrize(
    ("keep", "language", "said"),
    [
        ("1 years after closing", "", "1 year after closing"),
        ("1 year after closing", "pl", "1 rok od zamknięcia sprawy"),
        ("3 years after closing", "pl", "3 lata od zamknięcia sprawy"),
        ("15 Years after closing", "pl", "15 lat od zamknięcia sprawy"),
        ("6 month after closing", "", "6 months after closing"),
        ("6 months after closing", "lt", "6 mėnesiai nuo bylos uždarymo"),
        ("10 years after closing", "lt", "10 metų nuo bylos uždarymo"),
        ("2 years after closing", "cy", "2 flynedd ar ôl cau’r achos"),
        ("1 month after closing", "pt", "1 mês após o encerramento do processo"),
        ("75 years after the child’s birth", "pl", "75 years after the child’s birth"),
    ],
)
def test_how_long_it_is_kept_agrees_with_its_number(keep: str, language: str, said: str) -> None:
    workflow = road((AS_WRITTEN, f"basis: public task, keep: {keep}"))

    assert privacy(workflow, language)[2] == said


@pytest.mark.parametrize(
    ("basis", "language", "said"),
    [
        ("public task", "", "Public task"),
        ("Public task", "pl", "Zadanie realizowane w interesie publicznym"),
        ("legal obligation", "cy", "Rhwymedigaeth gyfreithiol"),
        ("consent", "uk", "Consent"),
        ("article 6(1)(e) of the UK GDPR", "pl", "Article 6(1)(e) of the UK GDPR"),
    ],
)
def test_a_reason_in_law_that_has_usual_words_is_said_in_them(basis: str, language: str, said: str) -> None:
    workflow = road((AS_WRITTEN, f"basis: {basis}, keep: 3 years after closing"))

    assert privacy(workflow, language)[:2] == ("Keeping roads safe", said)
