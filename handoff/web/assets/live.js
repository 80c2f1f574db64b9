// Fetches the page anew when something has changed, unless somebody is writing in it. Without it all works, but by hand.
(() => {
  const main = document.querySelector("main[data-live]");
  if (!main) return;
  let waiting = false, dirty = false, last = 0;
  document.addEventListener("input", () => { dirty = true; });
  document.addEventListener("submit", () => { dirty = true; });
  const busy = () => dirty || main.querySelector("details.act[open]") !== null ||
    (main.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName));
  const renew = async () => {
    if (waiting || busy() || document.hidden) return;
    waiting = true;
    try {
      const r = await fetch(location.href, { headers: { "X-Live": "1" }, redirect: "error" });
      if (r.ok && !busy()) {
        const page = new DOMParser().parseFromString(await r.text(), "text/html");
        const fresh = page.querySelector("main[data-live]");
        const open = [...main.querySelectorAll("details[open]")].map((d) => d.id);
        if (fresh && fresh.innerHTML !== main.innerHTML) {
          const said = main.querySelector(".said");
          main.replaceChildren(...fresh.childNodes);
          if (said && !main.querySelector(".said")) main.prepend(said);
          open.forEach((id) => { const d = id && document.getElementById(id); if (d) d.open = true; });
        }
        last = Date.now();
      }
    } catch { /* the next hint tries again */ }
    waiting = false;
  };
  let polling;
  const poll = () => { polling = polling || setInterval(renew, 30000); };
  if (!window.EventSource) return poll();
  const events = new EventSource("/live");
  events.addEventListener("changed", () => setTimeout(renew, Math.max(0, 1000 - (Date.now() - last))));
  events.addEventListener("end", () => { events.close(); });
  events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) poll(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
})();
