// Half-written text: kept on this device until the server has it, for whoever is signed in, and for nobody else.
// A form says by `data-keep="key"` that its text fields are kept. It comes back after a closed tab, a lost line or an
// expired session; it goes when the server took it, when it is discarded, and when one signs out. Without script, as ever.
const KEPT = "kept:";
const SENT = "kept-sent";
const KEPT_DAYS = 14;
const account = document.querySelector('meta[name="account"]')?.content;

function read(store, name) {
  try { return JSON.parse(store().getItem(name)); } catch { return null; }
}

function write(store, name, value) {
  try {
    if (value === null) store().removeItem(name);
    else store().setItem(name, JSON.stringify(value));
  } catch { /* a browser that keeps nothing: the form works all the same */ }
}

const onDevice = () => window.localStorage;
const inTab = () => window.sessionStorage;
const nameOf = (form) => `${KEPT}${account}:${form.dataset.keep}`;

function keptNames() {
  try { return Object.keys(window.localStorage).filter((name) => name.startsWith(KEPT)); } catch { return []; }
}

// Fields of one name are told apart by their place.
function fieldsOf(form) {
  const seen = {};
  const texts = [...form.elements].filter((one) => one.name && one.matches("textarea, input[type=text], input:not([type])"));
  return texts.map((field) => {
    seen[field.name] = (seen[field.name] ?? -1) + 1;
    return [`${field.name}#${seen[field.name]}`, field];
  });
}

function keep(form) {
  const changed = fieldsOf(form).filter(([, field]) => field.value !== field.defaultValue);
  if (!changed.length) { write(onDevice, nameOf(form), null); return; }
  const texts = Object.fromEntries(changed.map(([name, field]) => [name, field.value]));
  // The version that the text was begun on goes along: what somebody else changed since is not written over.
  const before = read(onDevice, nameOf(form));
  const version = before ? before.version : form.elements.namedItem("version")?.value ?? null;
  write(onDevice, nameOf(form), { texts, version, at: Date.now() });
}

function bringBack(form) {
  const draft = read(onDevice, nameOf(form));
  if (!draft) return;
  const lost = fieldsOf(form).filter(([name, field]) => name in draft.texts && field.value !== draft.texts[name]);
  // Whatever stands there already is on the server.
  if (!lost.length) { write(onDevice, nameOf(form), null); return; }
  lost.forEach(([name, field]) => { field.value = draft.texts[name]; });
  const version = form.elements.namedItem("version");
  if (version && draft.version !== null) version.value = draft.version;
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  form.querySelector(".kept")?.remove();
  const line = document.querySelector("template[data-kept]")?.content.firstElementChild.cloneNode(true);
  if (!line) return;
  line.querySelector("button").addEventListener("click", () => {
    write(onDevice, nameOf(form), null);
    fieldsOf(form).forEach(([, field]) => { field.value = field.defaultValue; });
    if (version) version.value = version.defaultValue;
    const first = fieldsOf(form)[0];
    line.remove();
    if (first) first[1].focus();
  });
  form.prepend(line);
}

// Sent is not yet taken: an expired session leads to the sign-in page, and a refusal shows the form again.
function settle() {
  const sent = read(inTab, SENT) ?? [];
  write(inTab, SENT, null);
  const said = document.querySelectorAll("[data-kept-done]");
  said.forEach((one) => write(onDevice, `${KEPT}${account}:${one.dataset.keptDone}`, null));
  const wasLedOn = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  const isRefused = document.querySelector("[data-kept-refused], .messages .error");
  if (account && wasLedOn && !isRefused) sent.forEach((name) => write(onDevice, name, null));
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (account && form?.dataset.keep) keep(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (new URL(form.action, window.location.href).pathname === "/accounts/logout/") {
    keptNames().filter((name) => !account || name.startsWith(`${KEPT}${account}:`)).forEach((name) => write(onDevice, name, null));
  } else if (account && form.dataset.keep) {
    const also = form.dataset.keepFor ? [`${KEPT}${account}:${form.dataset.keepFor}`] : [];
    write(inTab, SENT, [...(read(inTab, SENT) ?? []), nameOf(form), ...also]);
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  // The form itself may have been exchanged by now: then the event names what stands around it.
  const form = event.detail.requestConfig?.elt?.closest("form[data-keep]");
  if (!form || !account) return;
  write(inTab, SENT, null);
  const text = event.detail.xhr?.responseText ?? "";
  const isSignIn = event.detail.xhr && new URL(event.detail.xhr.responseURL).pathname.startsWith("/accounts/");
  if (event.detail.successful && !isSignIn && !text.includes("data-kept-refused")) write(onDevice, nameOf(form), null);
});

function bringAllBack(inside) {
  if (account) inside.querySelectorAll("form[data-keep]").forEach(bringBack);
}

document.addEventListener("htmx:afterSettle", (event) => bringAllBack(event.detail.elt.parentElement ?? document));

keptNames().forEach((name) => {
  const draft = read(onDevice, name);
  if (!draft || Date.now() - draft.at > KEPT_DAYS * 86_400_000) write(onDevice, name, null);
});
settle();
bringAllBack(document);
