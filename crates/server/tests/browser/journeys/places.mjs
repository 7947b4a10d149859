// What an administrator does about places, and about what holds there.
import { strict as assert } from "node:assert";

const table = (...rows) => ({ name: "areas.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });

export default {
  "gives everybody of a company a role, ends it, and has it count again": async (root, mark, program) => {
    const here = `/companies/all-${mark}`;
    await program.post("/companies", { code: `all-${mark}`, name: `All ${mark}`, kind: "client" });
    await root.goes(here);
    await root.follows("Assign role");
    await root.arrives(`${here}/lines/new`);
    await root.fills({ role: "registrar", to: "2030-01-31", reason: "Everybody registers" });
    await root.presses("Preview");
    await root.is_told("Local roles must have at least one area assigned");
    await root.holds({ role: "registrar", to: "2030-01-31" });
    await root.fills({ areas: "C" });
    await root.presses("Assign role");
    await root.arrives(`${here}?done=person-line-given`);
    await root.follows(/Local registrar$/);
    await root.arrives(`${here}/lines/*`);
    await root.holds({ to: "2030-01-31", reason: "Everybody registers" });
    await root.presses("End it now");
    await root.arrives(`${here}?done=person-line-ended`);
    await root.sees("Not today");
    await root.follows(/Local registrar$/);
    await root.presses("Undo the end");
    await root.arrives(`${here}?done=person-line-reopened`);
    await root.misses("Not today");
  },

  "looks at what one company has, and at everything again": async (root) => {
    await root.goes("/users");
    await root.follows(/^All companies/, "#nav");
    await root.arrives("/choose?to=*");
    await root.follows("Acme");
    await root.arrives("/users?company=acme");
    await root.sees("carl", "#rows");
    await root.misses("dora", "#rows");
    await root.follows("Companies", "#nav");
    await root.arrives("/companies?company=acme");
    await root.misses("Ministry", "#rows");
    await root.follows(/^Acme/, "#nav");
    await root.follows("All companies");
    await root.arrives("/companies");
    await root.sees("Ministry");
  },

  "adds an area, moves its branch, and takes areas over from a table": async (root, mark, program) => {
    const [east, west, town] = ["E", "W", "T"].map((letter) => `${letter}-${mark}`);
    await root.goes("/areas");
    await root.follows("Add area");
    await root.arrives("/areas/new");
    await root.fills({ code: east, name: `East ${mark}`, parent: "nowhere" });
    await root.presses("Save");
    await root.is_told(/\S/, { at: "f-parent" });
    await root.holds({ code: east, name: `East ${mark}` });
    // Its place is found in the tree, from the top downwards.
    await root.presses(/^Choose/, "#p-parent");
    await root.presses("Country", "#p-parent");
    await root.sees("This is Country.", "#p-parent");
    await root.holds({ code: east, name: `East ${mark}`, parent: "C" });
    await root.fills({ kind: "Province" });
    await root.presses("Save");
    await root.arrives(`/areas?area=${east}&done=place-made`);
    await program.post("/areas", { code: west, name: `West ${mark}`, parent: "C" });
    await program.post("/areas", { code: town, name: `Town ${mark}`, parent: east });
    // The branch goes along, and that is said first.
    await root.follows(`Change East ${mark}`);
    await root.presses(/^Choose/, "#p-parent");
    await root.presses("Show what is below Country", "#p-parent");
    await root.presses(`West ${mark}`, "#p-parent");
    await root.sees(`This is West ${mark}.`, "#p-parent");
    await root.presses("Save");
    await root.is_told(/East/);
    assert.equal((await program.get(`/areas/${east}`)).parent, "C");
    await root.presses("Move");
    await root.arrives(`/areas?area=${east}&was=C&done=place-moved`);
    await root.gets_news("It was moved, with all that is below it.");
    await root.goes(`/areas?area=${town}`);
    await root.sees(`West ${mark}`, "section:has(#h-area)");
    // Nothing lies below itself.
    await root.goes(`/areas/${west}/change`);
    await root.fills({ parent: town });
    await root.presses("Save");
    await root.is_told(/\S/);
    await root.goes("/areas/import");
    await root.fills({ table: table("code,name,parent", `${mark}-1,One ${mark},${west}`, `${mark}-2,Two,nowhere`) });
    await root.presses("Try it");
    await root.sees(/nowhere/);
    await root.fills({ table: table("code,name,parent", `${mark}-1,One ${mark},${west}`, `${mark}-2,Two ${mark},${mark}-1`) });
    await root.presses("Try it");
    await root.sees(`${mark}-2`, "section:has(#h-tried)");
    await root.presses("Take it over", "section:has(#h-tried)");
    await root.arrives("/areas?done=areas-taken");
    assert.equal((await program.get(`/areas/${mark}-2`)).parent, `${mark}-1`);
  },

  "makes a company with a department, and says what holds there": async (root, mark, program) => {
    const [company, department] = [`co-${mark}`, `de-${mark}`];
    await root.goes("/companies");
    await root.follows("Add company");
    await root.fills({ code: company, name: `Company ${mark}`, kind: "client", timezone: "Mars/Base" });
    await root.presses("Save");
    await root.is_told(/\S/, { at: "f-timezone" });
    await root.fills({ timezone: "Asia/Manila" });
    await root.presses("Save");
    await root.arrives(`/companies/${company}?done=place-made`);
    await root.follows("Department");
    await root.fills({ code: department, name: `Department ${mark}` });
    await root.presses("Save");
    await root.arrives(`/departments/${department}?done=place-made`);
    // What is locked above can be seen below, and not be changed there.
    await root.goes(`/settings/defaults?at=company:${company}`);
    await root.fills({ "value.seats.limit": "7", "own.seats.limit": "yes", "value.language": "es", "own.language": "yes", "lock.language": "yes" });
    await root.presses("Preview");
    await root.sees(/\S/, "#effect li");
    await root.presses("Save policy");
    await root.page.waitForURL(/done=settings-saved/);
    await root.goes(`/companies/${company}`);
    await root.sees("Seats");
    await root.goes(`/settings/defaults?at=department:${department}`);
    await root.sees(`Locked by company ${company}`, "[id='s-language']");
    await root.counts("[name='own.language']:not([disabled])", 0);
    const there = await program.get(`/departments/${department}/settings/language`);
    assert.equal(there.value, "es");
  },

  "changes the security policy after a look at whom it touches": async (root, mark, program) => {
    const [name, value] = root.scripts ? ["password.history", "4"] : ["password.expiry_days", "200"];
    await root.goes("/settings/security");
    await root.fills({ "value.network.deny": "everywhere", "own.network.deny": "yes", [`value.${name}`]: value, [`own.${name}`]: "yes" });
    await root.presses("Preview");
    await root.sees(/everywhere/, "#effect [role=alert]");
    await root.presses("Save policy");
    await root.is_told(/everywhere/);
    await root.holds({ "value.network.deny": "everywhere", [`value.${name}`]: value });
    await root.fills({ "value.network.deny": "", "own.network.deny": false });
    await root.presses("Preview");
    await root.sees(/\S/, "#effect li");
    assert.notEqual(`${(await program.get(`/settings/${name}`)).value}`, value);
    await root.presses("Save policy");
    await root.page.waitForURL("**/settings/security?done=settings-saved");
    assert.equal(`${(await program.get(`/settings/${name}`)).value}`, value);
  },
};
