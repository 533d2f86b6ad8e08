"""A task as lists show it."""

from desk import showing
from desk.views import TaskRow
from engine.engine import Sight
from engine.store.tasks import InboxRow
from workflows.organisation import Organisation


def task_row(house: Organisation, row: InboxRow, sight: Sight | None = None) -> TaskRow:
    """In a case, as its reader may see it."""
    title = showing.about_in(sight.workflow, sight.visible, row.task, row.title) if sight else row.title
    return TaskRow(
        row.reference, row.task, row.service, row.service_title, title, row.words, row.due, row.opened,
        row.who, showing.whose(house, row.who), row.person, row.name, row.held,
    )  # fmt: skip
