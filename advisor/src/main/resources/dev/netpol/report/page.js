"use strict";
(() => {
  const status = document.getElementById("status");
  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const button = (text, act) => {
    const made = element("button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  const selected = (pre) => {
    const range = document.createRange();
    range.selectNodeContents(pre);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  };
  const copy = async (pre) => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      return true;
    } catch {
      return selected(pre);
    }
  };
  const copyable = (pre) => {
    const made = button("Copy", async () => {
      const done = await copy(pre);
      made.textContent = done ? "Copied" : "Press Ctrl+C";
      status.textContent = pre.dataset.copy + (done ? " copied" : " selected");
      setTimeout(() => { made.textContent = "Copy"; }, 2000);
    });
    made.className = "copy";
    made.setAttribute("aria-label", "Copy " + pre.dataset.copy);
    pre.parentElement.before(made);
  };
  // When it is opened: a large page has hundreds. The event does not bubble.
  document.addEventListener("toggle", (event) => {
    const pre = event.target.querySelector(":scope > .beside > pre");
    if (pre && !event.target.querySelector(":scope > .copy")) {
      copyable(pre);
    }
  }, true);

  const tools = document.getElementById("tools");
  if (tools) {
    const policies = [...document.querySelectorAll(".policy")];
    let texts;
    const input = document.createElement("input");
    input.type = "search";
    input.id = "filter";
    input.autocomplete = "off";
    const label = element("label", "Show policies that mention");
    label.htmlFor = input.id;
    const box = document.createElement("div");
    box.append(label, input);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      texts ??= policies.map((policy) => policy.textContent.toLowerCase());
      policies.forEach((policy, i) => {
        policy.hidden = !words.every((word) => texts[i].includes(word));
        shown += policy.hidden ? 0 : 1;
      });
      status.textContent = shown + " of " + policies.length + " policies shown";
    });
    const all = (open) => () => policies.forEach((policy) => { policy.open = open && !policy.hidden; });
    tools.append(box, button("Open all", all(true)), button("Close all", all(false)));
  }

  const follow = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const around = target && target.closest("details");
    if (around) {
      around.hidden = false;
      around.open = true;
      (around.classList.contains("policy") ? around : target).scrollIntoView();
    }
  };
  // The browser goes nowhere when it is there already, though the reader may have closed it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.getAttribute("href") === location.hash) {
      follow();
    }
  });
  window.addEventListener("hashchange", follow);
  follow();

  // Browsers that print only what is open.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((one) => { one.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));
})();
