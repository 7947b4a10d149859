// What everybody does for himself.
import { strict as assert } from "node:assert";
import { PASSWORD, arrived, signIn, visitor } from "../browser.mjs";

export default {
  "looks at who he is and what he may do, and why": async (nora, mark, program) => {
    await nora.goes("/");
    await nora.arrives("/me");
    await nora.follows("Profile", "#nav");
    await nora.arrives("/me/profile");
    await nora.page.locator("[name=phone_number]").first().fill("not a number");
    await nora.presses("Save");
    await nora.is_told(/\S/, { at: "f-phones" });
    assert.equal(await nora.page.locator("[name=phone_number]").first().inputValue(), "not a number");
    await nora.page.locator("[name=phone_number]").first().fill(nora.scripts ? "+63 2 8888 0001" : "+63 2 8888 0002");
    await nora.presses("Save");
    await nora.arrives("/me/profile?done=me-saved");
    await nora.follows("Roles and areas", "#nav");
    await nora.arrives("/me/access");
    await nora.sees("Cannot do something?");
    assert.equal(await nora.page.locator("#nav a[href='/users']").count(), 0);
    assert.equal((await nora.goes("/audit")).status(), 403);
    await nora.sees("You may not open this");
    await nora.goes("/users");
    await nora.misses("root");
  },

  "ends a session of his elsewhere": async (nora) => {
    const elsewhere = await visitor({ userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Elsewhere/${nora.scripts}` });
    await signIn(elsewhere.page, "nora", PASSWORD);
    await arrived(elsewhere.page);
    const [its] = (await (await elsewhere.context.request.get("/api/v1/me/sessions")).json()).items?.filter((one) => one.current) ?? [];
    await nora.goes("/me/security");
    const there = its ? `[action='/me/security/sessions/${its.id}/end']` : "[action$='/end']:not([action$='sessions/end'])";
    await nora.page.locator(`form${there} button`).first().click();
    await nora.page.waitForURL("**/me/security?done=session-ended");
    await nora.gets_news("The session has ended.");
    assert.equal((await elsewhere.context.request.get("/api/v1/me")).status(), 401);
    await elsewhere.done();
  },

  "makes a key, copies it once, and deletes it": async (nora, mark) => {
    const name = `Tablet ${mark}`;
    await nora.goes("/me/api-keys");
    await nora.fills({ name, scope: false });
    await nora.presses("Make key");
    await nora.is_told(/\S/, { at: "f-scope" });
    await nora.holds({ name });
    await nora.fills({ scope: "read", days: "30" });
    await nora.presses("Make key");
    await nora.sees("Copy it now. It is only shown once.");
    const key = await nora.page.locator("#key, #secret, code[id]").first().innerText();
    const asks = () => nora.context.request.get("/api/v1/me", { headers: { authorization: `Bearer ${key}`, cookie: "" } });
    assert.equal((await asks()).status(), 200);
    await nora.goes("/me/api-keys");
    assert.ok(!(await nora.page.content()).includes(key), "it is shown once");
    await nora.follows(new RegExp(`Delete.*${name}`));
    await nora.sees("This cannot be undone");
    await nora.presses(/Delete/);
    await nora.arrives("/me/api-keys?done=me-key-deleted");
    await nora.misses(name);
    assert.equal((await asks()).status(), 401);
  },

  "chooses his language, and is spoken to in it": async (nora) => {
    await nora.goes("/me/notifications");
    await nora.fills({ timezone: "Mars/Base" });
    await nora.presses("Save");
    await nora.is_told(/\S/, { at: "f-timezone" });
    await nora.fills({ timezone: "Asia/Manila", language: "fr" });
    await nora.presses("Save");
    await nora.page.waitForURL("**/me/notifications?done=me-saved&lang=fr");
    assert.equal(await nora.page.getAttribute("html", "lang"), "fr");
    await nora.fills({ language: "en" });
    await nora.presses("Enregistrer");
    await nora.page.waitForURL("**/me/notifications?done=me-saved&lang=en");
    assert.equal(await nora.page.getAttribute("html", "lang"), "en");
  },
};
