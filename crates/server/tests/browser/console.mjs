// The console, as people of five kinds have it: no way that is closed, nothing that somebody cannot read, nothing that a name can do.
import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BASE, close, open } from "./browser.mjs";
import { crawl } from "./crawl.mjs";
import { lookedUp } from "./inspection.mjs";
import { ACTORS, HOSTILE, SIDE_BY_SIDE, as, enter, program } from "./people.mjs";

/** What each can reach. */
const reached = {};

before(async () => {
  await open();
  await Promise.all(ACTORS.map(enter));
  const root = await program("root");
  // More entries than a page of the trail has.
  await Promise.all(Array.from({ length: 55 }, (_, number) => root.post("/users/nora/notes", { text: `note ${number}` })));
  // Somebody whose access ends next week, and who is called what he should not be.
  const to = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await root.post("/users/evil/role-lines", { role: "viewer", to });
  await root.done();
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
      const found = await lookedUp(open[login].page, path);
      faults.push(...found.map((fault) => `${login} ${path}, ${fault}`));
      if ((await open[login].page.textContent("body")).includes(HOSTILE)) shown.add(path);
    }
    for (const one of Object.values(open)) await one.done();
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  assert.deepEqual(faults, []);
  assert.ok(shown.size > 0, "no page shows anybody with a hostile name");
});

/** The names of all messages that cannot be words of anybody's. */
const messages = () => {
  const folder = new URL("../../locales/en/", import.meta.url);
  const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const names = texts.flatMap((text) => [...text.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map(([, name]) => name));
  return new Set(names.filter((name) => name.includes("-")));
};

/** What a page says, piece by piece, to those who look and to those who listen. */
const said = (html) =>
  [...html.matchAll(/>([^<>]+)<|\s(?:aria-label|placeholder|title|alt)="([^"]+)"/g)].map(([, text, attribute]) => (text ?? attribute).trim());

test("every page is told in each language, and nothing on it in another one", async () => {
  const names = messages(), faults = [], seen = new Set();
  assert.ok(names.size > 1_000, `only ${names.size} messages`);
  for (const login of ACTORS) {
    const one = await as(login);
    for (const path of (reached[login] ?? []).filter((path) => !seen.has(path))) {
      seen.add(path);
      for (const lang of ["en", "fr", "es", "ar"]) {
        const answer = await one.context.request.get(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`, { headers: { accept: "text/html" } });
        const html = await answer.text();
        if (!html.includes(`<html lang="${lang}"`)) faults.push(`${path} answers ${answer.status()} in another language than ${lang}`);
        const raw = said(html).filter((text) => names.has(text));
        if (raw.length > 0) faults.push(`${path} in ${lang} shows ${raw}`);
        const english = html.match(/<span lang="en" dir="ltr">[^<]*/);
        if (english) faults.push(`${path} in ${lang} says ${english[0]}`);
      }
    }
    await one.done();
  }
  assert.deepEqual(faults, []);
});
