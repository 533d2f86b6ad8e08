// What a browser does for the pages beyond Streamlit: nothing depends on it, everything works without.
// It turns pages without loading them whole, moves the focus, and ties labels, hints and problems to their boxes.
(() => {
  if (window.wherryPage) return;
  window.wherryPage = true;
  document.documentElement.lang = "en-GB";

  const turn = (address) => {
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
      turn(href);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".stHtml form[method=get]")) return;
    event.preventDefault();
    turn(form.getAttribute("action") + "?" + new URLSearchParams(new FormData(form)));
  });

  const lead = (id) => {
    const there = document.getElementById(id);
    if (!there) return;
    const around = there.closest('[class*="st-key-ask-"]');
    const boxes = around ? [...around.querySelectorAll("input, textarea, button")] : [];
    const box = boxes.find((one) => one.getAttribute("aria-invalid") === "true") || boxes.find((one) => one.tabIndex >= 0);
    there.scrollIntoView({ block: "start" });
    (box || there).focus({ preventScroll: Boolean(box) });
  };

  const told = (ask) => [...ask.querySelectorAll(".w-hint[id], .w-problem[id]")].map((one) => one.id).join(" ");
  const set = (element, name, value) => {
    if (element && value && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const tie = (ask) => {
    const around = ask.closest('[class*="st-key-ask-"]');
    const label = ask.querySelector(".w-label");
    if (!around || !label || !label.id) return;
    set(around, "role", "group");
    set(around, "aria-labelledby", label.id);
    const boxes = [...around.querySelectorAll("input, textarea, [role=radiogroup]")];
    for (const box of boxes) {
      if (box.type !== "radio") set(box, "aria-describedby", told(ask));
      if (box.getAttribute("role") === "radiogroup") set(box, "aria-label", label.textContent.trim());
      else if (boxes.length === 1) set(box, "aria-label", label.textContent.trim());
    }
    for (const one of JSON.parse(ask.dataset.boxes || "[]")) {
      const box = around.querySelector(`.${one.key} input, .${one.key} textarea`);
      if (!box) continue;
      if (one.mode !== "text") set(box, "inputmode", one.mode);
      if (!one.spell) set(box, "spellcheck", "false");
      if (one.wrong) set(box, "aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    }
  };

  let place = "";
  let summary = null;
  const look = () => {
    document.querySelectorAll(".w-ask[data-boxes]").forEach(tie);
    const found = document.querySelector(".w-summary");
    const heading = document.querySelector(".stHtml h1");
    const here = location.pathname + location.search;
    if (found && found !== summary) {
      found.focus();
      found.scrollIntoView({ block: "start" });
    } else if (heading && here !== place) {
      if (place) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
        document.querySelector(".stMain").scrollTo(0, 0);
      }
      place = here;
    }
    summary = found;
  };
  let waiting = 0;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 60);
  }).observe(document.body, { childList: true, subtree: true });
  look();
})();
