// What a browser does for the pages beyond Streamlit: nothing depends on it, everything works without.
// It turns pages without loading them whole, moves the focus, and ties labels, hints and problems to their boxes.
(() => {
  if (window.wherryPage) return;
  window.wherryPage = true;
  // A page is in the language of whoever reads it. Where our own words are not in that, they say what they are in.
  const language = () => {
    const band = document.querySelector(".w-band");
    document.documentElement.lang = band ? band.dataset.language : "en-GB";
    document.documentElement.dir = band ? band.dataset.direction : "ltr";
    const ours = band && band.dataset.ours;
    document.querySelectorAll(".stMain button[kind]").forEach((one) => (ours ? (one.lang = ours) : one.removeAttribute("lang")));
  };

  // Where somebody typed into a form, a link that replaces what stands there asks first.
  let typedIn = null;
  document.addEventListener("input", (event) => (typedIn = event.target.closest('[data-testid="stForm"]')));
  const keeps = (link) => document.contains(typedIn) && link.dataset.replaces && !confirm(link.dataset.replaces);

  const turn = (address) => {
    typedIn = null;
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };
  const plainClick = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".stHtml a[href]");
    if (!link || !plainClick(event) || event.defaultPrevented) return;
    const href = link.getAttribute("href");
    if (href.startsWith("#")) {
      event.preventDefault();
      lead(href.slice(1));
    } else if (href.startsWith("/") && !href.startsWith("//") && !link.hasAttribute("data-whole")) {
      event.preventDefault();
      if (!keeps(link)) turn(href);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".stHtml form[method=get]")) return;
    event.preventDefault();
    turn(form.getAttribute("action") + "?" + new URLSearchParams(new FormData(form)));
  });

  // The main button takes Ctrl and Enter from anywhere; in a form it takes Enter from an option, too, as in any form.
  const mainButton = (at) => {
    const form = at.closest && at.closest('[data-testid="stForm"]');
    const shown = [...(form || document).querySelectorAll('button[kind="primaryFormSubmit"], button[kind="primary"], a.w-button')];
    return shown.length === 1 ? shown[0] : null;
  };
  const TEXT = '.st-key-design [class*="st-key-text-"] textarea';
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (at.matches && at.matches(TEXT)) return; // there it only brings what is beside the text up to date
    if (event.key !== "Enter" || event.isComposing || event.repeat || document.querySelector("dialog[open], [role=dialog][aria-modal=true]")) return;
    const option = at.matches && at.matches('[data-testid="stForm"] input[type=radio]');
    if (!(event.ctrlKey || event.metaKey || option) || !mainButton(at)) return;
    event.preventDefault();
    event.stopPropagation();
    at.blur(); // what is typed counts from then on
    setTimeout(() => {
      const button = mainButton(document.contains(at) ? at : document);
      if (button) button.click();
    }, 50);
  }, true);

  const lead = (id) => {
    const there = document.getElementById(id);
    if (!there) return;
    const around = there.closest('[class*="st-key-ask-"]');
    const boxes = around ? [...around.querySelectorAll("input, textarea, button")] : [];
    const box = boxes.find((one) => one.getAttribute("aria-invalid") === "true") || boxes.find((one) => one.tabIndex >= 0);
    there.scrollIntoView({ block: "start" });
    (box || there).focus({ preventScroll: Boolean(box) });
  };

  const set = (element, name, value) => {
    if (!value) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const FIELDS = 'input:not([type=radio]):not([type=file]), textarea, [role=radiogroup], [data-testid="stFileUploaderDropzone"] button';
  const said = (ask) => [...ask.querySelectorAll(":is(.w-hint, .w-problem)[id]")].map((one) => one.id);
  // What holds several boxes is named and described itself, and each box by what is its own.
  const ASK = '[class*="st-key-ask-"]';
  let groups = new Set();
  const group = (around, label, told) => {
    set(around, "role", "group");
    set(around, "aria-labelledby", label.id);
    set(around, "aria-describedby", told.join(" "));
    groups.add(around);
  };
  const tie = (ask) => {
    const around = ask.closest(ASK);
    const label = ask.querySelector(".w-label");
    if (!around || !label || !label.id) return;
    const all = [...around.querySelectorAll(FIELDS)];
    const boxes = all.filter((box) => box.closest(ASK) === around);
    const known = JSON.parse(ask.dataset.boxes || "[]");
    const drawn = known.some((one) => one.drawn); // a box to draw in is named by itself, and no field
    // A box to tick keeps its own words: they are what is agreed to.
    const alone = all.length === 1 && !drawn && all[0].type !== "checkbox";
    for (const box of boxes) {
      const element = box.closest(".stElementContainer");
      const beside = [element.previousElementSibling, element.nextElementSibling].map((one) => one && one.querySelector("[data-of]"));
      const own = beside.filter((one) => one && element.classList.contains(one.dataset.of)).map((one) => one.id);
      set(box, "aria-describedby", [...(alone ? said(ask) : []), ...own].join(" "));
    }
    if (alone && boxes.length) set(boxes[0], "aria-label", [label.textContent, boxes[0].matches("button") && boxes[0].innerText].filter(Boolean).join(": ").trim());
    if (all.length && !alone) group(around, label, said(ask));
    for (const one of known) {
      const box = around.querySelector(`.${one.key} input, .${one.key} textarea`);
      if (!box) continue;
      set(box, "inputmode", one.mode !== "text" && one.mode);
      set(box, "spellcheck", !one.spell && "false");
      set(box, "aria-invalid", one.wrong && "true");
      if (one.accept) set(box, "accept", one.accept);
    }
  };
  // Streamlit gives one element to one page after another: what an earlier page needed is taken away.
  const tieAll = () => {
    const before = groups;
    groups = new Set();
    document.querySelectorAll(".w-ask[data-boxes]").forEach(tie);
    // The button beside it opens the same list of files.
    document.querySelectorAll(".stMain input[type=file]").forEach((one) => set(one, "aria-hidden", "true"));
    document.querySelectorAll(".w-item[id]").forEach((title) => group(title.closest('[class*="st-key-"]'), title, []));
    for (const one of before) {
      if (!groups.has(one)) ["role", "aria-labelledby", "aria-describedby"].forEach((name) => one.removeAttribute(name));
    }
  };

  // What was put into a text is where its writing goes on: the cursor comes to it, in the box or in the editor.
  // The editor takes no order but keys.
  const press = (box, code, times) => {
    for (let time = 0; time < times; time++) {
      const key = new box.ownerDocument.defaultView.KeyboardEvent("keydown", { bubbles: true, cancelable: true, keyCode: code });
      box.dispatchEvent(key);
    }
  };
  const ARROW_DOWN = 40, ARROW_UP = 38, END = 35, TRIES = 50;
  const leadTo = (mark, tries = 0) => {
    const [epoch, first, beyond] = mark.split(" ").map(Number);
    const around = document.querySelector(`[class*="st-key-text-"][class$="-${epoch}"], [class*="st-key-text-"][class*="-${epoch} "]`);
    const plain = around && around.querySelector("textarea");
    const frame = around && around.querySelector("iframe");
    const editor = frame && frame.contentDocument && frame.contentDocument.querySelector(".monaco-editor textarea.inputarea");
    if (plain) {
      const lines = plain.value.split("\n");
      const start = lines.slice(0, first - 1).join("\n").length + 1;
      plain.focus();
      plain.setSelectionRange(start, start);
      plain.scrollTop = (plain.scrollHeight * Math.max(0, first - 3)) / lines.length;
    } else if (editor) {
      editor.focus();
      press(editor, ARROW_DOWN, beyond - 1); // so that what stands below is in sight, too
      press(editor, ARROW_UP, beyond - first);
      press(editor, END, 1);
    } else if (tries < TRIES && mark === put) {
      setTimeout(() => leadTo(mark, tries + 1), 200);
    }
  };

  // A button that opened the list of files goes when one was chosen: the focus goes to the one that stands there then.
  let uploader = null;
  document.addEventListener("focusin", (event) => (uploader = event.target.closest('[data-testid="stFileUploader"]')));
  const keepFocus = () => {
    const lost = document.activeElement === document.body || document.activeElement.matches("input[type=file]");
    const button = lost && uploader && document.contains(uploader) && [...uploader.querySelectorAll("button")].pop();
    if (button) button.focus();
  };

  let put = null;
  let read = "";
  let summary = null;
  let notice = null;
  let led = null;
  // What is told again in the same words is told anew; what is only drawn again is not.
  const telling = (one) => one && (one.dataset.telling || one);
  // Whoever is writing a service keeps the focus, whatever the page says of it meanwhile.
  const writing = () => document.activeElement.matches("iframe, [class*=st-key-text-] textarea");
  const look = () => {
    language();
    tieAll();
    keepFocus();
    const found = document.querySelector(".w-summary");
    const heading = document.querySelector(".stHtml h1");
    // A heading whose words may be changed on its own page says by another name which page it is.
    const page = heading && location.pathname + (heading.dataset.page || heading.textContent);
    if (writing()) {
      read = page || read;
    } else if (found && telling(found) !== summary) {
      found.focus();
      found.scrollIntoView({ block: "start" });
    } else if (page && page !== read) {
      if (read) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
        document.querySelector(".stMain").scrollTo(0, 0);
      }
      read = page;
    }
    summary = telling(found);
    // What was pressed may be gone or far below: the sentence that says what came of it takes the focus.
    const said = document.querySelector(".w-said");
    const far = said && said.dataset.telling && !writing() && document.activeElement !== heading;
    if (said && telling(said) !== notice && (far || document.activeElement === document.body)) {
      said.tabIndex = -1;
      said.focus();
    }
    notice = telling(said);
    // A small form that was asked for begins at its heading.
    const form = document.querySelector(".w-lead");
    if (form && form !== led) form.focus();
    led = form;
    const mark = document.querySelector(".w-said[data-put]");
    if (mark && mark.dataset.put !== put) {
      put = mark.dataset.put;
      leadTo(put);
    }
  };
  let waiting = 0;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 60);
  }).observe(document.body, { childList: true, subtree: true });
  look();
})();
