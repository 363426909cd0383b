// What is asked of every page, as a list of what this one does not hold. Sizes: px at 96 dpi, as the panels are driven.
async (axeToo) => {
  const faults = [];
  // A page that is still arriving, in whatever font it has so far, is not yet where it will be.
  await document.fonts.ready;
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
  const page = document.getElementById("page");
  const elder = page.classList.contains("elder");
  const upright = innerHeight > innerWidth;
  const shown = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const name = (element) => `<${element.localName} ${element.className?.baseVal ?? element.className}> ${element.textContent.trim().slice(0, 30)}`;

  // Upright, text is at least 24 px, the elders' 30. A lying panel is smaller and stands nearer: 4.8 mm at 96 dpi, the elders' 5.5.
  const least = elder ? (upright ? 30 : 21) : (upright ? 24 : 18);
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && shown(element) && parseFloat(getComputedStyle(element).fontSize) < least) {
      faults.push(`text of ${getComputedStyle(element).fontSize}: ${name(element)}`);
    }
  }

  // What is touched is at least 60 px either way, and 8 px from the next.
  const targets = [...page.querySelectorAll("a[href], button, input:not([type=hidden])")].filter((target) => shown(target) && !target.closest(".everywhere"));
  const boxes = targets.map((target) => target.getBoundingClientRect());
  targets.forEach((target, i) => {
    if (Math.min(boxes[i].width, boxes[i].height) < 60) faults.push(`a target of ${boxes[i].width} by ${boxes[i].height}: ${name(target)}`);
    for (let k = 0; k < i; k++) {
      const across = Math.max(boxes[i].left - boxes[k].right, boxes[k].left - boxes[i].right);
      const down = Math.max(boxes[i].top - boxes[k].bottom, boxes[k].top - boxes[i].bottom);
      const scrolled = targets[i].closest("main") !== targets[k].closest("main");
      if (!scrolled && Math.max(across, down) < 8) faults.push(`targets too near: ${name(target)} and ${name(targets[k])}`);
    }
  });

  // Nothing runs out of the page or is cut off.
  const main = page.querySelector("main");
  if (document.scrollingElement.scrollWidth > innerWidth) faults.push("wider than the panel");
  if (main.scrollWidth > main.clientWidth + 1) faults.push("the middle is wider than its place");
  if (page.classList.contains("idle") && main.scrollHeight > main.clientHeight + 1) faults.push("the page is higher than the panel");
  for (const fixed of page.querySelectorAll(".bar, .actions > *, .head")) {
    const box = fixed.getBoundingClientRect();
    if (box.width > 0 && (box.bottom > innerHeight + 1 || box.top < -1 || box.right > innerWidth + 1)) faults.push(`not on the panel, ${box.top} to ${box.bottom} of ${innerHeight}: ${name(fixed)}`);
  }
  for (const box of page.querySelectorAll("a, button, .pill, .tag, .facts > *, h1, h2, b")) {
    if (shown(box) && box.scrollWidth > box.clientWidth + 2 && getComputedStyle(box).display !== "inline") faults.push(`cut off: ${name(box)}`);
  }
  if (!page.classList.contains("idle") && main.clientHeight < innerHeight * 0.4) faults.push(`the middle has ${main.clientHeight} of ${innerHeight}`);

  // One heading, at most one filled button, something for the ear, and nothing personal in it.
  if (page.querySelectorAll("h1").length !== 1) faults.push(`${page.querySelectorAll("h1").length} headings`);
  if ([...document.querySelectorAll(".filled")].filter(shown).length > 1 && !document.querySelector(".veil")) faults.push("more than one filled button");
  const spoken = [...page.querySelectorAll("[data-say]")].filter((part) => part.textContent.trim());
  if (spoken.length === 0) faults.push("nothing to read aloud");
  for (const part of spoken) {
    if (part.closest("[data-private]") || part.querySelector("[data-private]") || part.textContent.includes("*")) faults.push(`personal, and read aloud: ${name(part)}`);
  }
  for (const part of page.querySelectorAll("h1, p, b, li")) {
    if (/\p{Script=Han}\*/u.test(part.textContent) && !part.querySelector("[data-private]") && !part.closest("[data-private]")) faults.push(`a name not marked as private: ${name(part)}`);
  }

  // An English page is English; what is Chinese on it says so. A name is as on its card.
  if (page.lang === "en") {
    const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (/\p{Script=Han}/u.test(texts.currentNode.data) && element.closest("[lang]").lang !== "zh" && !element.closest("[data-private]") && shown(element)) faults.push(`Chinese on an English page: ${name(element)}`);
    }
  }

  if (!axeToo) return faults;
  // Colours are looked at in Chinese: the language changes none, and they take as long as all the rest.
  const rules = { "color-contrast": { enabled: page.lang !== "en" } };
  const found = await axe.run(document, { resultTypes: ["violations"], rules });
  return faults.concat(found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`));
}
