// What a browser does for the plain pages: everything works without.
(() => {
  const told = document.querySelector(".summary, .said");
  if (told) told.focus();
  // The other version runs on scripts, and so is for whoever has them.
  for (const way of document.querySelectorAll("[data-full]")) way.hidden = false;
  // A button that is pressed twice counts once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const now = Date.now();
    if (now - (form.wherrySent || 0) < 2000) event.preventDefault();
    else form.wherrySent = now;
  });
})();
