// What people do who may do less: a district's user manager, a client company's administrator, an auditor.
import { strict as assert } from "node:assert";
import { BASE } from "../browser.mjs";

/** Sends a form as it stands there, with something in it that the page does not offer. */
const forges = (one, path, form) => one.context.request.post(path, { form, headers: { origin: BASE, "sec-fetch-site": "same-origin", accept: "text/html" } });

const logins = (one) => one.page.locator("#rows tbody tr th small").allInnerTexts();

export const manager = {
  "sees the people of his district, and nobody else, wherever he looks": async (dora) => {
    await dora.goes("/users");
    assert.deepEqual((await logins(dora)).filter((login) => !/^new-/.test(login)), ["nia"]);
    const table = await (await dora.context.request.get("/users/export")).text();
    assert.ok(table.includes("nia") && !table.includes("dan,") && !table.includes("root"), table);
    await dora.goes("/users?q=dan");
    await dora.sees("Nothing matches");
    await dora.goes("/search?q=dan");
    await dora.misses("Dan Cruz");
    const answer = await dora.goes("/users/dan");
    assert.equal(answer.status(), 404);
    await dora.sees("There is nothing here");
  },

  "gives a role in his district, and no more than he holds": async (dora, mark, program) => {
    const login = `new-${mark}`;
    await program.post("/users", { login, company: "ministry", area: "D1" });
    await dora.goes(`/users/${login}/access`);
    await dora.follows("Assign role");
    const offered = await dora.page.locator("[name=role]").evaluateAll((all) => all.flatMap((one) => (one.options ? [...one.options].map((each) => each.value) : [one.value])).filter(Boolean));
    assert.ok(offered.includes("registrar") && !offered.some((role) => ["administrator", "auditor", "provider_administrator"].includes(role)), `${offered}`);
    await dora.fills({ role: "registrar", areas: "D1", to: "2031-12-31" });
    await dora.presses("Assign role");
    await dora.is_told(/2027/);
    await dora.holds({ role: "registrar", to: "2031-12-31" });
    await dora.fills({ to: "2027-01-31" });
    await dora.presses("Assign role");
    await dora.arrives(`/users/${login}/access?done=person-line-given`);
    for (const [role, areas] of [["administrator", ""], ["registrar", "D2"]]) {
      const answer = await forges(dora, `/users/${login}/lines/new`, { role, areas, to: "2027-01-31", do: "save" });
      const page = await answer.text();
      assert.ok([403, 409, 422].includes(answer.status()), `${role} in ${areas}: ${answer.status()}`);
      assert.ok(page.includes("role=\"alert\"") || page.includes("You may not open this"), "he is told so on a page");
    }
    assert.equal((await program.get(`/users/${login}`)).lines.length, 1);
  },
};

export const client = {
  "sees what needs him, and is told where he may not go": async (carl) => {
    await carl.goes("/");
    await carl.sees("hostile-name", "#needs");
    await carl.page.click("#needs a[href='#lines']");
    assert.equal(new URL(carl.page.url()).hash, "#lines");
    await carl.sees("hostile-name", "#lines");
    await carl.counts("a[href^='/audit'], a[href^='/api-keys']", 0, "body");
    assert.equal((await carl.goes("/audit")).status(), 403);
    await carl.sees("You may not open this");
    await carl.page.click("main a[href='/']");
    await carl.arrives("/");
  },

  "administers his company, sees its seats, and brings somebody in": async (carl, mark) => {
    const login = `mia-${mark}`;
    await carl.goes("/users");
    const found = (await logins(carl)).filter((login) => !/^(mia|out)-/.test(login));
    assert.deepEqual(found.filter((login) => ["root", "bob", "nora", "dora"].includes(login)), []);
    assert.ok(found.includes("ella") && found.includes("carl"));
    await carl.goes("/companies/acme");
    await carl.sees("Seats", "dl.stats");
    assert.equal((await carl.goes("/companies/bolt")).status(), 404);
    await carl.goes("/users/new");
    await carl.fills({ login, first_name: "Mia", kind: "client", company: "acme", department: "sales", "role-0": "client_end_user", "more-companies-0": "acme", start: "temporary" });
    await carl.presses("Add user");
    await carl.sees("Copy it now. It is only shown once.");
    await carl.goes(`/users/${login}`);
    await carl.sees("Mia", "h1");
    await carl.goes("/users/new");
    await carl.fills({ login: `bolt-${mark}`, kind: "client", start: "none" });
    const answer = await forges(carl, "/users/new", { login: `bolt-${mark}`, kind: "client", company: "bolt", start: "none", lines: "1" });
    assert.ok([403, 404, 409, 422].includes(answer.status()), `${answer.status()}`);
  },

  "suspends several at once, after a dry run": async (carl, mark, program) => {
    const all = [1, 2].map((number) => `out-${mark}-${number}`);
    for (const login of all) await program.post("/users", { login, kind: "client", company: "acme" });
    await carl.goes(`/users?q=out-${mark}`);
    await carl.counts("#rows tbody tr", 2);
    await carl.fills({ sel: all });
    await carl.presses("More actions", ".batch");
    await carl.presses(/^Suspend/);
    await carl.arrives("/jobs/*");
    await carl.waits();
    await carl.sees("Nothing is changed yet");
    await carl.carries_out("Do it for 2");
    for (const login of all) assert.equal((await program.get(`/users/${login}`)).state, "suspended");
  },
};

export const auditor = {
  "follows the trail from the first page to what proves an entry": async (audrey) => {
    const { page } = audrey;
    await audrey.goes("/");
    await audrey.follows("7 days");
    await page.waitForURL("**/?days=7");
    await audrey.follows("Audit log", "section:has(#h-latest)");
    await audrey.arrives("/audit");
    await audrey.counts("#rows > tr", 50);
    await page.click("#older a");
    // With scripts what is older comes below; without, it is the next page.
    if (audrey.scripts) await page.waitForFunction(() => document.querySelectorAll("#rows > tr").length > 50);
    else await page.waitForURL("**/audit?before=*");
    await audrey.goes("/audit");
    await audrey.fills({ who: "dora", action: "session.started" });
    await page.click("form.bar button[type=submit]");
    await page.waitForURL("**/audit?*who=dora*");
    await page.waitForFunction(() => document.querySelectorAll("#rows > tr").length < 50);
    const exported = await (await audrey.context.request.get(await page.getAttribute("a[href*='export']", "href"))).text();
    assert.ok(exported.includes("session.started") && !exported.includes("note.added"), exported.slice(0, 300));
    await page.click("#rows a");
    await audrey.arrives("/audit/*");
    await audrey.sees("Chain intact here");
    await audrey.goes("/audit/integrity");
    await page.click("form[action='/audit/integrity/verify'] button");
    await audrey.sees("are as they were written.", ".verdict");
  },

  "types a filter that cannot be read, is told so, and it stays": async (audrey) => {
    await audrey.goes("/audit");
    await audrey.fills({ domain: "[('address', '='," });
    await audrey.page.click("form.bar button[type=submit]");
    await audrey.is_told(/\S/);
    await audrey.holds({ domain: "[('address', '='," });
    await audrey.follows("Remove filters");
    await audrey.arrives("/audit");
  },

  "finds no way to change anything": async (audrey) => {
    for (const path of ["/", "/users", "/users/nora", "/users/nora/access", "/users/nora/activity", "/companies/acme", "/areas?area=D1", "/roles/registrar", "/groups/reg.viewer", "/models/reg.household", "/models/reg.household/fields", "/settings/security", "/settings/defaults", "/audit", "/jobs"]) {
      const answer = await audrey.goes(path);
      if (!answer.ok()) continue;
      const forms = await audrey.page.locator("main form[method=post]").evaluateAll((all) => all.map((form) => form.getAttribute("action")));
      assert.deepEqual(forms.filter((action) => !action.startsWith("/me") && !action.startsWith("/audit/integrity")), [], path);
      const ways = await audrey.page.locator("main a").evaluateAll((all) => all.map((one) => new URL(one.href).pathname));
      assert.deepEqual(ways.filter((way) => /\/(new|edit|change|delete|import|end-access)$/.test(way)), [], path);
    }
  },
};
