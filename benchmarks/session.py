"""A Streamlit page without a browser: speaks its websocket, remembers the controls drawn, fills and presses them."""

from collections.abc import Mapping
from types import TracebackType

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

STREAM = "/_stcore/stream"
LARGEST = 50_000_000


class Broken(Exception):
    """The page broke, or is not the page that was expected."""


class Session:
    """One page open in one browser. `title` is the window’s and `query` the address’s, as the last run left them."""

    def __init__(self, address: str, visitor: httpx.Cookies) -> None:
        self.address = address
        self.title = ""
        self.cookies = visitor
        self._socket: ClientConnection | None = None
        self._elements: list[Element] = []
        self._values: dict[str, WidgetState] = {}
        self.query = self._script = ""
        self._cached: set[str] = set()

    async def __aenter__(self) -> "Session":
        self._socket = await connect(
            self.address.replace("http", "ws", 1) + STREAM,
            origin=Origin(self.address), subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())},
            max_size=LARGEST,
        )  # fmt: skip
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:  # fmt: skip
        assert self._socket
        await self._socket.close()

    async def open(self, page: str, query: str = "") -> None:
        """Come by an address."""
        self.query, self._script = query, ""
        await self._run(page)

    def fill(self, words: Mapping[str, str]) -> None:
        """Type into each box the words for how its label begins, and take the first of radios."""
        for element in self._elements:
            sort = element.WhichOneof("type")
            if sort in ("text_input", "text_area"):
                box = element.text_area if sort == "text_area" else element.text_input
                typed = next((words[start] for start in words if box.label.startswith(start)), "")
                self._values[box.id] = WidgetState(id=box.id, string_value=typed)
            elif sort == "radio":
                state = WidgetState(id=element.radio.id, string_value=element.radio.options[0])
                self._values[element.radio.id] = state

    def words(self) -> str:
        """Everything that the last run drew as text or HTML."""
        return "\n".join(
            one.html.body if one.WhichOneof("type") == "html" else one.markdown.body for one in self._elements
        )

    async def press(self, label: str) -> None:
        """Press a button and wait until the page that comes of it is drawn, however many runs that takes."""
        found = self._buttons(label)
        if not found:
            raise Broken(f"“{self.title}” has no button {label}")
        await self._run("", WidgetState(id=found[0], trigger_value=True))

    def offers(self, label: str) -> bool:
        """Whether there is such a button."""
        return bool(self._buttons(label))

    def _buttons(self, label: str) -> list[str]:
        buttons = [one.button for one in self._elements if one.WhichOneof("type") == "button"]
        return [one.id for one in buttons if one.label == label]

    async def _run(self, page: str, pressed: WidgetState | None = None) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self.query, self._script, page
        state.context_info.url = f"{self.address}/{page}"
        state.cached_message_hashes.extend(self._cached)
        state.widget_states.widgets.extend([*self._values.values(), *([pressed] if pressed else [])])
        assert self._socket
        await self._socket.send(message.SerializeToString())
        while not self._take(ForwardMsg.FromString(await self._received())):
            pass
        drawn = {box.id for one in self._elements for box in (one.text_input, one.text_area, one.radio)}
        self._values = {id: value for id, value in self._values.items() if id in drawn}

    async def _received(self) -> bytes:
        assert self._socket
        return await self._socket.recv(decode=False)

    def _take(self, message: ForwardMsg) -> bool:
        """Whether it says that the last run is over."""
        sort = message.WhichOneof("type")
        if message.metadata.cacheable:
            self._cached.add(message.hash)
        if sort == "new_session":
            self._elements, self._script = [], message.new_session.page_script_hash
        elif sort == "navigation":
            self._script = message.navigation.page_script_hash
        elif sort == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif sort == "page_config_changed":
            self.title = message.page_config_changed.title or self.title
        elif sort == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._elements.append(message.delta.new_element)
        elif sort == "script_finished":
            return self._finished(message.script_finished)
        return False

    def _finished(self, status: "ForwardMsg.ScriptFinishedStatus.ValueType") -> bool:
        broken = [one for one in self._elements if one.WhichOneof("type") in ("exception", "alert")]
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR or broken:
            raise Broken(f"“{self.title}”: {broken}")
        return status == ForwardMsg.FINISHED_SUCCESSFULLY


async def come(address: str) -> Session:
    """Somebody new comes by: the first request gives their browser its cookie."""
    async with httpx.AsyncClient() as browser:
        await browser.get(address)
        return Session(address, browser.cookies)
