// The box to draw in, as a component of Streamlit; the box itself is the same file as on the plain pages.
import { pad } from "/pad.js";

const begun = new WeakSet();

// Called again whenever the page is drawn anew: what is being drawn stays.
export default function ({ data, parentElement, setStateValue }) {
  if (begun.has(parentElement)) return;
  begun.add(parentElement);
  parentElement.innerHTML = data.html;
  pad(parentElement, data.strokes, (strokes) => setStateValue("strokes", strokes));
}
