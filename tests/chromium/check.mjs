// The page in a real browser: what lights, what moves, what is focused, at two widths, light and dark.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = process.argv[2];
const url = (name) => pathToFileURL(`${folder}/${name}`).href;
const screenshots = process.env.SCREENSHOTS;
if (screenshots) await mkdir(screenshots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});

const DESKTOP = { width: 1440, height: 900 };
const TABLET = { width: 900, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Opens a page, has `look` look at it, and complains about every error and request. */
async function visit(name, options, look) {
  const { file = "sample.html", viewport = DESKTOP, ...rest } = options;
  const context = await browser.newContext({ viewport, reducedMotion: "reduce", ...rest });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
  page.on("request", (request) => request.url() === url(file) || complaints.push(`a request: ${request.url()}`));
  await page.goto(url(file));
  try {
    await look(page);
  } finally {
    if (screenshots) await page.screenshot({ path: `${screenshots}/${name}.png` });
  }
  assert.deepEqual(complaints, [], name);
  await context.close();
  console.log(`ok  ${name}`);
}

const classes = (page, selector, name) =>
  page.$$eval(selector, (found, name) => found.filter((element) => element.classList.contains(name)).map((element) => element.id), name);
const chosen = (page) => classes(page, ".note", "on");
const isSeen = (page, selector) =>
  page.$eval(selector, (element) => {
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  });
const hasNoSidewaysScroll = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** The least contrast of text against what it stands on (WCAG 2.2, 1.4.3), over all elements with text of their own. */
const contrast = (page) =>
  page.evaluate(() => {
    const numbers = (color) => color.match(/[\d.]+/g).map(Number);
    const light = (color) => {
      const [r, g, b] = numbers(color).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor;
        if (numbers(color)[3] !== 0) return color;
      }
      return "rgb(255, 255, 255)";
    };
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const found = [...document.body.querySelectorAll("*")].filter((element) => hasText(element) && element.tagName !== "SCRIPT");
    const ratios = found.map((element) => {
      const pair = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
      return [(pair[0] + 0.05) / (pair[1] + 0.05), element.outerHTML.slice(0, 80)];
    });
    return ratios.sort((a, b) => a[0] - b[0])[0];
  });

for (const [device, viewport] of [["desktop", DESKTOP], ["tablet", TABLET], ["phone", PHONE]]) {
  for (const colorScheme of ["light", "dark"]) {
    await visit(`${device} ${colorScheme}`, { viewport, colorScheme }, async (page) => {
      assert(await hasNoSidewaysScroll(page));
      const [ratio, element] = await contrast(page);
      assert(ratio >= 4.5, `contrast ${ratio.toFixed(2)} of ${element}`);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const isDark = ground.match(/\d+/g).every((part) => part < 80);
      assert.equal(isDark, colorScheme === "dark", ground);
      await page.keyboard.press("n");
    });
  }
}

await visit("keys walk through the findings", {}, async (page) => {
  const all = await page.$$eval(".note", (notes) => notes.map((note) => note.id));
  assert(all.length >= 3);
  for (const id of all) {
    await page.keyboard.press(all.indexOf(id) % 2 ? "j" : "n");
    assert.deepEqual(await chosen(page), [id]);
    assert.equal(await page.evaluate(() => document.activeElement.closest(".note").id), id);
    assert(await isSeen(page, `#${id}`), `${id} is out of sight`);
    const ring = await page.$eval(`#${id} a`, (link) => getComputedStyle(link).outlineStyle);
    assert.equal(ring, "solid");
  }
  await page.keyboard.press("n");
  assert.deepEqual(await chosen(page), all.slice(-1), "n stays at the last one");
  await page.keyboard.press("p");
  await page.keyboard.press("k");
  assert.deepEqual(await chosen(page), [all.at(-3)]);
  assert.equal(await page.textContent("#at"), `${all.length - 2} of ${all.length}`);
});

await visit("a finding lights its words on both sides", {}, async (page) => {
  const number = page.locator(".note.number a").first();
  await number.focus();
  const words = (side) => page.locator(`.${side} mark.on`).allTextContents();
  assert((await words("original")).length > 0);
  assert((await words("rewrite")).length > 0);
  assert.notDeepEqual(await words("original"), await words("rewrite"));
  await page.locator(".note.dropped a").first().focus();
  assert.equal(await page.locator(".original .dropped.on").count(), 1, "its sentence");
  await page.locator(".rewrite mark").first().click();
  assert.equal((await chosen(page)).length, 1, "a click on the words chooses their finding");
});

await visit("the pointer and the focus light the counterpart", {}, async (page) => {
  const sentence = page.locator(".original a.sentence").nth(3);
  const match = await sentence.getAttribute("data-match");
  await sentence.hover();
  assert(await page.locator(`.rewrite [data-match="${match}"].lit`).count() > 0);
  await page.mouse.move(2, 2);
  assert.equal(await page.locator(".lit").count(), 0);
  await sentence.focus();
  assert(await page.locator(`.rewrite [data-match="${match}"].lit`).count() > 0);
});

await visit("a click on a moved sentence brings its counterpart into view", {}, async (page) => {
  const moved = page.locator(".rewrite a.sentence.moved").first();
  const there = await moved.getAttribute("href");
  await moved.scrollIntoViewIfNeeded();
  await moved.click();
  assert(await isSeen(page, there), `${there} is out of sight`);
  assert(await page.$eval(there, (element) => element.classList.contains("lit")));
  await page.mouse.move(2, 2);
  assert(await page.$eval(there, (element) => element.classList.contains("lit")), "it stays lit");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".lit").count(), 0);
});

await visit("Tab begins with the way to the texts", {}, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  assert(await isSeen(page, ".skip"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest("main"))), true);
});

await visit("a kind that is switched off is not walked", {}, async (page) => {
  await page.locator("#show-dropped").uncheck();
  assert.equal(await page.locator(".note.dropped:visible").count(), 0);
  const shown = await page.locator(".note:visible").count();
  for (let n = 0; n < shown + 2; n++) {
    await page.keyboard.press("n");
    assert.equal(await page.$eval(".note.on", (note) => note.classList.contains("dropped")), false);
  }
  assert.equal(await page.textContent("#at"), `${shown} of ${shown}`);
});

await visit("a phone has buttons for it, and one column", { viewport: PHONE, hasTouch: true, isMobile: true }, async (page) => {
  await page.locator("#next").tap();
  await page.locator("#next").tap();
  assert.deepEqual(await chosen(page), ["finding-2"]);
  assert(await isSeen(page, "#finding-2"));
  await page.locator("#previous").tap();
  assert.deepEqual(await chosen(page), ["finding-1"]);
  const size = await page.locator("#next").boundingBox();
  assert(size.width >= 44 && size.height >= 44, "a thumb needs 44 pixels");
  const [original, rewrite] = await page.$$eval(".row:has(.original):has(.rewrite)", ([row]) =>
    [".original", ".rewrite"].map((side) => row.querySelector(side).getBoundingClientRect().top));
  assert(rewrite > original, "the rewrite stands under the original");
  assert(await hasNoSidewaysScroll(page));
});

await visit("without a script it is a page to read", { javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator(".walk").isVisible(), false);
  assert(await page.locator(".note .say").first().isVisible());
  await page.locator(".note.number a").first().click();
  assert.match(page.url(), /#rewrite-finding-\d+$/);
  await page.locator(".original a.sentence").nth(3).click();
  const target = new URL(page.url()).hash;
  assert(await isSeen(page, target));
});

await visit("paper gets no buttons", {}, async (page) => {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".walk").isVisible(), false);
  assert(await page.locator(".note .say").first().isVisible());
});

await visit("a hostile text runs nothing", { file: "hostile.html" }, async (page) => {
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.locator("script").count(), 1);
  assert.match(await page.textContent(".original"), /<img src=x onerror="alert\(1\)"> of 42/);
});

await browser.close();
