// Names of people while somebody writes @ in a note: a list that the arrows, Enter and Escape work, beside the text.
// Nothing depends on it: who is named is read from the words, however they were written.
(() => {
  if (window.wherryNames) return;
  window.wherryNames = true;
  const MOST = 6, A_NAME = 44;
  const BEGUN = /(^|\s)@([^\n@]{0,40})$/u;

  const made = (name, attributes) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    document.body.append(element);
    return element;
  };
  const list = made("ul", { id: "w-names", class: "w-names", role: "listbox", "aria-label": "People", hidden: "" });
  const told = made("p", { class: "w-unseen", role: "status" });

  let box = null; // where somebody writes, while the list is open
  let at = 0;

  const people = (text) => {
    const form = text.matches("textarea") && text.closest('[data-testid="stForm"]');
    const known = form && form.querySelector("[data-people]");
    return known ? JSON.parse(known.dataset.people) : [];
  };
  const wanted = (text) => {
    const begun = BEGUN.exec(text.value.slice(0, text.selectionStart));
    return begun ? begun[2].toLocaleLowerCase() : null;
  };
  const fitting = (text) => {
    const words = wanted(text);
    if (words === null) return [];
    const fits = (name) => [name, ...name.split(" ").slice(1)].some((part) => part.toLocaleLowerCase().startsWith(words));
    const names = people(text).filter((name) => fits(name) && name.toLocaleLowerCase() !== words);
    return names.slice(0, MOST);
  };

  const close = () => {
    if (box) ["aria-controls", "aria-activedescendant"].forEach((name) => box.removeAttribute(name));
    box = null;
    list.hidden = true;
    told.textContent = "";
  };
  const choose = (number) => {
    const options = [...list.children];
    at = (number + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", place === at ? "true" : "false"));
    box.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };
  const open = (text, names) => {
    box = text;
    list.replaceChildren(...names.map((name, number) => {
      const option = document.createElement("li");
      option.id = `w-name-${number}`;
      option.setAttribute("role", "option");
      option.textContent = name;
      return option;
    }));
    const place = text.getBoundingClientRect();
    const room = names.length * A_NAME;
    const above = place.bottom + room > innerHeight && place.top > room;
    Object.assign(list.style, {
      left: `${place.left}px`, width: `${place.width}px`,
      top: above ? "auto" : `${place.bottom + 2}px`, bottom: above ? `${innerHeight - place.top + 2}px` : "auto",
    });
    list.hidden = false;
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", list.id);
    choose(0);
    told.textContent = `${names.length === 1 ? "1 name" : `${names.length} names`}. Arrows choose, Enter takes it.`;
  };
  // The text belongs to the page, which only learns of a change by the event that typing makes.
  const take = () => {
    const name = list.children[at].textContent;
    const before = box.value.slice(0, box.selectionStart).replace(BEGUN, `$1@${name} `);
    const value = before + box.value.slice(box.selectionStart);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, value);
    box.setSelectionRange(before.length, before.length);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };

  document.addEventListener("input", (event) => {
    const text = event.target;
    const names = text.matches && text.matches("textarea") ? fitting(text) : [];
    if (names.length) open(text, names);
    else if (box) close();
  });
  const KEYS = { ArrowDown: () => choose(at + 1), ArrowUp: () => choose(at - 1), Enter: take, Tab: take, Escape: close };
  document.addEventListener("keydown", (event) => {
    if (!box || event.target !== box || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  }, true);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the text keeps the focus
    const option = event.target.closest("[role=option]");
    if (!option || !box) return;
    choose([...list.children].indexOf(option));
    take();
  });
  document.addEventListener("focusout", close);
  document.addEventListener("scroll", (event) => {
    if (event.target !== list && event.target !== box) close();
  }, true);
})();
