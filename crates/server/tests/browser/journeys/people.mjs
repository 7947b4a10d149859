// What an administrator does about people, from the first form to the end of somebody's access.
import { strict as assert } from "node:assert";

/** A table of people, as a spreadsheet writes it. */
const table = (...rows) => ({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });

export default {
  "makes a user in one form, and mends what is wrong": async (root, mark) => {
    await root.goes("/users");
    await root.follows("Add user");
    await root.arrives("/users/new");
    await root.fills({ first_name: "Tala", last_name: "Reyes", email: "tala", company: "ministry", "role-0": "registrar", "from-0": "2026-01-05", "to-0": "2031-12-31", start: "none" });
    await root.presses("Add user");
    await root.is_told(/email/i, { at: "f-email" });
    await root.holds({ first_name: "Tala", email: "tala", company: "ministry", "role-0": "registrar", "to-0": "2031-12-31", start: "none" });
    await root.fills({ email: `tala.${mark}@office.example` });
    await root.presses("Add user");
    await root.is_told("Local roles must have at least one area assigned", { at: "f-areas-0" });
    await root.presses(/^Choose/, "#p-areas-0");
    await root.fills({ "find-areas-0": "first" });
    if (!root.scripts) await root.presses("Find", "#p-areas-0");
    await root.sees("First district", "#p-areas-0");
    await root.fills({ "areas-0": "D1" });
    await root.holds({ first_name: "Tala", company: "ministry", "role-0": "registrar", "to-0": "2031-12-31" });
    await root.presses("Add user");
    await root.arrives(`/users/tala.${mark}@office.example?done=users-made`);
    await root.gets_news("The user is added.");
    await root.follows("Access");
    await root.sees("Local registrar", "#h-lines + *, section:has(#h-lines)");
    await root.sees("31 Dec 2031", "section:has(#h-lines)");
    await root.sees("First district", "section:has(#h-lines)");
  },

  "gives a role after a look at what it comes to, and extends it": async (root, mark, program) => {
    const login = `gil-${mark}`;
    await program.post("/users", { login, company: "ministry" });
    await root.goes(`/users/${login}/access`);
    await root.follows("Assign role");
    await root.arrives(`/users/${login}/lines/new`);
    await root.fills({ role: "registrar", from: "2026-01-05", to: "2029-06-30", reason: "Season" });
    await root.presses("Preview");
    await root.is_told("Local roles must have at least one area assigned");
    await root.holds({ to: "2029-06-30", reason: "Season" });
    await root.fills({ "find-areas": "second" });
    if (!root.scripts) await root.presses("Find", "#p-areas");
    await root.sees("Second district", "#p-areas");
    await root.fills({ areas: "D2" });
    await root.holds({ role: "registrar", to: "2029-06-30", reason: "Season" });
    await root.presses("Preview");
    await root.sees("Household", "#preview");
    await root.presses("Assign role");
    await root.arrives(`/users/${login}/access?done=person-line-given`);
    await root.follows("Change Local registrar");
    await root.arrives(`/users/${login}/lines/*`);
    await root.holds({ to: "2029-06-30" });
    await root.fills({ to: "2030-06-30", reason: "Another season" });
    await root.presses("Save");
    await root.arrives(`/users/${login}/access?done=person-line-changed`);
    await root.sees("30 Jun 2030", "section:has(#h-lines)");
  },

  "ends somebody's access now, with a receipt": async (root, mark, program) => {
    const login = `eva-${mark}`;
    await program.post("/users", { login, company: "ministry", lines: [{ role: "registrar", areas: ["D1"] }, { role: "viewer" }] });
    await root.goes(`/users/${login}`);
    await root.unfolds("More actions");
    await root.follows("End all access now");
    await root.arrives(`/users/${login}/end-access`);
    await root.sees(/registrar/);
    await root.fills({ suspend: "1", reason: "Left without a word" });
    await root.presses("End all access");
    await root.sees("Receipt");
    await root.sees(/registrar/, "section:has(#h-receipt)");
    await root.follows("Activity");
    await root.sees("Left without a word");
    // What was ended comes back in two steps, each told beforehand: the account, and a role line of its own.
    await root.follows("Profile");
    await root.unfolds("More actions");
    await root.follows("Activate");
    await root.arrives(`/users/${login}/state/active`);
    await root.presses("Activate");
    await root.arrives(`/users/${login}?done=person-active`);
  },

  "does something about somebody from the list": async (root, mark, program) => {
    const login = `row-${mark}`;
    await program.post("/users", { login, company: "ministry" });
    await root.goes(`/users?q=${login}`);
    await root.unfolds(`What can be done about ${login}`);
    // Without scripts the menu leads to his page, which has the same.
    if (root.scripts) await root.follows("Suspend", "#rows");
    else {
      await root.follows("Open the user", "#rows");
      await root.arrives(`/users/${login}`);
      await root.unfolds("More actions");
      await root.follows("Suspend");
    }
    await root.arrives(`/users/${login}/state/suspended`);
    await root.fills({ reason: "On leave" });
    await root.presses("Suspend");
    await root.arrives(`/users/${login}?done=person-suspended`);
    assert.equal((await program.get(`/users/${login}`)).state, "suspended");
  },

  "takes people over from a table, after a dry run, and takes that back": async (root, mark, program) => {
    const logins = [1, 2, 3].map((number) => `csv-${mark}-${number}`);
    await root.goes("/users");
    await root.follows("Import CSV");
    await root.arrives("/users/import");
    await root.fills({ file: table("login,company,role", "x,nowhere", ",,") });
    await root.presses("Check the file");
    await root.is_told(/\S/, { at: "f-file" });
    await root.fills({ file: table("login,name,company", ...logins.map((login) => `${login},${login} Cruz,ministry`), `${logins[0]}-x,No place,nowhere`) });
    await root.presses("Check the file");
    await root.arrives("/jobs/*");
    await root.waits();
    await root.sees("Nothing is changed yet");
    await root.sees(/nowhere/);
    await root.carries_out("Do it for 3");
    for (const login of logins) assert.equal((await program.get(`/users/${login}`)).company, "ministry");
    await root.presses("Check undoing it");
    await root.sees("Takes back");
    await root.waits();
    await root.sees("Nothing is changed yet");
    await root.carries_out(/^Do it for/);
    await root.goes(`/users?q=csv-${mark}`);
    await root.counts("#rows tbody tr:has(.badge:has-text('Active'))", 0);
  },

  "does the same for many at once, after a dry run": async (root, mark, program) => {
    const logins = [1, 2, 3].map((number) => `many-${mark}-${number}`);
    for (const login of logins) await program.post("/users", { login, company: "ministry" });
    await root.goes(`/users?q=many-${mark}`);
    await root.counts("#rows tbody tr", 3);
    await root.fills({ sel: logins.slice(0, 2) });
    if (root.scripts) await root.sees("2", ".batch [data-selected]");
    await root.presses("Assign role", ".batch");
    await root.sees("Check what would happen");
    await root.presses("Check what would happen");
    await root.is_told(/\S/);
    await root.fills({ "role-0": "viewer", "to-0": "2030-01-31" });
    await root.presses("Check what would happen");
    await root.arrives("/jobs/*");
    await root.waits();
    await root.carries_out("Do it for 2");
    const held = await Promise.all(logins.map(async (login) => (await program.get(`/users/${login}`)).lines.length));
    assert.deepEqual(held, [1, 1, 0]);
  },

  "filters, sorts, chooses columns, pages, and goes back": async (root) => {
    const first = () => root.page.locator("#rows tbody tr th").first().innerText();
    await root.goes("/users");
    await root.fills({ q: "clerk" }, "form[role=search]");
    if (root.scripts) await root.page.waitForURL("**/users?q=clerk");
    else await root.keys("Enter");
    await root.counts("#rows tbody tr", 25);
    await root.follows("How many are there?");
    await root.sees("30 users");
    await root.follows("Next page");
    await root.counts("#rows tbody tr", 5);
    await root.page.goBack();
    await root.counts("#rows tbody tr", 25);
    assert.match(await first(), /Clerk 01/);
    for (const order of ["ascending", "descending"]) {
      await root.follows(/^User/, "#rows thead");
      await root.counts(`th[aria-sort=${order}]`, 1);
    }
    await root.sees("Clerk 30", "#rows");
    assert.match(await first(), /Clerk 30/);
    await root.page.goBack();
    await root.counts("th[aria-sort=ascending]", 1);
    await root.sees("Clerk 01", "#rows");
    await root.unfolds("Filter");
    await root.fills({ "f-company": "acme" });
    await root.page.locator("#f-company").press("Enter");
    await root.sees("Nothing matches");
    await root.follows("Remove filters", "#rows");
    await root.counts("#rows tbody tr", 25);
    // A place that is known by its name only is looked for.
    await root.unfolds("Filter");
    await root.fills({ "f-kind": "internal" });
    await root.presses("Choose Area of work");
    await root.page.waitForURL("**/choose?*");
    await root.fills({ find: "first" });
    if (!root.scripts) await root.presses("Find");
    await root.sees("First district", "#rows");
    await root.counts("#rows li", 1);
    await root.follows("First district");
    await root.page.waitForURL("**/users?*");
    await root.sees(/First district/, "#tools .chip");
    await root.sees(/Internal user/, "#tools .chip");
    await root.follows("Remove filters", "#tools");
    await root.page.waitForURL(/\/users(\?sort=\w+)?$/);
    await root.counts("#tools .chip", 0);
    await root.unfolds("Filter");
    await root.fills({ "f-company": "acme" });
    await root.presses("Add filter");
    await root.sees(/Company: Acme/, "#tools .chip");
    await root.follows("Remove filters", "#tools");
    await root.counts("#rows tbody tr", 25);
    await root.page.waitForURL(/\/users(\?sort=\w+)?$/);
    await root.unfolds("Columns");
    await root.fills({ col: "email" });
    await root.presses("Apply");
    await root.sees("Email", "#rows thead");
    await root.page.goBack();
    await root.page.waitForURL(/\/users(\?sort=\w+)?$/);
  },

  "is told what somebody else changed meanwhile, and decides": async (root, mark, program) => {
    const login = `two-${mark}`;
    await program.post("/users", { login, company: "ministry", first_name: "Two" });
    const path = `/users/${login}`;
    await root.goes(path);
    const other = await root.opens_a_tab();
    await other.goes(path);
    await other.fills({ job_title: "Clerk" });
    await other.presses("Save");
    await other.arrives(`${path}?done=person-saved`);
    await root.fills({ job_title: "Registrar", first_name: "Too" });
    await root.presses("Save");
    await root.is_told("Someone changed this while you did");
    await root.sees("Clerk", "[role=alert] table");
    await root.sees("Registrar", "[role=alert] table");
    await root.holds({ job_title: "Registrar", first_name: "Too" });
    await root.presses("Save");
    await root.arrives(`${path}?done=person-saved`);
    assert.equal((await program.get(path)).job_title, "Registrar");
  },

  "asks why somebody cannot see something, one step from his page": async (root) => {
    await root.goes("/users/nora/access");
    await root.follows("Why can’t nora see this?");
    await root.arrives("/explain?u=nora");
    await root.holds({ u: "nora", op: "read" });
    await root.fills({ m: "reg.household" });
    await root.presses("Explain");
    await root.sees(/\S/, ".verdict.bad");
    await root.follows("Who can");
    await root.fills({ m: "reg.household", op: "read" });
    await root.presses("Find people");
    await root.sees("dora");
  },
};
