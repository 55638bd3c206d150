// The finder (Ctrl-K), the switch between light and dark, and trouble told. Everything else works without script.
const finder = document.querySelector("dialog.finder");

function openFinder() {
  if (!finder || finder.open) return;
  finder.showModal();
  const input = finder.querySelector("input");
  input.select();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openFinder();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-finder]")) openFinder();
  const theme = event.target.closest("[data-theme-switch]");
  if (theme) {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", document.documentElement.dataset.theme); } catch { /* for this page only */ }
  }
});

function choose(options, index) {
  options.forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
  if (options[index]) options[index].scrollIntoView({ block: "nearest" });
}

if (finder) {
  const input = finder.querySelector("input");
  input.addEventListener("keydown", (event) => {
    const options = [...finder.querySelectorAll("[role=option]")];
    const current = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(options, (current + step + options.length) % Math.max(options.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      options[Math.max(current, 0)]?.querySelector("a")?.click();
    } else if (event.key === "Escape") {
      // Else a field with words in it would only be emptied.
      event.preventDefault();
      finder.close();
    }
  });
  finder.addEventListener("click", (event) => { if (event.target === finder) finder.close(); });
}

function tell(name) {
  const text = document.querySelector(`template[data-trouble="${name}"]`);
  const messages = document.getElementById("messages");
  if (text && messages) {
    messages.replaceChildren(text.content.cloneNode(true));
    messages.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("htmx:responseError", () => tell("refused"));
document.addEventListener("htmx:sendError", () => tell("unreachable"));

// Whoever was signed out in the meantime is asked to sign in, on a page of its own.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (new URL(event.detail.xhr.responseURL).pathname.startsWith("/accounts/")) {
    event.preventDefault();
    window.location.reload();
  }
});
