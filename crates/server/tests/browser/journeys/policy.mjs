// What an administrator does about what roles may do.
import { strict as assert } from "node:assert";

/** Looks at what would come of a form, and does it. */
const saves = async (root, button) => {
  await root.presses("Preview");
  await root.sees("Nothing has been saved yet");
  await root.presses(button);
};

export default {
  "makes a role, and gives it data": async (root, mark, program) => {
    const id = `clerk_${mark}`;
    await root.goes("/roles");
    await root.follows("New role");
    await root.arrives("/roles/new");
    await root.fills({ id: "viewer", label: `Clerk ${mark}`, scope: "local", group: "reg.viewer" });
    await root.presses("Preview");
    await root.is_told(/\S/);
    await root.holds({ label: `Clerk ${mark}`, scope: "local" });
    await root.fills({ id, "data.0.model": "reg.household", "data.0.op": ["read", "update"] });
    await root.presses("Preview");
    await root.sees("Nothing has been saved yet");
    await root.presses("Make role");
    await root.arrives(`/roles/${id}?done=role-made`);
    await root.sees(`Clerk ${mark}`, "h1");
    assert.equal((await program.get(`/roles/${id}`)).body.scope, "local");
  },

  "gives a group rows of a model, and takes them away again": async (root, mark, program) => {
    const group = `reg.extra_${mark}`;
    await program.post("/groups", { id: group, body: { label: `Extra ${mark}` } });
    await root.goes("/models/reg.household");
    await root.follows("Add group");
    await root.arrives("/access-rows/new?m=reg.household");
    await root.fills({ group: "reg.nothing", op: "read" });
    await root.presses("Preview");
    await root.is_told(/\S/, { at: "f-group" });
    await root.fills({ group, op: ["read", "update"] });
    await saves(root, "Add access list");
    await root.arrives("/models/reg.household?done=acl-made");
    await root.follows(`Edit Extra ${mark}`);
    await root.follows("Delete");
    await root.sees("Nothing has been saved yet");
    await root.presses("Remove access list");
    await root.arrives("/models/reg.household?undo=*&done=acl-deleted");
    await root.misses(`Extra ${mark}`, "table.matrix");
    // What was taken away comes back from the news of it, after a look at what that comes to.
    await root.follows("Undo");
    await root.arrives("/policy-undo/acl/*");
    await root.presses("Undo");
    await root.arrives("/models/reg.household?done=policy-undone");
    await root.sees(`Extra ${mark}`, "table.matrix");
  },

  "builds a record rule and sees live what it lets somebody see": async (root, mark, program) => {
    const group = `reg.ruled_${mark}`;
    await program.post("/groups", { id: group, body: { label: `Ruled ${mark}` } });
    await root.goes("/models/bailiwick.user");
    await root.follows("New rule");
    await root.arrives("/rules/new?m=bailiwick.user");
    await root.fills({ label: `Ruled ${mark}`, groups: group, as: "audrey", "row.0.field": "login", "row.0.op": "=", "row.0.value": "nora" });
    if (root.scripts) await root.keys("Tab");
    else await root.presses("Preview", "section:has(#preview)");
    await root.sees("Records matched for audrey: 1", "#preview");
    await root.sees("nora", "#preview table");
    await root.presses("Line");
    await root.fills({ "row.1.join": "or", "row.1.field": "login", "row.1.op": "=", "row.1.value": "dora" });
    if (root.scripts) await root.keys("Tab");
    else await root.presses("Preview", "section:has(#preview)");
    await root.sees("Records matched for audrey: 2", "#preview");
    await root.fills({ domain: "[('logn', '=', 'nora')]" });
    if (root.scripts) await root.keys("Tab");
    else await root.presses("Preview", "section:has(#preview)");
    await root.sees("did you mean", "#preview");
    await root.fills({ domain: "[('login', 'in', ['nora', 'dora'])]" });
    await root.presses("Make rule");
    await root.sees("Nothing has been saved yet");
    await root.presses("Make rule");
    await root.arrives("/models/bailiwick.user?done=rule-made");
    await root.sees(`Ruled ${mark}`);
  },

  "keeps a field to some": async (root, mark) => {
    const field = root.scripts ? "income" : "name";
    await root.goes("/models/reg.household/fields");
    await root.follows(`Limit a field ${field}`);
    await root.arrives(`/field-rules/new?m=reg.household&field=${field}`);
    await root.holds({ field });
    await root.fills({ any: "reg.registrar", op: ["read"] });
    await saves(root, "Limit field");
    await root.page.waitForURL("**/models/reg.household/fields?done=*");
    await root.fills({ as: "nora" });
    await root.presses("Apply");
    await root.page.waitForURL("**/models/reg.household/fields?as=nora*");
    await root.sees(field);
  },
};
