"""A table of figures: its chart, the numbers beside it, and the file of them."""

from typing import Any

import altair as alt

# Whole before anything is drawn: Altair looks into it, and another session may just be loading it.
import pandas  # type: ignore[import-untyped]  # noqa: F401
import streamlit as st

from desk.tables import Chart, Table, as_csv
from screens.markup import show

#: Told apart by how light they are, and named in the legend.
COLOURS = ["#1d4f5c", "#e0a030", "#7fb2a0", "#b3261e", "#8a6aa8", "#9aa7ac", "#5a5a2a"]
#: A bar is so high, and a chart of lines altogether.
BAR, LINES = 34, 280
FONT = "system-ui, sans-serif"
INK, LINE = "#12181b", "#c9d3d6"
#: The first and the last month are named in whole, left and right of the lines.
ROOM = {"left": 24, "right": 48, "top": 8, "bottom": 8}
#: Counts have no halves.
WHOLE = alt.Axis(tickMinStep=1, format=",~f")


def draw_table(table: Table) -> None:
    show("figures_title", table=table)
    if table.rows and table.chart:
        st.altair_chart(
            drawn(table, table.chart), width="stretch", theme=None, key=f"chart-{table.name}",
            alt=f"{table.title}. The table below says the same in numbers.",
        )  # fmt: skip
    show("figures_table", table=table, numbers=numbers(table))
    if table.rows:
        st.download_button(
            "Download these numbers as CSV", "".join(as_csv(table.heads, table.rows)), f"{table.name}.csv", "text/csv",
            key=f"csv-{table.name}", on_click="ignore",
        )  # fmt: skip


def numbers(table: Table) -> set[int]:
    """The columns that hold numbers, which line up on the right."""
    places = range(len(table.heads))
    return {place for place in places if all(not isinstance(row[place], str) for row in table.rows)}


def drawn(table: Table, chart: Chart) -> alt.Chart:
    values = [
        {"x": row[table.heads.index(chart.x)], "what": what, "y": row[table.heads.index(what)]}
        for row in table.rows for what in chart.y
    ]  # fmt: skip
    base = alt.Chart({"values": values})
    legend = alt.Legend(orient="top", labelLimit=0, columns=1 if len(chart.y) > 3 else 3) if len(chart.y) > 1 else None
    scale = alt.Scale(domain=list(chart.y), range=COLOURS[: len(chart.y)])
    colour = alt.Color("what:N", title=None, sort=list(chart.y), scale=scale, legend=legend)
    order = list(dict.fromkeys(value["x"] for value in values))
    made = _lines(base, chart, colour, order) if chart.kind == "lines" else _bars(base, chart, colour, order)
    finished: alt.Chart = (
        made.configure(font=FONT, background="white")  # a dark page would else lend it light words
        .configure_axis(labelFontSize=14, titleFontSize=14, labelColor=INK, titleColor=INK, gridColor=LINE)
        .configure_legend(labelColor=INK)
        .configure_view(stroke=LINE)
    )
    return finished


def _lines(base: alt.Chart, chart: Chart, colour: Any, order: list[Any]) -> alt.Chart:
    shown = base.mark_line(point=alt.OverlayMarkDef(size=60), strokeWidth=3).encode(
        x=alt.X("x:N", title=None, sort=order, axis=alt.Axis(labelOverlap=True, labelAngle=0)),
        y=alt.Y("y:Q", title=None, axis=WHOLE), color=colour, tooltip=_told(chart),
        strokeDash=alt.StrokeDash("what:N", legend=None, sort=list(chart.y)),
    )  # fmt: skip
    tall: alt.Chart = shown.properties(height=LINES, padding=ROOM)
    return tall


def _bars(base: alt.Chart, chart: Chart, colour: Any, order: list[Any]) -> alt.Chart:
    shown = base.mark_bar().encode(
        y=alt.Y("x:N", title=None, sort=order, axis=alt.Axis(labelLimit=320)),
        x=alt.X("y:Q", title=None if len(chart.y) > 1 else chart.y[0], stack="zero", axis=WHOLE), color=colour,
        tooltip=_told(chart),
    )  # fmt: skip
    tall: alt.Chart = shown.properties(height=alt.Step(BAR))
    return tall


def _told(chart: Chart) -> list[alt.Tooltip]:
    return [alt.Tooltip("x:N", title=chart.x), alt.Tooltip("what:N", title=" "), alt.Tooltip("y:Q", title="Number")]
