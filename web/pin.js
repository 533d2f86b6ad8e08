// A map beside a box for a grid reference: a press, or the keyboard, puts the pin, and the pin fills the box.
// Nothing depends on it: what counts is in the box, however it came there.
(() => {
  if (window.wherryPin) return;
  window.wherryPin = true;
  // How tiles lie on the National Grid, and how its squares are called: as in components/maps.py and grid_references.py.
  const WEST_EDGE = -238375, NORTH_EDGE = 1376256, COARSEST = 896, SIDE = 256, EAST = 700000, NORTH = 1300000;
  const LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ", LARGE = 500000, SQUARE = 100000;
  const PAUSE = 300;

  const metres = (zoom) => COARSEST / 2 ** zoom;
  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  const letter = (column, row) => LETTERS[(4 - row) * 5 + column];
  const named = (easting, northing, zoom) => {
    if (easting < 0 || northing < 0 || easting >= EAST || northing >= NORTH) return "";
    const side = [1, 10, 100, 1000].find((one) => one >= metres(zoom));
    const [across, up] = [Math.floor(easting), Math.floor(northing)];
    const large = letter(Math.floor((across + 2 * LARGE) / LARGE), Math.floor((up + LARGE) / LARGE));
    const square = letter(Math.floor((across % LARGE) / SQUARE), Math.floor((up % LARGE) / SQUARE));
    const figures = String(SQUARE / side).length - 1;
    const half = (way) => String(Math.floor((way % SQUARE) / side)).padStart(figures, "0");
    return `${large}${square} ${half(across)} ${half(up)}`;
  };
  const middle = (typed) => {
    const found = /^([A-HJ-Z])([A-HJ-Z])((?:\d\d){2,5})$/.exec(typed.toUpperCase().replace(/[\s.,\u2010-\u2015-]/g, ""));
    if (!found) return null;
    const [large, square] = [LETTERS.indexOf(found[1]), LETTERS.indexOf(found[2])];
    const half = found[3].length / 2, side = SQUARE / 10 ** half;
    return [
      (large % 5) * LARGE - 2 * LARGE + (square % 5) * SQUARE + (Number(found[3].slice(0, half)) + 0.5) * side,
      (4 - Math.floor(large / 5)) * LARGE - LARGE + (4 - Math.floor(square / 5)) * SQUARE + (Number(found[3].slice(half)) + 0.5) * side,
    ];
  };

  const made = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...inside);
    return element;
  };
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;

  // Where each map was left, by its box: a page that is drawn again shows it there.
  const left = {};
  let counting = null; // what tells Streamlit that the box counts, while it waits for more presses
  const count = () => {
    const now = counting;
    counting = null;
    if (now) now.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };
  document.addEventListener("pointerdown", count, true);
  document.addEventListener("focusout", (event) => event.isTrusted && count(), true);
  let waiting = 0;
  const fill = (box, words) => {
    setValue.call(box, words);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    if (counting !== box) count();
    counting = box;
    clearTimeout(waiting);
    // In a form nothing is drawn again before it is sent.
    if (box.closest('[data-testid="stForm"]')) count();
    else waiting = setTimeout(count, PAUSE);
  };

  const build = (one) => {
    const told = JSON.parse(one.dataset.map);
    one.dataset.drawn = "";
    const words = told.words;
    const box = () => document.querySelector(`.${told.box} input`);
    const pin = () => (box() ? middle(box().value) : null);
    const state = (left[told.box] ||= { zoom: pin() ? told.pinned : told.first, at: told.start });
    state.zoom = Math.min(state.zoom, told.deepest);

    const status = made("p", { class: "w-map-said", role: "status" });
    const tiles = made("div", { class: "w-map-tiles" });
    const marker = made("div", { class: "w-map-pin", hidden: "" });
    const view = made("div", { class: "w-map-view", tabindex: "0", role: "application", "aria-label": words.map, "aria-describedby": `${one.id}-how` }, tiles, marker);
    const button = (name, act) => {
      const pressed = made("button", { type: "button", class: "w-map-button" }, words[name]);
      pressed.addEventListener("click", act);
      return pressed;
    };

    const put = (easting, northing, nearer) => {
      const words = named(easting, northing, state.zoom);
      if (!words || !box()) return;
      state.zoom = within(state.zoom + nearer, 0, Math.max(state.zoom, Math.min(told.near, told.deepest)));
      fill(box(), words);
      draw();
    };
    const zoom = (by) => {
      state.zoom = within(state.zoom + by, 0, told.deepest);
      draw();
    };
    const move = (right, up) => {
      const now = pin(), side = metres(state.zoom);
      if (now) return put(now[0] + right * told.step * side, now[1] + up * told.step * side, 0);
      state.at = [state.at[0] + right * SIDE * side, state.at[1] + up * SIDE * side];
      draw();
    };
    const ins = button("in", () => zoom(1)), outs = button("out", () => zoom(-1));
    const ways = [["north", 0, 1], ["south", 0, -1], ["west", -1, 0], ["east", 1, 0]];
    const moving = made("p", { id: `${one.id}-move` });
    const moves = made("div", { role: "group", class: "w-map-buttons", "aria-labelledby": `${one.id}-move` }, ...ways.map(([name, right, up]) => button(name, () => move(right, up))));

    let corner = [0, 0];
    const shown = new Map();
    const draw = () => {
      const now = pin(), side = metres(state.zoom), size = [view.clientWidth, view.clientHeight];
      if (now) state.at = now;
      state.at = [within(state.at[0], 0, EAST - 1), within(state.at[1], 0, NORTH - 1)];
      const across = (state.at[0] - WEST_EDGE) / side, down = (NORTH_EDGE - state.at[1]) / side;
      corner = [Math.round(across - size[0] / 2), Math.round(down - size[1] / 2)];
      const wanted = new Set();
      for (let x = Math.floor(corner[0] / SIDE); x * SIDE < corner[0] + size[0]; x++) {
        for (let y = Math.floor(corner[1] / SIDE); y * SIDE < corner[1] + size[1]; y++) {
          const key = `/tiles/${state.zoom}/${x}/${y}`;
          if (!within_grid(x, y, side)) continue;
          wanted.add(key);
          if (!shown.has(key)) shown.set(key, made("img", { src: key, alt: "", width: SIDE, height: SIDE, draggable: "false" }));
          const tile = shown.get(key);
          tile.style.left = `${x * SIDE - corner[0]}px`;
          tile.style.top = `${y * SIDE - corner[1]}px`;
          tiles.append(tile);
        }
      }
      shown.forEach((tile, key) => wanted.has(key) || (tile.remove(), shown.delete(key)));
      marker.hidden = !now;
      if (now) {
        marker.style.left = `${across - corner[0]}px`;
        marker.style.top = `${down - corner[1]}px`;
      }
      const says = now ? words.pin.replace("#", box().value) : "";
      if (status.textContent !== says) status.textContent = says;
      moving.textContent = now ? words.movePin : words.moveMap;
      ins.disabled = state.zoom >= told.deepest;
      outs.disabled = state.zoom <= 0;
    };
    const within_grid = (x, y, side) =>
      WEST_EDGE + (x + 1) * SIDE * side > 0 && WEST_EDGE + x * SIDE * side < EAST && NORTH_EDGE - y * SIDE * side > 0 && NORTH_EDGE - (y + 1) * SIDE * side < NORTH;

    view.addEventListener("click", (event) => {
      const edge = view.getBoundingClientRect(), side = metres(state.zoom);
      const right = corner[0] + event.clientX - edge.left - view.clientLeft, down = corner[1] + event.clientY - edge.top - view.clientTop;
      put(WEST_EDGE + right * side, NORTH_EDGE - down * side, told.nearer);
    });
    const keys = {
      ArrowUp: () => move(0, 1), ArrowDown: () => move(0, -1), ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0),
      "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), Enter: () => put(...state.at, told.nearerByKey),
    };
    view.addEventListener("keydown", (event) => {
      if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
    });
    one.append(view, status, made("div", { class: "w-map-buttons" }, ins, outs), moving, moves);
    const credit = one.querySelector(".w-map-credit");
    if (credit) view.after(credit);
    new ResizeObserver(draw).observe(view);
    draw();
    // What is typed, or comes into the box by itself when a page is drawn, moves the pin.
    let read = box() && box().value;
    looking.push(() => {
      const now = box() && box().value;
      if (document.contains(one) && now !== read) draw();
      read = now;
      return document.contains(one);
    });
  };

  let looking = [];
  const look = () => {
    document.querySelectorAll(".w-map[data-map]:not([data-drawn])").forEach(build);
    looking = looking.filter((follow) => follow());
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributeFilter: ["value"] });
  document.addEventListener("input", look);
  look();
})();
