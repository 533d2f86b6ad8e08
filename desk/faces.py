"""What every face needs to know of the questions that it draws, whatever it draws them with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from components.base import Said, Seen
from components.controls import ID, Block, Control, Drawing, File, Group, Item, Items, Many, One, Raw, Text, Turn, Words
from components.uploads import fits
from components.wording import Sentence, after_title, says
from desk.spoken import spoken
from desk.views import Applying, PageView
from workflows.asking import Asked

#: Why a page was not kept that somebody sent.
NOT_KEPT = "We could not save this page. Go back to the start, or open your link again."
#: Where “Exit this page” leads: a page that anybody may be seen with. Source: GOV.UK Design System, Exit this page.
ELSEWHERE = "https://www.bbc.co.uk/weather"
#: Where something of ours broke: what is said of it, and what to do.
SORRY = says("Sorry, there is a problem with the service")
TRY_AGAIN = says("Try again in a few minutes.")
TELL_NUMBER = says("If you contact us about this, tell us the number {number}.")
#: How often what was read may lead to other controls; a question that goes on for ever is drawn all the same.
MOST_TURNS = 4
#: Said where answers that were sent together are not acceptable any more.
GO_THROUGH = "Some answers are needed before you can send this. Go through the questions again."


def block_of(one: Asked, raw: Raw, seen: Seen) -> Block:
    """A question as it is drawn from what was typed, in the language of whoever reads it."""
    question = one.question
    block = Block(one.id, question.asked, tuple(question.controls(raw, seen)), question.hint, question.why)
    return spoken(block, seen.language)


def changes(one: Asked, seen: Seen) -> bool:
    """Whether its controls change while it is answered."""
    return one.question.nests or one.question.turns(seen)


def settled(one: Asked, raw: Raw, seen: Seen, read: Callable[[Block, Raw], Raw]) -> Raw:
    """What `read` finds in the controls of a question; where these follow from that, in those that it leads to."""
    found = read(block_of(one, raw, seen), raw)
    for _ in range(MOST_TURNS if one.question.turns(seen) else 0):
        known = {**raw, **found} if isinstance(raw, Mapping) and isinstance(found, Mapping) else found
        before, found = found, read(block_of(one, known, seen), known)
        if found == before:
            break
    return found


def asked_in(control: Items, id: str) -> list[Block]:
    """What is asked of an item, as it stands there now; what it does not ask now, as it would be asked first."""
    now = {block.name: block for item in control.items if item.id == id for block in item.blocks}
    return [now.get(block.name, block) for block in control.blocks if named(block.controls)]


def beside(block: Block, before: Raw, found: Raw) -> Raw:
    """What was typed into a question of an item: of one that turns, with what stood in the controls before these."""
    turns = any(isinstance(control, Turn) for control in block.controls)
    return {**before, **found} if turns and isinstance(before, Mapping) and isinstance(found, Mapping) else found


def name_of(control: Control) -> str:
    return "" if isinstance(control, Words) else control.name


def named(controls: Sequence[Control]) -> list[Text | One | Many | Group | File | Drawing | Items | Turn]:
    return [control for control in controls if not isinstance(control, Words)]


def kept_files(value: Raw) -> list[Mapping[str, Any]]:
    """Each once, however often a raw names it: a face draws one control for each."""
    return list({str(file["id"]): file for file in _mappings(value) if "id" in file and "name" in file}.values())


def fitting(control: File, value: Raw) -> list[Mapping[str, Any]]:
    """What is kept and its question takes. The rest was refused: it is told of once, and goes with the next press."""
    return [file for file in kept_files(value) if fits(file, control.accept, control.largest)]


def refused(control: File, value: Raw) -> list[Mapping[str, Any]]:
    return [file for file in kept_files(value) if not fits(file, control.accept, control.largest)]


def with_new(control: File, stays: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Raw:
    """What was kept and what came; where one is allowed, what came takes its place, unless it will be refused."""
    replaces = control.most == 1 and fitting(control, list(new))
    return [dict(file) for file in ([] if replaces else stays)] + [dict(file) for file in new]


def kept_items(value: Raw) -> dict[str, Mapping[str, Raw]]:
    """Items by their ids, in order."""
    return {item[ID]: item for item in _mappings(value) if isinstance(item.get(ID), str)}


def said_inside(said: Iterable[Said], item: Item, block: Block) -> list[Said]:
    """What is said of one question of one item, as it is said to that question: under the item's title, without it."""
    path = f"{item.id}.{block.name}"
    return [
        replace(each, sentence=after_title(each.sentence), part=each.part[len(path) + 1 :])
        for each in said if f"{each.part}.".startswith(f"{path}.")
    ]  # fmt: skip


def said_of_all(said: Iterable[Said], block: Block) -> list[Said]:
    """What stands above a question: of one that asks for several things, not what is said of one of them, and of
    several boxes not what stands at one."""
    listed = any(isinstance(control, Items) for control in block.controls)
    groups = [control for control in block.controls if isinstance(control, Group)]
    return [
        each for each in said if not (listed and each.part)
        and not any(said_at(part, said_to([each], group, block), group) for group in groups for part in group.controls)
    ]  # fmt: skip


def said_at(part: Text, said: Iterable[Said], group: Group) -> list[str]:
    """What stands at one box of a group. Boxes beside one another, as of a date, are told of above them."""
    return [] if group.beside else [each.sentence for each in said if each.part.rpartition(".")[2] == part.name]


def said_to(said: Sequence[Said], control: Control, block: Block) -> Sequence[Said]:
    """What is said to one control of a question: where it has several, what is said under this one's name, and of none
    of them to the first."""
    several = named(block.controls)
    if len(several) == 1:
        return said
    path, first = name_of(control), several[:1] == [control]
    return [
        replace(one, part=one.part[len(path) + 1 :])
        for one in said if f"{one.part}.".startswith(f"{path}.") or (first and not one.part)
    ]  # fmt: skip


def is_wrong(part: Text, said: Iterable[Said], group: Group) -> bool:
    """Whether something is said of this part of a group; what is said of none of them is said of the first, and of all
    where they stand beside one another: a date is wrong as a whole."""
    of_all = group.beside or part is group.controls[0]
    return any(part.name in (each.part.rpartition(".")[2], *each.also) or (of_all and not each.part) for each in said)


def heading_of(page: PageView, otherwise: str, offers: str = "") -> tuple[str, bool]:
    """What a page is headed by, and whether that is its one question. `offers` names what nobody waits for."""
    one = heads(page.asked)
    alone = one is not None and not offers and (one.question.asks or not page.title)
    return (one.question.label if one and alone else page.title or offers or otherwise), alone


def heads(asked: Sequence[Asked]) -> Asked | None:
    """The one question that a page is headed by, where there is one; of a page that asks nothing, what it works out."""
    asking = [one for one in asked if one.question.asks] or [one for one in asked if one.question.works]
    return asking[0] if len(asking) == 1 else None


def first_wrong(view: Applying, problems: Mapping[str, Sequence[Said]]) -> PageView:
    """The page that answers which were refused together lead back to."""
    wrong = (page for page in view.pages if any(one.id in problems for one in page.asked))
    return next(wrong, view.pages[0])


def parts_done(view: Applying) -> Sentence:
    """How many sections of a long service are done."""
    done = sum(done for _, done, _ in view.sections)
    return says("{done} of {count} parts done", done=done, count=len(view.sections))


def number_in(text: str) -> int | None:
    """A number as an address says it, where anything may stand; one of ten digits or more is none of ours."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _mappings(value: Raw) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
