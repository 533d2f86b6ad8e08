"""The history that is exported is read back by a reader of XES that is not ours."""

from pathlib import Path

import rustxes  # type: ignore[import-untyped]

from desk.exports import Exports
from tests.desk.managing import office
from tests.engine.making import MEI


def test_another_reader_finds_every_event_in_its_case(tmp_path: Path) -> None:
    here = office(tmp_path)
    for number in range(3):
        reference = here.opens(number, "Elm & <Hill> “é”")
        here.claims(reference, "inspect.1")
        here.later(days=1)
        here.inspects(reference, "Hole")
        here.later(days=1)
        here.mends(reference)
    file = tmp_path / "history.xes"
    file.write_text(Exports(here.figures).xes(MEI, here.frame()), encoding="utf-8")

    log, _attributes = rustxes.import_xes(str(file))

    assert log.shape[0] == 3 * 5
    assert set(log["case:concept:name"]) == {"ROA-0", "ROA-1", "ROA-2"}
    assert list(log["concept:name"])[:5] == ["Inspect the road"] * 3 + ["Mend it"] * 2
    assert list(log["lifecycle:transition"])[:5] == ["schedule", "start", "complete", "schedule", "complete"]


def test_what_happened_at_one_moment_is_read_in_the_order_in_which_it_happened(tmp_path: Path) -> None:
    here = office(tmp_path)
    reference = here.opens(1)
    here.claims(reference, "inspect.1")
    here.inspects(reference, "Hole")
    here.mends(reference)
    file = tmp_path / "history.xes"
    file.write_text(Exports(here.figures).xes(MEI, here.frame()), encoding="utf-8")

    log, _attributes = rustxes.import_xes(str(file))

    assert len(set(log["time:timestamp"])) == 1
    assert list(log["concept:name"]) == ["Inspect the road"] * 3 + ["Mend it"] * 2
    assert list(log["lifecycle:transition"]) == ["schedule", "start", "complete", "schedule", "complete"]
