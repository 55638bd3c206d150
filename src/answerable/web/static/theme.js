// Before the page is drawn: the theme that was chosen, where one was.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* without storage the system's theme holds */ }
})();
