// What people do, from the first sign-in to the last key, in a real browser.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { BASE, arrived, begin, choose, close, code, device, isIn, look, open, signIn, signOut, temporary, visitor } from "./browser.mjs";

before(open);
after(close);

const PASSKEY = "form[action='/sign-in/passkey'] button";

for (const [login, scripts] of [["head", false], ["ella", true]]) {
  test(`a password signs in, ${scripts ? "with" : "without"} scripts`, async () => {
    const one = await visitor({ javaScriptEnabled: scripts });
    const { page } = one;
    await page.goto("/sign-in");
    assert.equal(await page.isVisible(PASSKEY), scripts, "passkeys need scripts");
    await signIn(page, login, temporary[login]);
    await page.waitForURL("**/sign-in/password");
    await page.fill("#new1", "short");
    // It is judged while it is typed, and without scripts when it is sent.
    if (!scripts) {
      await page.fill("#new2", "short");
      await page.click("button[type=submit]");
    }
    await page.waitForSelector(scripts ? "#strength:has-text('at least 12')" : ".note[role=alert]:has-text('at least 12')");
    await choose(page);
    await arrived(page);
    assert.ok(await isIn(one));
    await signOut(page);
    assert.ok(!(await isIn(one)));
    await signIn(page, login, "not this one at all");
    assert.match(await page.textContent("[role=alert]:not([hidden])"), /Email or password is not correct/);
    await signIn(page, login);
    await arrived(page);
    await page.goto("/me/security");
    assert.match(await page.textContent("main"), /This session/);
    await one.done();
  });
}

test("a passkey is made, signs in by itself, and steps up", async () => {
  const one = await visitor();
  const { page } = one;
  const key = await device(one, { present: false });
  await signIn(page, "ella");
  await arrived(page);
  await page.goto("/me/security");
  await page.click("a[href='/me/security/passkeys/new']");
  await key.present(true);
  await page.fill("#name", "Blue key");
  await page.click("form[data-passkey] button[type=submit]");
  await page.waitForURL("**/me/security?done=passkey-added");
  assert.match(await page.textContent("main"), /Blue key/);
  const [kept] = await key.credentials();
  assert.ok(kept.isResidentCredential && kept.rpId === "localhost");
  // The same device is not enrolled twice.
  await page.goto("/me/security/passkeys/new");
  await page.click("form[data-passkey] button[type=submit]");
  await page.waitForSelector("form[data-passkey] [role=alert]:not([hidden])");
  assert.match(await page.textContent("form[data-passkey] [role=alert]"), /has a passkey of yours already/);

  await key.present(false);
  await page.goto("/");
  await signOut(page);
  await page.goto("/sign-in?next=/me/security");
  await key.present(true);
  await page.click(PASSKEY);
  await page.waitForURL(`${BASE}/me/security`);
  assert.ok(await isIn(one));
  await page.goto("/step-up?next=/me/security/passkeys/new");
  await page.click("form[data-passkey] button[type=submit]");
  await page.waitForURL(`${BASE}/me/security/passkeys/new`);
  assert.ok((await key.credentials())[0].signCount > kept.signCount);

  // Where it is the second thing, the password comes first.
  await key.present(false);
  await page.goto("/");
  await signOut(page);
  await signIn(page, "ella");
  await page.waitForURL("**/sign-in/second");
  await look(one, "second-passkey");
  await key.present(true);
  await page.click("form[data-passkey] button[type=submit]");
  await arrived(page);
  assert.ok(await isIn(one));

  // A copy whose counter went back is refused; and so is a device that does not tell its owner.
  await key.present(false);
  await signOut(page);
  await key.remove();
  const copy = await device(one, { present: false });
  await copy.add({ ...kept, signCount: 0 });
  await page.goto("/sign-in");
  await copy.present(true);
  await page.click(PASSKEY);
  await page.waitForSelector(".note[role=alert]");
  assert.match(await page.textContent(".note[role=alert]"), /did not work here/);
  assert.ok(!(await isIn(one)));
  await copy.verified(false);
  await page.goto("/sign-in");
  await page.click(PASSKEY);
  await page.waitForSelector(`form[data-passkey] [role=alert]:not([hidden])`);
  assert.ok(!(await isIn(one)));
  await one.done();
});

test("a passkey is offered where the name is typed", async () => {
  const one = await visitor({ offers: true });
  const { page } = one;
  const key = await device(one);
  await begin(page, "nora");
  await page.goto("/me/security/passkeys/new");
  await page.click("form[data-passkey] button[type=submit]");
  await page.waitForURL("**/me/security?done=passkey-added");
  await page.goto("/");
  await signOut(page);
  await page.goto("/sign-in");
  // Nobody presses anything: the browser has what was offered chosen.
  await arrived(page);
  assert.ok(await isIn(one));
  await key.remove();
  await one.done();
});

test("where a second factor is required, one is enrolled on the way: a passkey, or a code without scripts", async () => {
  const one = await visitor();
  const key = await device(one, { present: false });
  await signIn(one.page, "desk", temporary.desk);
  await one.page.waitForURL("**/sign-in/enrol");
  await look(one, "enrol");
  await key.present(true);
  await one.page.click("form[data-passkey] button[type=submit]");
  await one.page.waitForURL("**/sign-in/password");
  await look(one, "new-password");
  await one.page.fill("#new1", "desk in the garden");
  await one.page.waitForSelector("#strength:has-text('others know of you')");
  await look(one, "new-password-strength-answer");
  await choose(one.page);
  await arrived(one.page);
  assert.ok(await isIn(one));
  await one.done();

  const two = await visitor({ javaScriptEnabled: false });
  await signIn(two.page, "dora", temporary.dora);
  await two.page.waitForURL("**/sign-in/enrol");
  assert.ok(!(await two.page.isVisible("form[data-passkey]")));
  await two.page.click("details:has(#seed) summary");
  const seed = await two.page.textContent("#seed");
  await two.page.fill("#code", code(seed));
  await two.page.click("form[action='/sign-in/enrol'] button");
  await choose(two.page);
  await arrived(two.page);
  assert.ok(await isIn(two));
  await two.done();
});

test("a security key without a PIN is a second factor", async () => {
  const one = await visitor();
  const { page } = one;
  const key = await device(one, { verifies: false });
  await begin(page, "carl");
  await page.goto("/me/security/passkeys/new");
  await page.check("input[value=security_key]");
  await page.click("form[data-passkey] button[type=submit]");
  await page.waitForURL("**/me/security?done=passkey-added");
  await page.goto("/");
  await signOut(page);
  await signIn(page, "carl");
  await page.waitForURL("**/sign-in/second");
  await page.click("form[data-passkey] button[type=submit]");
  await arrived(page);
  assert.ok(await isIn(one));
  await key.remove();
  await one.done();
});

test("at another address of the same machine no passkey is asked for", async () => {
  const elsewhere = BASE.replace("localhost", "127.0.0.1");
  const one = await visitor({ baseURL: elsewhere, elsewhere: true });
  await device(one);
  await one.page.goto("/sign-in");
  await one.page.click(PASSKEY);
  await one.page.waitForSelector("form[data-passkey] [role=alert]:not([hidden])");
  assert.ok(!(await isIn(one)));
  await one.done();
});

test("everybody can read and use the pages, in both themes, narrow, and in Arabic", async () => {
  const one = await visitor();
  const { page } = one;
  for (const [path, name] of [["/sign-in", "sign-in"], ["/sign-in/forgotten", "forgotten"], ["/set-up", "set-up"]]) {
    await page.goto(path);
    await look(one, name);
  }
  await signIn(page, "nobody", "not this one at all");
  await look(one, "sign-in-wrong-answer");
  await begin(page, "audrey");
  await arrived(page);
  await look(one, "home");
  for (const [path, name] of [
    ["/me/security", "security"], ["/me/security/passkeys/new", "new-passkey"],
    ["/me/security/authenticators/new", "new-authenticator"], ["/me/security/recovery-codes", "recovery"], ["/step-up", "step-up"],
  ]) {
    await page.goto(path);
    await look(one, name);
  }
  await page.goto("/me/security/recovery-codes");
  await page.click("main form button");
  await look(one, "recovery-codes-answer");
  await page.goto("/me/security/authenticators/new");
  await page.click("details:has(#seed) summary");
  await page.fill("#code", code(await page.textContent("#seed")));
  await page.click("main form button[type=submit]");
  await page.waitForURL("**/me/security?done=authenticator-added");
  await look(one, "security-with");
  await page.click("a[href^='/me/security/factors/']");
  await look(one, "factor");
  await page.goto("/");
  await signOut(page);
  await look(one, "signed-out-answer");
  await signIn(page, "audrey");
  await page.waitForURL("**/sign-in/second");
  await look(one, "second");
  await one.done();
});
