"""The items of lists: their ids, and the answers that a `for each` adds to them.

An item keeps its id whatever becomes of its neighbours. Where a thread is about items its *scope* names
them, the outermost first: `children:k1/toys:t2`. Over a `choices` answer an option is its own id.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from components.base import Answer
from components.controls import ID

#: Joins the name of a `choices` answer to what was answered for each of its options.
CHOSEN = "#"


def ids(answer: Answer) -> list[str]:
    """The ids of a list's items, or the options chosen, in their order."""
    return [item[ID] if isinstance(item, Mapping) else item for item in answer or []]


def about(source: str, item: str) -> str:
    """One part of a scope: the list and the item. A word of a `for each` around it is left out of the list's name."""
    return f"{source.rpartition('.')[2]}:{quote(item, safe='')}"


def parts(scope: str) -> list[tuple[str, str]]:
    """A scope's lists and items."""
    pairs = (one.partition(":") for one in scope.split("/") if one)
    return [(source, unquote(item)) for source, _, item in pairs]


def key(step: str, scope: str) -> str:
    """How a step is known where it is done once an item."""
    return f"{step}@{scope}" if scope else step


def step_of(key: str) -> str:
    return key.partition("@")[0]


def scope_of(key: str) -> str:
    return key.partition("@")[2]


def around(answers: Mapping[str, Mapping[str, Answer]], key: str) -> dict[str, Mapping[str, Answer]]:
    """The answers by step, without those about other items than this key's step is about."""
    scope = f"{scope_of(key)}/"
    return {one: given for one, given in answers.items() if scope.startswith(f"{scope_of(one)}/".lstrip("/"))}


def merged(answers: Mapping[str, Mapping[str, Answer]]) -> dict[str, Answer]:
    """Every answer by its id, those of a `for each` put into their items; of two with one id the later given."""
    whole: dict[str, Answer] = {}
    inner = []
    for name, given in answers.items():
        if not given:
            continue  # an item of which nothing was said is as one that was not asked about
        if scope := scope_of(name):
            inner.append((scope, given))
        else:
            whole.update(given)
    for scope, given in sorted(inner, key=lambda one: one[0].count("/")):
        _put(whole, parts(scope), given)
    return whole


def _put(into: dict[str, Answer], path: list[tuple[str, str]], given: Mapping[str, Answer]) -> None:
    """Add answers to one item. What was merged before is a copy of ours; what was stored is never changed."""
    if not path:
        into.update(given)
        return
    (source, item), *rest = path
    items = into.get(source)
    if not isinstance(items, list):
        return
    if item in items:
        chosen = into.setdefault(source + CHOSEN, {})
        _put(chosen.setdefault(item, {}), rest, given)
        return
    found = next((n for n, one in enumerate(items) if isinstance(one, Mapping) and one.get(ID) == item), None)
    if found is not None:
        mine = dict(items[found])
        into[source] = [*items[:found], mine, *items[found + 1 :]]
        _put(mine, rest, given)


def answer_at(answers: Mapping[str, Answer], path: str) -> Answer | None:
    """The answer of a name, or what stands in one under a name of its own: `stay.first`."""
    found = answers.get(path)
    if found is not None or "." not in path:
        return found
    name, _, part = path.rpartition(".")
    around = answers.get(name)
    return around.get(part) if isinstance(around, Mapping) else None


def inside(whole: Mapping[str, Answer], words: Iterable[str], scope: str) -> dict[str, Answer]:
    """The answers as they are called inside the items of a scope: `child.age`, or the option itself."""
    known, around = dict(whole), whole
    for word, (source, item) in zip(words, parts(scope), strict=True):
        found = _item(around, source, item)
        if found is None:
            break
        if not isinstance(found.get(ID), str):
            known[word] = item
        known.update({f"{word}.{name}": answer for name, answer in found.items() if name != ID})
        around = found
    return known


def innermost(whole: Mapping[str, Answer], scope: str) -> tuple[str, int, Answer]:
    """The last item of a scope: its list, as that is called outside (`children.toys`); its number there, the first
    is 1 and one that is gone 0; and the item: what was answered in it, or the option."""
    around, path, number, last = whole, "", 0, None
    for source, item in parts(scope):
        path = f"{path}.{source}" if path else source
        known = ids(around.get(source))
        number = known.index(item) + 1 if item in known else 0
        around = _item(around, source, item) or {}
        last = around if isinstance(around.get(ID), str) else item
    return path, number, last


def _item(around: Mapping[str, Answer], source: str, item: str) -> Mapping[str, Answer] | None:
    items = around.get(source) or []
    if item in items:
        return around.get(source + CHOSEN, {}).get(item, {})  # type: ignore[no-any-return]
    return next((one for one in items if isinstance(one, Mapping) and one.get(ID) == item), None)
