// Filters the findings of the HTML report and colours its diffs. Part of gfp-lint, under the Apache License v2.0 with LLVM
// Exceptions.
//
// The form, and what the address has after its #, say the same: a filtered report can be linked to.
"use strict";
(() => {
  // When one is opened: elements for every line of every diff would double the time a report takes.
  function colourDiff(pre) {
    const kinds = { "-": "del", "+": "ins", "@": "i" };
    let inHunk = false;
    const lines = pre.textContent.split("\n").flatMap((line, index, all) => {
      const isHeader = line.startsWith("--- ") && all[index + 1]?.startsWith("+++ ");
      inHunk = line.startsWith("@@") || (inHunk && !isHeader);
      const kind = inHunk ? kinds[line[0]] : "i";
      if (!kind || !line) return [line, "\n"];
      const element = document.createElement(kind);
      element.textContent = line;
      return [element, "\n"];
    });
    pre.replaceChildren(...lines.slice(0, -1));
  }
  document.addEventListener(
    "toggle",
    (event) => {
      const pre = event.target.querySelector("pre.diff");
      if (pre && !pre.firstElementChild) colourDiff(pre);
    },
    true, // It does not bubble.
  );

  const form = document.getElementById("filter");
  if (!form) return;
  const fields = ["check", "level", "subsystem", "text"];
  const sections = [...document.querySelectorAll("section")].map((element) => ({
    element,
    subsystem: element.dataset.subsystem,
    findings: [...element.querySelectorAll("article")].map((article) => ({ element: article })),
  }));
  const total = sections.reduce((sum, section) => sum + section.findings.length, 0);

  // Read only when somebody looks for text: it is most of the report.
  const textOf = (finding) => (finding.text ??= finding.element.textContent.toLowerCase());

  const show = (element, visible) => {
    if (element.hidden === visible) element.hidden = !visible;
  };

  function filter() {
    const { check, level, subsystem } = form.elements;
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const section of sections) {
      const inSubsystem = !subsystem.value || section.subsystem === subsystem.value;
      let here = 0;
      for (const finding of section.findings) {
        const data = finding.element.dataset;
        const visible =
          inSubsystem &&
          (!check.value || data.check === check.value) &&
          (!level.value || data.level === level.value) &&
          words.every((word) => textOf(finding).includes(word));
        show(finding.element, visible);
        here += visible;
      }
      show(section.element, here > 0);
      // What it is taken for until it is seen: the height of its findings as the style has it.
      section.element.style.containIntrinsicSize = `auto ${here * 20 + 4}rem`;
      shown += here;
    }
    form.elements.shown.value = shown === total ? `${total} shown` : `${shown} of ${total} shown`;
  }

  // The address of one finding (#f12) is no filter: it shows all.
  function readAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const name of fields) form.elements[name].value = asked.get(name) ?? "";
    filter();
    // The browser went there before the findings above it were hidden.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  function writeAddress() {
    const asked = new URLSearchParams();
    for (const name of fields)
      if (form.elements[name].value) asked.set(name, form.elements[name].value);
    const hash = asked.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  let waiting;
  const changed = () => {
    writeAddress();
    filter();
  };
  form.addEventListener("change", changed);
  form.elements.text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 150);
  });
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  addEventListener("hashchange", readAddress);
  form.hidden = false;
  readAddress();
})();
