// Keys for those who work by the keyboard, and what is selected in a list. Nothing depends on it: all of it can be
// reached by Tab, too. A key is never taken where somebody types, and single keys can be switched off.
(() => {
  if (window.wherryKeys) return;
  window.wherryKeys = true;
  const OFF = "wherry-keys-off";
  const one = (what, within = document) => within.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];
  const off = () => localStorage.getItem(OFF) === "yes";

  // What is selected stands in the address: a reload keeps it, and the program reads it there.
  const ticked = () => new URLSearchParams(location.search).getAll("tick");
  const keepTicked = (chosen) => {
    const query = new URLSearchParams(location.search);
    query.delete("tick");
    chosen.forEach((each) => query.append("tick", each));
    const words = query.toString();
    history.replaceState(history.state, "", location.pathname + (words ? "?" + words : ""));
  };
  const say = (words) => {
    const line = one(".w-ticked");
    if (line && line.textContent !== words) line.textContent = words;
  };
  const showTicked = () => {
    const boxes = all("[data-tick]");
    const chosen = new Set(ticked());
    const shown = boxes.filter((box) => chosen.has(box.dataset.tick));
    boxes.forEach((box) => (box.checked = chosen.has(box.dataset.tick)));
    if (boxes.length && shown.length !== chosen.size) keepTicked(shown.map((box) => box.dataset.tick));
    const whole = one("[data-tick-all]");
    if (whole) {
      whole.checked = boxes.length > 0 && shown.length === boxes.length;
      whole.indeterminate = shown.length > 0 && !whole.checked;
    }
    const wrong = shown.length && one(".st-key-bulk-bar .w-problem");
    if (wrong) wrong.remove();
    say(shown.length ? `With the ${shown.length} selected:` : "With those selected:");
  };
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches || !box.matches("[data-tick], [data-tick-all]")) return;
    if (box.matches("[data-tick-all]")) all("[data-tick]").forEach((each) => (each.checked = box.checked));
    keepTicked(all("[data-tick]").filter((each) => each.checked).map((each) => each.dataset.tick));
    showTicked();
  });

  // Streamlit keeps the address as it last knew it: before a button that needs what is selected, it is told.
  const BAR = ".st-key-bulk-bar button";
  let told = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(BAR);
    if (!button || told) {
      told = false;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const around = [...button.closest('[class*="st-key-bulk-"]').classList].find((name) => name.startsWith("st-key-"));
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    setTimeout(() => {
      told = true;
      one(`.${around} button`).click();
    }, 50);
  }, true);

  // The row that has the focus; where a list is drawn anew, the same one has it again.
  let row = "";
  document.addEventListener("focusin", (event) => {
    const around = event.target.closest && event.target.closest("[data-row]");
    row = around ? around.dataset.row : event.target === document.body ? row : "";
  });
  const restore = () => {
    const there = row && document.activeElement === document.body && one(`[data-row="${CSS.escape(row)}"] a`);
    if (there) there.focus({ preventScroll: true });
  };
  const here = () => document.activeElement.closest("[data-row]");
  const step = (by) => {
    const rows = all("[data-row]");
    if (!rows.length) return false;
    const at = rows.indexOf(here());
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    one("a", next).focus();
  };
  const tick = () => {
    const box = here() && one("[data-tick]", here());
    if (!box) return false;
    box.click();
  };
  // In a list it is done with what is selected, or else with the row that has the focus; in a case with the case.
  const withMany = (name) => {
    const button = one(`.st-key-bulk-${name} button`);
    if (!button) return false;
    if (!ticked().length && here()) tick();
    button.click();
  };
  const claim = () => withMany("claim") !== false ? undefined : press(".st-key-claim button");
  const write = () => withMany("write") !== false ? undefined : press('a[href*="do=write"]');
  const handOver = () => withMany("hand-over") !== false ? undefined : press('a[href*="do=hand-over"]');
  const give = () => withMany("assign") !== false ? undefined : press('a[href*="do=give"]');
  const press = (what) => {
    const there = one(what);
    if (!there) return false;
    there.click();
  };
  const find = () => {
    const box = one("#find-words");
    if (!box) return false;
    box.focus();
    box.select();
  };
  const open = () => {
    const dialog = one("#w-keys");
    if (!dialog) return false;
    one("[data-keys-off]", dialog).checked = off();
    dialog.showModal();
    one("[data-keys-close]", dialog).focus();
  };
  const only = () => {
    const rows = all("[data-row]");
    return atTop() && rows.length === 1 ? press("[data-row] a") : false;
  };
  const atTop = () => document.activeElement.matches("body, h1, .w-said");
  const inList = (act) => () => (here() || (atTop() && one(".w-inbox, .w-found")) ? act() : false);
  const within = (act) => () => (here() ? act() : false);
  const KEYS = {
    "?": open, "/": find, j: () => step(1), k: () => step(-1), ArrowDown: inList(() => step(1)),
    ArrowUp: within(() => step(-1)), x: tick, c: claim, a: give, h: handOver, w: write,
    m: () => press('a[href*="do=ask"]'), o: () => press('a[href*="do=hold"], .st-key-end-hold button'), n: () => press('[data-key="n"]'), p: () => press('[data-key="p"]'),
    Enter: only,
  };
  const GOES = { i: '.w-ways a[href="/inbox"]', b: '.w-ways a[href="/apply"]', h: '.w-ways a[href="/help"]', f: '.w-ways a[href="/figures"]' };

  const TYPED = "input:not([data-tick], [data-tick-all]), textarea, select, iframe, [contenteditable=true], [role=combobox], [role=option]";
  const modal = () => one("dialog[open], [role=dialog][aria-modal=true]");
  const NAMED = ["Enter", "ArrowDown", "ArrowUp"];
  let going = 0;
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!one(".w-for-staff") || modal() || at.matches(TYPED)) return;
    if (off() && !NAMED.includes(event.key)) return;
    const went = going && event.timeStamp - going < 1500 && GOES[event.key];
    going = event.key === "g" ? event.timeStamp : 0;
    const act = went ? () => press(went) : KEYS[event.key];
    if (act && act() !== false) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  document.addEventListener("click", (event) => {
    if (!event.target.closest) return;
    if (event.target.closest("[data-keys]")) open();
    if (event.target.closest("[data-keys-close]")) one("#w-keys").close();
    if (event.target.matches("[data-keys-off]")) localStorage.setItem(OFF, event.target.checked ? "yes" : "no");
  });

  let waiting = 0;
  const look = () => {
    showTicked();
    restore();
  };
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 60);
  }).observe(document.body, { childList: true, subtree: true });
  look();
})();
