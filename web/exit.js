// What a browser does for a page that can be left at once, in both versions: without it the link only leads elsewhere.
(() => {
  if (window.wherryExit) return;
  window.wherryExit = true;
  const plain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  // "Exit this page": what is on the page goes at once, and Back does not bring it again. Shift, three times within
  // five seconds of one another and no other key between, does the same.
  const TIMES = 3, WITHIN = 5000;
  let shifts = 0;
  let forgetting = 0;
  const exit = (link) => {
    document.title = "";
    document.documentElement.style.visibility = "hidden";
    location.replace(link.href);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-exit]");
    if (!link || !plain(event)) return;
    event.preventDefault();
    exit(link);
  });
  document.addEventListener("keydown", (event) => {
    const link = document.querySelector("a[data-exit]");
    if (!link || event.repeat) return;
    clearTimeout(forgetting);
    shifts = event.key === "Shift" ? shifts + 1 : 0;
    if (shifts === TIMES) return exit(link);
    const told = document.querySelector("[data-exit-told]");
    told.textContent = shifts ? JSON.parse(told.dataset.exitTold)[shifts - 1] : "";
    forgetting = setTimeout(() => {
      shifts = 0;
      told.textContent = "";
    }, WITHIN);
  }, true);
})();
