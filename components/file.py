"""Files to go with an application, such as a letter or a plan."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from components.uploads import Uploads

USUAL = (".pdf", ".docx", ".doc", ".odt", ".xlsx", ".csv", ".txt", ".jpg", ".jpeg", ".png", ".heic")
PLAN = {"id": "f1", "name": "Plan.PDF", "size": 1200, "type": "application/pdf"}


def _ending(written: str) -> str:
    if not written.removeprefix(".").isalnum():
        raise ValueError(f'"{written}" is not an ending of a file name; write it like .pdf')
    return f".{written.removeprefix('.').lower()}"


class Files(Uploads):
    """Asks for files of the endings that you list."""

    kind: ClassVar = "file"
    wanted: ClassVar = "Select a file"
    sample: ClassVar = {"label": "Add your plans", "endings": [".pdf", "DOCX"], "at most": "2", "largest": "1"}
    accepts: ClassVar = [([PLAN], [PLAN]), ([PLAN | {"state": "clean"}], [PLAN])]
    refuses: ClassVar = [
        ([PLAN | {"name": "plan.exe"}], "The file “plan.exe” must be a PDF or DOCX"),
        ([PLAN | {"size": 1_000_001}], "The file “Plan.PDF” must be 1 MB or smaller"),
        ([PLAN | {"size": 0}], "The file “Plan.PDF” is empty"),
        ([PLAN, PLAN, PLAN], "You can only select up to 2 files"),
        (["plan.pdf"], "Select the file again"),
        ("plan.pdf", "Select a file"),
    ]

    endings: tuple[Annotated[str, AfterValidator(_ending)], ...] = Field(
        default=USUAL, min_length=1, description="The endings of file names that are accepted, such as .pdf"
    )

    def allowed(self) -> tuple[str, ...]:
        return self.endings
