// A box to draw in, by mouse, finger or pen, in both versions of the pages. Whoever does not draw types, and passes it by.
const WIDE = 600, TALL = 240, MOST = 2000, STROKES = 500, APART = 4;

const within = (number, most) => Math.min(most, Math.max(0, Math.round(number)));
const asPath = (strokes) => strokes.map((each) => `M${each[0]} ${each[1]}L${each.join(" ")}`).join("");
const fromPath = (path) => path.split("M").slice(1).map((each) => each.split("L")[1].split(" ").map(Number));
// Every second place of each stroke, and its last.
const thinned = (stroke) => stroke.filter((_, at) => at % 4 < 2 || at >= stroke.length - 2);

// `place` holds a picture and a button; `changed` is told what stands there after each stroke.
export function pad(place, drawn, changed) {
  const picture = place.querySelector("svg"), line = place.querySelector("path"), clear = place.querySelector("button");
  const empty = picture.getAttribute("aria-label");
  let strokes = drawn, stroke = null, pen = null;

  const show = () => {
    line.setAttribute("d", asPath(strokes));
    picture.setAttribute("aria-label", strokes.length ? picture.dataset.drawn : empty);
    clear.hidden = !strokes.length;
  };
  const at = (event) => {
    const box = picture.getBoundingClientRect();
    const across = ((event.clientX - box.left) * WIDE) / box.width, down = ((event.clientY - box.top) * TALL) / box.height;
    return [within(across, WIDE), within(down, TALL)];
  };
  const end = (event) => {
    if (event.pointerId !== pen) return;
    pen = null;
    while (strokes.flat().length > 2 * MOST) strokes = strokes.map(thinned);
    show();
    changed(strokes);
  };
  picture.addEventListener("pointerdown", (event) => {
    if (event.button || pen !== null || strokes.length === STROKES) return;
    event.preventDefault();
    pen = event.pointerId;
    picture.setPointerCapture(pen);
    stroke = at(event);
    strokes = [...strokes, stroke];
    show();
  });
  picture.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pen) return;
    const [across, down] = at(event), [before, above] = stroke.slice(-2);
    if (Math.abs(across - before) + Math.abs(down - above) < APART) return;
    stroke.push(across, down);
    show();
  });
  picture.addEventListener("pointerup", end);
  picture.addEventListener("pointercancel", end);
  clear.addEventListener("click", () => {
    strokes = [];
    show();
    picture.focus();
    changed(strokes);
  });
  show();
}

// On a plain page: what is drawn goes with the form.
document.querySelectorAll("[data-pad]").forEach((place) => {
  const kept = place.querySelector("path"), box = document.createElement("input");
  box.type = "hidden";
  box.name = place.id;
  box.value = kept ? kept.getAttribute("d") : "";
  place.querySelectorAll("svg, .option").forEach((each) => each.remove());
  place.append(place.querySelector("template").content.cloneNode(true), box);
  place.hidden = false;
  pad(place, fromPath(box.value), (strokes) => (box.value = asPath(strokes)));
});
