"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const notes = all(".note");
  const isShown = (element) => element.offsetParent !== null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let at = -1;
  let pinned = null;

  // What belongs to a finding, and what belongs to a match.
  const ofFinding = (number) => all(`[data-findings~="${number}"], #finding-${number}`);
  const ofMatch = (match) => all(`[data-match="${match}"]`);
  const dropped = (number) => {
    const note = document.getElementById(`finding-${number}`);
    const target = note && note.querySelector("a").hash.slice(1);
    return target ? [document.getElementById(target)].filter(Boolean) : [];
  };

  const light = (elements, name) => {
    all("." + name).forEach((element) => element.classList.remove(name));
    elements.forEach((element) => element.classList.add(name));
  };

  const reveal = (element) => {
    const box = element.getBoundingClientRect();
    const head = 72;
    const foot = innerHeight - 96;
    if (box.top < head || box.bottom > foot) {
      element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    }
  };

  // Findings: n and j go on, p and k go back.
  const say = () => {
    const shown = notes.filter(isShown);
    const place = shown.indexOf(notes[at]);
    const output = document.getElementById("at");
    if (output) output.textContent = place < 0 ? `${shown.length}` : `${place + 1} of ${shown.length}`;
  };
  const choose = (index, moves) => {
    at = index;
    const note = notes[at];
    const number = note.value;
    light([...ofFinding(number), ...dropped(number)], "on");
    if (moves) {
      note.querySelector("a").focus({ preventScroll: true });
      reveal(note.closest(".row").getBoundingClientRect().height < innerHeight / 2 ? note.closest(".row") : note);
    }
    say();
  };
  const walk = (step) => {
    for (let index = at + step; index >= 0 && index < notes.length; index += step) {
      if (isShown(notes[index])) return choose(index, true);
    }
    if (at < 0 && step < 0) return walk(1);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") walk(1);
    else if (event.key === "p" || event.key === "k") walk(-1);
    else if (event.key === "Escape") {
      pinned = null;
      light([], "lit");
      light([], "on");
    }
  });
  const bar = document.querySelector(".walk");
  if (bar) {
    bar.hidden = false;
    document.querySelector(".lead small").hidden = false;
    document.getElementById("next").addEventListener("click", () => walk(1));
    document.getElementById("previous").addEventListener("click", () => walk(-1));
  }
  all(".kinds input").forEach((input) => input.addEventListener("change", say));
  say();

  notes.forEach((note, index) => {
    const link = note.querySelector("a");
    link.addEventListener("focus", () => index === at || choose(index, false));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(index, false);
      const mark = document.getElementById(link.hash.slice(1));
      if (mark) reveal(mark);
    });
    note.addEventListener("pointerenter", () => light([...ofFinding(note.value), ...dropped(note.value)], "near"));
    note.addEventListener("pointerleave", () => light([], "near"));
  });

  // Sentences: the pointer, the focus or a click lights the counterpart; a click also brings it into view.
  const sentence = (target) => target instanceof Element && target.closest("a.sentence");
  const show = (element) => {
    const match = element ? element.dataset.match : pinned;
    light(match === null || match === undefined ? [] : ofMatch(match), "lit");
  };
  document.addEventListener("pointerover", (event) => show(sentence(event.target)));
  document.addEventListener("focusin", (event) => show(sentence(event.target)));
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element && event.target.closest("mark");
    const element = sentence(event.target);
    if (element) {
      event.preventDefault();
      pinned = element.dataset.match;
      show(element);
      const there = document.getElementById(element.hash.slice(1));
      if (there) reveal(there);
    }
    const index = mark ? Number(mark.dataset.findings.split(" ")[0]) - 1 : -1;
    if (index >= 0 && isShown(notes[index])) choose(index, false);
  });
})();
