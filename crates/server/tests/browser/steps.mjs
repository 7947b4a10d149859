// What people do with a browser, in words that journeys are told in. Each step waits for what it is about, with scripts and without.
import { strict as assert } from "node:assert";
import { BASE } from "./browser.mjs";
import { lookedAt } from "./inspection.mjs";
import { as } from "./people.mjs";

/** Pages that were looked at, by what they are and whether something is told there. Each is looked at once, on whosever journey. */
const known = new Set();

/** Words of addresses that lie where names do. */
const WORDS = /^(new|import|batch|coverage|integrity|who-can|what-if|security|defaults|profile|access|api-keys|notifications)$/;

const kind = (path) => path.split("/").filter(Boolean).map((step, at) => (at % 2 === 1 && !WORDS.test(step) ? "*" : step)).join("/");

/** Somebody sets out: his browser, and the steps that he can take. Whatever went wrong on the way is told at the end, by `done`. */
export const sets_out = async (login, scripts, options = {}) => {
  const one = await as(login, { javaScriptEnabled: scripts, ...options });
  const faults = [];
  const done = async () => {
    await one.done();
    assert.deepEqual(faults, []);
  };
  return { ...one, done, scripts, ...steps(one.page, scripts, faults) };
};

const steps = (page, scripts, faults) => {
  const within = (place) => page.locator(place ?? "main");
  const control = (name, place) => within(place).locator(`[name="${name}"]:not([type=hidden])`);

  /** Makes sure that everybody could go on from here. Without scripts pages are the same, and nothing can look at them. */
  const looks = async () => {
    if (!scripts) return;
    const { told, open } = await page.evaluate(() => ({
      told: [...document.querySelectorAll("main [role=alert], main [role=status], main .verdict, main #preview li")].map((one) => one.id || one.className).sort()[0] ?? "",
      open: document.querySelector("dialog[open]")?.id ?? "",
    }));
    const what = `${kind(new URL(page.url()).pathname)} ${told} ${open}`;
    if (known.has(what)) return;
    known.add(what);
    const size = page.viewportSize();
    faults.push(...(await lookedAt(page)).map((fault) => `${what}, ${fault}`));
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(size);
  };

  const goes = async (path) => {
    const answer = await page.goto(path);
    await looks();
    return answer;
  };
  /** Arrives at an address, of which `*` is any name. */
  const arrives = async (path) => {
    const pattern = new RegExp(`^${BASE}${path.replace(/[.?+()[\]]/g, "\\$&").replaceAll("*", "[^/?]+")}$`);
    await page.waitForURL(pattern);
    await page.waitForLoadState();
    if (scripts) await page.waitForFunction(() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling"));
    await looks();
  };
  const follows = (name, place) => within(place).getByRole("link", { name, exact: typeof name === "string" }).first().click();
  const presses = (name, place) => within(place).getByRole("button", { name, exact: typeof name === "string" }).first().click();
  /** Opens what is folded: a menu, a list to choose from. */
  const unfolds = (name, place) => within(place).locator("summary").filter({ hasText: name }).first().click();
  const fills = async (values, place) => {
    for (const [name, value] of Object.entries(values)) {
      const all = control(name, place);
      const type = await all.first().evaluate((one) => one.type);
      if (type === "checkbox" && value === false) for (const box of await all.all()) await box.uncheck();
      else if (type === "checkbox" || type === "radio") {
        for (const each of [value].flat()) await within(place).locator(`[name="${name}"][value="${each}"]`).check();
      } else if (type.startsWith("select")) await all.first().selectOption(value);
      else if (type === "file") await all.first().setInputFiles(value);
      else await all.first().fill(value);
    }
  };
  const holds = async (values, place) => {
    for (const [name, value] of Object.entries(values)) {
      const all = control(name, place);
      const type = await all.first().evaluate((one) => one.type);
      const kept = ["radio", "checkbox"].includes(type)
        ? await within(place).locator(`[name="${name}"]:checked`).evaluateAll((all) => all.map((one) => one.value).join())
        : await all.first().inputValue();
      assert.equal(kept, value, `${name} at ${page.url()}`);
    }
  };
  const sees = async (text, place) => {
    await within(place).getByText(text).filter({ visible: true }).first().waitFor();
    await looks();
  };
  const misses = async (text, place) => assert.equal(await within(place).getByText(text).count(), 0, `${text} at ${page.url()}`);
  const counts = async (selector, count, place) => {
    const found = within(place).locator(selector);
    // What is asked for may be on its way: there are enough of them, and no more than that. How many there were instead is told below.
    if (count > 0) await found.nth(count - 1).waitFor({ state: "attached" });
    await found.nth(count).waitFor({ state: "detached" }).catch(() => {});
    assert.equal(await found.count(), count, `${selector} at ${page.url()}`);
  };
  /** Is told that something is wrong: it is where reading begins, names its places, and leads there. */
  const is_told = async (text, { at } = {}) => {
    const alert = within().locator("[role=alert]").filter({ hasText: text }).first();
    await alert.waitFor();
    const { isFocused, astray, marked } = await alert.evaluate((one, at) => {
      const targets = [...one.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href").slice(1));
      return {
        isFocused: one === document.activeElement || one.contains(document.activeElement),
        astray: targets.filter((id) => !document.getElementById(id)),
        marked: !at || targets.includes(at),
      };
    }, at);
    if (scripts) assert.ok(isFocused, `reading does not begin at what is wrong: ${text}`);
    assert.deepEqual(astray, [], "links of what is wrong lead nowhere");
    assert.ok(marked, `nothing leads to ${at}`);
    if (at) {
      await alert.locator(`a[href="#${at}"]`).first().click();
      assert.ok(page.url().endsWith(`#${at}`), "the link of what is wrong does not lead to its field");
    }
    await looks();
  };
  const gets_news = async (text) => {
    await within().locator("[role=status]").filter({ hasText: text }).first().waitFor();
    await looks();
  };
  /** Waits until a job has ended: by itself, or by asking again. */
  const waits = async () => {
    const ended = () => within().getByText("Ended", { exact: true }).isVisible();
    for (let patience = 200; !(await ended()); patience -= 1) {
      assert.ok(patience > 0, `the job does not end: ${page.url()}`);
      if (scripts) await page.waitForTimeout(50);
      else await page.reload();
    }
    await looks();
  };
  /** Has done what was tried, and waits until that has ended, too. */
  const carries_out = async (name) => {
    const tried = page.url();
    await presses(name);
    await page.waitForURL((url) => url.href !== tried);
    await waits();
    await misses("Nothing is changed yet");
  };
  const keys = async (...all) => { for (const key of all) await page.keyboard.press(key); };
  const types = (text) => page.keyboard.type(text);
  const opens_a_tab = async () => steps(await page.context().newPage(), scripts, faults);
  return { page, goes, arrives, follows, presses, unfolds, fills, holds, sees, misses, counts, is_told, gets_news, waits, carries_out, keys, types, looks, opens_a_tab };
};
