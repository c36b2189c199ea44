"use strict";
// Steps through each case, filters its table, follows links to events, opens everything for print.
(() => {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const within = (ranges, step) => ranges.split(" ").some((range) => {
    const [first, last] = range.split("-").map(Number);
    return first <= step && step <= (last === undefined ? first : last);
  });
  // The events of a row: those that it lists, else the one that it is named after.
  const eventsOf = (row) => (row.dataset.events || row.id.slice(row.closest(".case").dataset.prefix.length)).split(" ");
  const cases = all(".case").map(start);

  function start(root) {
    const slider = root.querySelector(".stepper input");
    const steps = all(".steps li", root);
    const rows = all(".events tbody tr", root);
    const lines = all(".standing [data-on]", root);
    const filters = all("[data-filter]", root);
    const marks = all(".picture .event", root);
    const cursor = root.querySelector(".picture .cursor");
    const charts = all(".chart", root);
    const last = steps.length - 1;
    rows.forEach((row) => { row.tabIndex = -1; });
    all(".scripted", root).forEach((part) => { part.hidden = false; });
    // On narrow screens rows are boxes; to readers of screens they stay a table.
    const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };
    for (const [name, role] of Object.entries(roles)) {
      all(".events " + name, root).concat(all(name + ".events", root)).forEach((part) => part.setAttribute("role", role));
    }

    function name(row) {
      const what = row.cells[2].querySelector("p").textContent.trim().replace(/\s+/g, " ");
      return what.length > 160 ? what.slice(0, 160) + "…" : what;
    }

    function show(step) {
      step = Math.max(0, Math.min(last, step));
      slider.value = String(step);
      const whole = step === last;
      const at = steps[step];
      if (!at) { return; }
      slider.setAttribute("aria-valuetext", at.textContent);
      for (const row of rows) {
        const first = Number(row.dataset.first);
        row.classList.toggle("later", first > step);
        row.classList.toggle("now", !whole && first === step);
        row.classList.toggle("maybe", !whole && first < step && step <= Number(row.dataset.last || 0));
      }
      for (const line of lines) { line.hidden = !within(line.dataset.on, step); }
      for (const day of all(".standing .day", root)) { day.textContent = at.dataset.on; }
      if (cursor) {
        cursor.setAttribute("visibility", whole ? "hidden" : "visible");
        cursor.setAttribute("transform", "translate(" + at.dataset.x + " 0)");
      }
      const now = rows.filter((row) => Number(row.dataset.first) === step && !row.classList.contains("aside"));
      const names = now.slice(0, 3).map(name).join(" · ") + (now.length > 3 ? " · +" + (now.length - 3) : "");
      root.querySelector(".now").textContent = at.textContent + (names ? ": " + names : "");
      all("[data-go='-1']", root)[0].disabled = step === 0;
      all("[data-go='1']", root)[0].disabled = whole;
      for (const chart of charts) { light(chart, step); }
    }

    function light(chart, step) {
      const chosen = chart.querySelector("select");
      const course = all(".trace", chart).find((one) => !chosen || one.dataset.machine === chosen.value);
      const parts = course ? all("li", course).filter((part) => Number(part.dataset.step) <= step) : [];
      const states = parts.length ? parts[parts.length - 1].dataset.states.split(" ") : [];
      const seen = new Set(parts.flatMap((part) => part.dataset.states.split(" ")));
      const taken = new Set(parts.flatMap((part) => part.dataset.taken.split(" ")));
      for (const state of all("[data-state]", chart)) {
        state.classList.toggle("lit", states.includes(state.dataset.state));
        state.classList.toggle("seen", seen.has(state.dataset.state));
      }
      for (const arrow of all("[data-transition]", chart)) {
        arrow.classList.toggle("taken", arrow.dataset.transition.split(" ").some((number) => taken.has(number)));
      }
    }

    function filter() {
      let shown = 0;
      const off = new Set();
      for (const row of rows) {
        const fits = filters.every((one) => {
          const has = (row.dataset[one.dataset.filter] || "").split(" ");
          return one.value === "" || has.includes(one.value) ||
            (one.dataset.filter === "machine" && has[0] === "" && row.classList.contains("aside"));
        });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
        if (!fits) { eventsOf(row).forEach((id) => off.add(id)); }
      }
      for (const mark of marks) { mark.classList.toggle("off", off.has(mark.dataset.event)); }
      const count = root.querySelector(".count");
      count.textContent = shown + " / " + rows.length + " " + count.dataset.word;
    }

    // Brings the row of an anchor into view, wherever the reader is.
    function find(id) {
      const row = rows.find((one) => eventsOf(one).some((event) => root.dataset.prefix + event === id));
      if (!row) { return false; }
      if (row.hidden) {
        filters.forEach((one) => { one.value = ""; });
        filter();
      }
      show(Number(row.dataset.first));
      rows.forEach((one) => one.classList.toggle("found", one === row));
      row.scrollIntoView({ block: "center" });
      row.focus({ preventScroll: true });
      return true;
    }

    slider.addEventListener("input", () => show(Number(slider.value)));
    for (const button of all("[data-go]", root)) {
      button.addEventListener("click", () => {
        show(button.dataset.go === "end" ? last : Number(slider.value) + Number(button.dataset.go));
      });
    }
    filters.forEach((one) => one.addEventListener("change", filter));
    charts.forEach((chart) => all("select", chart).forEach((one) => {
      one.addEventListener("change", () => light(chart, Number(slider.value)));
    }));
    for (const mark of marks.filter((one) => one.dataset.event)) {
      mark.addEventListener("click", () => {
        const row = rows.find((one) => eventsOf(one).includes(mark.dataset.event));
        if (row) { location.hash = row.id; find(row.id); }
      });
    }
    all(".filters", root).forEach((form) => form.addEventListener("submit", (event) => event.preventDefault()));
    filter();
    show(last);
    return { root, find, by: (steps) => show(Number(slider.value) + steps) };
  }

  function follow() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { return; }
    if (id) { cases.some((one) => one.find(id)); }
  }

  // Of several cases the one that is read: the last whose top has been passed.
  function current() {
    const passed = cases.filter((one) => one.root.getBoundingClientRect().top < innerHeight / 2);
    return passed.length ? passed[passed.length - 1] : cases[0];
  }

  addEventListener("hashchange", follow);
  addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const own = event.target.closest("input, select, textarea, .scroll");
    if (by && !own && cases.length && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      current().by(by);
      event.preventDefault();
    }
  });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((part) => { part.open = false; }));
  follow();
})();
