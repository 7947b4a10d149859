// The console, as people of five kinds have it: no way that is closed, nothing that somebody cannot read, nothing that a name can do, and what is done there day by day.
import { strict as assert } from "node:assert";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { BASE, arrived, choose, close, open, signIn, temporary, visitor } from "./browser.mjs";
import { crawl } from "./crawl.mjs";

/** An administrator, a district's user manager, a client company's administrator, an auditor, and somebody who administers nothing. */
const ACTORS = ["root", "dora", "carl", "audrey", "nora"];

/** Pages that are looked at side by side: as many as this machine has cores to spare. */
const SIDE_BY_SIDE = 3;

/** How each page is looked at. What differs between light and dark is colour alone, and nothing else differs in colour. */
const WAYS = [
  { name: "light", theme: "light", width: 1280, lang: "en" },
  { name: "dark", theme: "dark", width: 1280, options: { runOnly: ["color-contrast"] } },
  { name: "narrow", theme: "light", width: 360, options: { rules: { "color-contrast": { enabled: false } } } },
  { name: "Arabic", theme: "light", width: 1280, lang: "ar", options: { rules: { "color-contrast": { enabled: false } } } },
];

/** What names try to do (the world of these tests has people, roles and areas that are called so). */
const HOSTILE = "hostile-name";

/** Pages that have their place and are not written yet: that nothing is there is no fault of the way that leads there. */

/** The cookies of each, once he is in. */
const cookies = {};
/** What each can reach. */
const reached = {};

const enter = async (login) => {
  const one = await visitor();
  await signIn(one.page, login, temporary[login]);
  await choose(one.page);
  await arrived(one.page);
  cookies[login] = await one.context.storageState();
  await one.done();
};

/** A browser in which somebody is in already. Whatever a name makes it do fails the test. */
const as = async (login, options = {}) => {
  const one = await visitor({ storageState: cookies[login], ...options });
  const attacks = [];
  one.page.on("dialog", (dialog) => { attacks.push(dialog.message()); dialog.dismiss(); });
  const done = async () => {
    await one.done();
    assert.deepEqual(attacks, []);
  };
  return { ...one, done };
};

before(async () => {
  await open();
  await Promise.all(ACTORS.map(enter));
  const one = await as("root");
  const ask = (path, data) => one.context.request.post(`/api/v1/users/${path}`, { data, headers: { origin: BASE } });
  // More entries than a page of the trail has.
  const told = await Promise.all(Array.from({ length: 55 }, (_, number) => ask("nora/notes", { text: `note ${number}` })));
  // Somebody whose access ends next week, and who is called what he should not be.
  const to = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const line = await ask("evil/role-lines", { role: "viewer", to });
  assert.deepEqual([...new Set([...told, line].map((answer) => answer.status()))], [201]);
  await one.done();
});
after(close);

describe("every way that is shown is open", { concurrency: SIDE_BY_SIDE }, () => {
  for (const login of ACTORS) {
    test(`to ${login}`, async () => {
      const one = await as(login);
      const found = await crawl(one.context.request, BASE, login === "nora" ? ["/me", "/"] : ["/", "/me"]);
      reached[login] = found.pages;
      assert.deepEqual(found.broken, []);
      assert.ok(found.all + found.broken.length > 1, "it ends where it begins");
      await one.done();
    });
  }
});

test("everybody can read and use every page, in both themes, in Arabic and on a telephone, and names are names", async () => {
  const seen = new Set(), work = [];
  for (const login of ACTORS) {
    for (const path of reached[login] ?? []) {
      // A page that two can open is looked at once, but what somebody begins with is his own.
      if (path !== "/" && seen.has(path)) continue;
      seen.add(path);
      work.push({ login, path });
    }
  }
  const faults = [], shown = new Set();
  const worker = async () => {
    const open = {};
    for (let next = work.shift(); next; next = work.shift()) {
      const { login, path } = next;
      open[login] ??= await as(login);
      for (const way of WAYS) {
        const found = await looked(open[login].page, path, way);
        faults.push(...found.map((fault) => `${login} ${path}, ${way.name}: ${fault}`));
      }
      if ((await open[login].page.textContent("body")).includes(HOSTILE)) shown.add(path);
    }
    for (const one of Object.values(open)) await one.done();
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  assert.deepEqual(faults, []);
  assert.ok(shown.size > 0, "no page shows anybody with a hostile name");
});

const looked = async (page, path, { theme, width, lang, options = {} }) => {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: theme });
  // What does not say a language is another look at the page that is there.
  if (lang) {
    const to = new URL(path, BASE);
    to.searchParams.set("lang", lang);
    await page.goto(to.href);
    await page.evaluate(axe.source);
  }
  const violations = await page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], ...options });
    return violations.map(({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
  }, options);
  const faults = [...violations];
  const { over, dir, planted } = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - innerWidth,
    dir: document.documentElement.dir,
    planted: document.querySelectorAll("img[src='x'], [onerror], [onclick], [style]").length,
  }));
  if (over > 0) faults.push(`${over} px too wide`);
  if (dir !== (lang === "ar" ? "rtl" : "ltr")) faults.push(`it runs ${dir}`);
  if (planted > 0) faults.push(`${planted} elements that nobody of us has written`);
  return faults;
};

// What people do. Each journey goes with scripts and without.
const journeys = {
  "an auditor follows the trail from the first page to what proves an entry": async ({ page }, scripts) => {
    await page.goto("/");
    await page.click("a[href='/?days=7']");
    await page.waitForURL("**/?days=7");
    await page.waitForSelector("a[aria-current=true]:has-text('7 days')");
    await page.click("section:has(#h-latest) a[href='/audit']");
    await page.waitForURL("**/audit");
    const rows = () => page.locator("#rows > tr").count();
    assert.equal(await rows(), 50);
    await page.click("#older a");
    // With scripts what is older comes below; without, it is the next page.
    if (scripts) await page.waitForFunction(() => document.querySelectorAll("#rows > tr").length > 50);
    else await page.waitForURL("**/audit?before=*");
    assert.ok(await rows() > 0);
    await page.goto("/audit");
    await page.fill("#f-who", "dora");
    await page.selectOption("#f-action", "session.started");
    await page.click("form.bar button[type=submit]");
    await page.waitForURL("**/audit?*who=dora*");
    await page.waitForFunction(() => document.querySelectorAll("#rows > tr").length < 50);
    await page.click("#rows a");
    await page.waitForURL(/\/audit\/\d+$/);
    assert.match(await page.textContent("main"), /Chain intact here/);
    await page.goto("/audit/integrity");
    await page.click("form[action='/audit/integrity/verify'] button");
    await page.waitForSelector(".verdict:has-text('are as they were written.')");
  },
  "whoever types a filter that cannot be read is told so, and it stays": async ({ page }) => {
    await page.goto("/audit");
    await page.fill("#f-domain", "[('address', '=',");
    await page.click("form.bar button[type=submit]");
    await page.waitForSelector("[role=alert]");
    assert.equal(await page.inputValue("#f-domain"), "[('address', '=',");
    await page.click("text=Remove filters");
    await page.waitForURL("**/audit");
  },
};
const managing = {
  "whoever manages some sees what needs him, and is told where he may not go": async ({ page }) => {
    await page.goto("/");
    await page.waitForSelector("#needs:has-text('hostile-name')");
    await page.click("#needs a[href='#lines']");
    assert.equal(new URL(page.url()).hash, "#lines");
    assert.match(await page.textContent("#lines"), /hostile-name/);
    assert.equal(await page.locator("a[href^='/audit'], a[href^='/api-keys']").count(), 0);
    const answer = await page.goto("/audit");
    assert.equal(answer.status(), 403);
    assert.match(await page.textContent("main"), /You may not open this/);
    await page.click("main a[href='/']");
    await page.waitForURL(`${BASE}/`);
  },
};
const making = {
  "an administrator makes a key for a program, and takes it away": async ({ page }, scripts) => {
    const name = `Night job ${scripts}`;
    await page.goto("/api-keys");
    await page.click("a[href='/api-keys/new']");
    await page.waitForURL("**/api-keys/new");
    await page.fill("#f-user", "nora");
    await page.fill("#f-name", name);
    await page.click("main form button[type=submit]");
    await page.waitForSelector("#e-user");
    assert.equal(await page.inputValue("#f-name"), name);
    await page.fill("#f-user", "robot");
    await page.click("main form button[type=submit]");
    await page.waitForSelector("#secret");
    const key = await page.textContent("#secret");
    assert.ok(key.length > 20);
    await page.goto("/api-keys");
    assert.ok(!(await page.content()).includes(key), "it is shown once");
    await page.click(`text=${name}`);
    await page.waitForSelector("form[action$='/delete']");
    await page.click("form[action$='/delete'] button");
    await page.waitForURL("**/api-keys?done=key-deleted");
    await page.waitForSelector("[role=status]:has-text('The key was deleted.')");
    assert.equal(await page.locator(`text=${name}`).count(), 0);
  },
};

describe("what people do day by day", { concurrency: SIDE_BY_SIDE }, () => {
  for (const [login, all] of [["audrey", journeys], ["carl", managing], ["root", making]]) {
    for (const [name, journey] of Object.entries(all)) {
      for (const scripts of [true, false]) {
        test(`${name}, ${scripts ? "with" : "without"} scripts`, async () => {
          const one = await as(login, { javaScriptEnabled: scripts });
          await journey(one, scripts);
          await one.done();
        });
      }
    }
  }
});

test("keys lead where they say, and whoever has nothing to administer is led to what is his", async () => {
  const one = await as("root");
  const { page } = one;
  await page.goto("/");
  await page.keyboard.press("/");
  await page.waitForSelector("#palette[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#palette:not([open])", { state: "attached" });
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.waitForURL("**/audit");
  await page.goBack();
  await page.waitForURL(`${BASE}/`);
  await one.done();
  const nora = await as("nora");
  await nora.page.goto("/");
  await nora.page.waitForURL("**/me");
  await nora.done();
});
