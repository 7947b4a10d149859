// Ways around: keys, the palette, languages, themes, what was typed and not saved, and the end of a session. What needs no scripts goes without as well.
import { strict as assert } from "node:assert";
import { BASE } from "../browser.mjs";

export const everywhere = {
  "reads the console in Arabic, and comes back": async (root) => {
    await root.goes("/users");
    await root.unfolds("English", "footer.foot");
    await root.follows("العربية", "footer.foot");
    await root.page.waitForURL("**/users?lang=ar");
    await root.sees("المستخدمون", "h1");
    assert.equal(await root.page.getAttribute("html", "dir"), "rtl");
    await root.goes("/roles");
    assert.equal(await root.page.getAttribute("html", "lang"), "ar", "what was chosen is kept");
    await root.unfolds("العربية", "footer.foot");
    await root.follows("English", "footer.foot");
    await root.page.waitForURL("**/roles?lang=en");
    assert.equal(await root.page.getAttribute("html", "dir"), "ltr");
  },

  "makes a key for a program, and takes it away": async (root, mark) => {
    const name = `Night job ${mark}`;
    await root.goes("/api-keys");
    await root.page.click("a[href='/api-keys/new']");
    await root.arrives("/api-keys/new");
    await root.fills({ user: "nora", name });
    await root.page.click("main form button[type=submit]");
    await root.is_told(/\S/, { at: "f-user" });
    await root.holds({ user: "nora", name });
    await root.fills({ user: "robot" });
    await root.page.click("main form button[type=submit]");
    await root.page.waitForSelector("#secret");
    const key = await root.page.textContent("#secret");
    assert.ok(key.length > 20);
    await root.goes("/api-keys");
    assert.ok(!(await root.page.content()).includes(key), "it is shown once");
    await root.follows(name);
    await root.page.click("form[action$='/delete'] button");
    await root.arrives("/api-keys?done=key-deleted");
    await root.gets_news("The key was deleted.");
    await root.misses(name);
  },

  "finds people, roles and places by a word": async (root) => {
    await root.goes("/search");
    await root.fills({ q: "nora" });
    await root.presses("Search");
    await root.page.waitForURL("**/search?q=nora");
    await root.follows(/nora/);
    await root.arrives("/users/nora");
  },
};

export const with_scripts = {
  "finds somebody by keys alone": async (root) => {
    const palette = root.page.locator("#palette");
    await root.goes("/");
    await root.keys("/");
    await palette.waitFor();
    await root.looks();
    await root.keys("Escape");
    await palette.waitFor({ state: "hidden" });
    await root.keys("Control+k");
    await palette.waitFor();
    await root.types("nora");
    await root.sees("nora", "#palette-results");
    await root.page.waitForFunction(() => !document.querySelector("#palette-results a[href='/roles']"));
    await root.keys("ArrowDown", "ArrowUp", "ArrowDown", "Enter");
    await root.arrives("/users/nora");
    await root.keys("Control+k");
    await palette.waitFor();
    await root.types("registrar");
    await root.keys("Enter");
    await root.page.waitForURL("**/search?q=registrar");
  },

  "goes everywhere by two keys, and moves in a list": async (root) => {
    await root.goes("/");
    for (const [key, path] of [["u", "/users"], ["r", "/roles"], ["a", "/areas"], ["l", "/audit"], ["q", "/jobs"], ["d", "/"]]) {
      await root.keys("g", key);
      await root.page.waitForURL(`${BASE}${path}`);
      await root.page.waitForSelector(`#nav a[data-go="${key}"][aria-current=page]`);
    }
    // A pair that leads nowhere takes no time away from the next one.
    await root.keys("g", "z");
    await root.page.waitForTimeout(1000);
    await root.keys("g");
    await root.page.waitForTimeout(400);
    await root.keys("u");
    await root.page.waitForURL(`${BASE}/users`);
    await root.keys("c");
    await root.arrives("/users/new");
    await root.keys("e");
    await root.arrives("/explain");
    await root.keys("g", "u");
    await root.arrives("/users");
    await root.keys("j", "j", "x", "k", "x");
    await root.sees("2", ".batch [data-selected]");
    const rows = await root.page.locator("#rows tbody tr").evaluateAll((all) => all.map((row) => Boolean(row.querySelector(":checked"))));
    assert.deepEqual(rows.slice(0, 3), [true, true, false]);
    // Keys are letters where somebody types.
    await root.page.locator("#q").focus();
    await root.keys("g", "r");
    await root.page.waitForURL("**/users?q=gr");
    await root.page.locator("#q").fill("");
    await root.page.locator("#main").focus();
    await root.keys("?");
    await root.sees("Keyboard shortcuts", "#shortcuts");
    // Whoever they get in the way of turns them off, and that lasts.
    await root.page.locator("#shortcuts [role=switch]").uncheck();
    await root.keys("Escape");
    await root.goes("/roles");
    await root.keys("g", "u", "?");
    assert.equal(new URL(root.page.url()).pathname, "/roles");
    assert.equal(await root.page.locator("#shortcuts").isVisible(), false);
    await root.keys("Control+k");
    await root.page.locator("#palette").waitFor();
  },

  "is asked before what was typed is lost": async (root) => {
    await root.goes("/users/nora");
    await root.follows("Roles", "#nav");
    await root.arrives("/roles");
    await root.goes("/users/nora");
    await root.fills({ job_title: "Half a wo" });
    root.answers.push(false, true);
    await root.follows("Roles", "#nav");
    await root.page.waitForTimeout(100);
    assert.equal(new URL(root.page.url()).pathname, "/users/nora");
    await root.holds({ job_title: "Half a wo" });
    await root.follows("Roles", "#nav");
    await root.arrives("/roles");
    assert.deepEqual(root.asked.splice(0).map((asked) => asked.split(":")[0]), ["confirm", "confirm"]);
    await root.goes("/users/nora/access");
    await root.page.click("main a[href='/users/nora']");
    await root.arrives("/users/nora");
    await root.fills({ job_title: "Half a wo" });
    root.answers.push(false, true);
    for (const path of ["/users/nora", "/users/nora/access"]) {
      await root.page.evaluate(() => history.back());
      await root.page.waitForURL((url) => url.pathname === path);
      await root.page.waitForTimeout(200);
      assert.equal(new URL(root.page.url()).pathname, path);
      if (path === "/users/nora") await root.holds({ job_title: "Half a wo" });
    }
    await root.sees("nora", "h1");
    assert.equal(root.asked.splice(0).length, 2);
  },

  "turns the lights off, and they stay off": async (root) => {
    await root.goes("/users");
    await root.presses("Switch between light and dark", "header.top");
    const theme = await root.page.getAttribute("html", "data-theme");
    await root.goes("/roles");
    assert.equal(await root.page.getAttribute("html", "data-theme"), theme);
    await root.presses("Switch between light and dark", "header.top");
    assert.notEqual(await root.page.getAttribute("html", "data-theme"), theme);
  },

  "is told before a session ends, and stays": async (root) => {
    const dialog = root.page.locator("#session-end");
    await root.page.clock.install();
    await root.goes("/users");
    // The page's clock goes on beside the leaps: a minute is left for that.
    const quiet = (await program_seconds(root)) - 180;
    await root.page.clock.fastForward(quiet * 1000);
    assert.equal(await dialog.isVisible(), false);
    await root.page.clock.fastForward(61_000);
    await dialog.waitFor();
    await root.looks();
    await root.presses("Stay signed in", "#session-end");
    await dialog.waitFor({ state: "hidden" });
    await root.page.clock.fastForward(60_000);
    assert.equal(await dialog.isVisible(), false);
  },
};

/** Seconds that a session lasts when nothing is done, as the page was told. */
const program_seconds = async (root) => Number((await (await root.context.request.get("/users")).text()).match(/data-ends="(\d+)"/)[1]);
