"""Files to go with an application, such as a letter or a plan."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from components.joining import joined
from components.uploads import REFUSED, TYPES, Uploads

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
    accepts: ClassVar = [([PLAN], [PLAN]), ([PLAN | {"state": "clean"}], [PLAN]), ([PLAN, PLAN], [PLAN])]
    refuses: ClassVar = [
        ([PLAN | {"name": "plan.exe"}], "The file “plan.exe” must be a PDF or DOCX"),
        ([PLAN | {"size": 1_000_001}], "The file “Plan.PDF” must be 1 MB or smaller"),
        ([PLAN | {"size": 0}], "The file “Plan.PDF” is empty"),
        ([PLAN | {REFUSED: "has a macro in it"}], "The file “Plan.PDF” has a macro in it"),
        ([PLAN, PLAN | {"id": "f2"}, PLAN | {"id": "f3"}], "You can only select up to 2 files"),
        (["plan.pdf"], "Select the file again"),
        ("plan.pdf", "Select a file"),
    ]

    endings: tuple[Annotated[str, AfterValidator(_ending)], ...] = Field(
        default=USUAL, min_length=1, description="The endings of file names that are accepted, such as .pdf"
    )

    def allowed(self) -> tuple[str, ...]:
        """Where none of them can be looked into any more, whatever can: somebody has to answer."""
        return self.endings if set(self.endings) & TYPES.keys() else (*self.endings, *TYPES)

    def outdated(self) -> dict[str, str]:
        unknown = [ending for ending in self.endings if ending not in TYPES]
        return {"endings": f'"{unknown[0]}" cannot be accepted: {joined(TYPES, "and")} can'} if unknown else {}
