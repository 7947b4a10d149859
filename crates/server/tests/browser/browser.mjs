// A browser as people have it, watched: whatever a page asks of another host, and whatever its policy stops, fails the test that did it.
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const { BASE, CHROMIUM, SHOTS } = process.env;
export const PASSWORD = "seven lamps on the quay";
export const temporary = JSON.parse(process.env.TEMPORARY);

let running;

export const open = async () => {
  running = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
};
export const close = () => running.close();

/** A browser of its own, with what it must not do written down in `faults`. Without `offers` it offers no passkeys where names are typed. */
export const visitor = async ({ offers = false, ...options } = {}) => {
  const context = await running.newContext({ baseURL: BASE, locale: "en-GB", ...options });
  context.setDefaultTimeout(20_000);
  if (!offers) await context.addInitScript(() => { PublicKeyCredential.isConditionalMediationAvailable = async () => false; });
  const page = await context.newPage();
  const faults = [];
  const host = new URL(BASE).host;
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (/^http/.test(url.protocol) && url.host !== host && !options.elsewhere) faults.push(`asked ${url}`);
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  const done = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { context, page, done };
};

/** A device with passkeys for a page. It answers by itself where `present` says so. */
export const device = async ({ context, page }, { verifies = true, present = true } = {}) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: verifies ? "internal" : "usb", hasResidentKey: verifies,
      hasUserVerification: verifies, isUserVerified: verifies, automaticPresenceSimulation: present,
    },
  });
  const send = (method, more = {}) => cdp.send(`WebAuthn.${method}`, { authenticatorId, ...more });
  return {
    credentials: async () => (await send("getCredentials")).credentials,
    add: (credential) => send("addCredential", { credential }),
    present: (enabled) => send("setAutomaticPresenceSimulation", { enabled }),
    verified: (isUserVerified) => send("setUserVerified", { isUserVerified }),
    remove: () => send("removeVirtualAuthenticator"),
  };
};

/** The first sign-in, with a password that has to be changed. */
export const begin = async (page, login) => {
  await signIn(page, login, temporary[login]);
  await choose(page);
};

/** Chooses the password of all these people. */
export const choose = async (page) => {
  await page.waitForURL(/\/sign-in\/password/);
  await page.fill("#new1", PASSWORD);
  await page.fill("#new2", PASSWORD);
  await page.click("button[type=submit]");
};

export const signIn = async (page, login, password = PASSWORD) => {
  await page.goto("/sign-in");
  await page.fill("#name", login);
  await page.fill("#password", password);
  await page.click("form[action='/sign-in'] button[type=submit]");
};

/** Where somebody comes who has signed in: to what he administers, or to what is his. */
export const arrived = (page) => page.waitForURL((url) => ["/", "/me"].includes(url.pathname));

export const signOut = async (page) => {
  await page.click(".top details.menu > summary");
  await page.click("form[action='/sign-out'] button");
};

/** Whether somebody is in, as the server has it. */
export const isIn = async ({ context }) => (await context.request.get("/api/v1/me")).ok();

/** The code that an authenticator shows, as another program computes it. */
export const code = (seed) =>
  execFileSync("oathtool", ["--totp", "-b", seed.replaceAll(" ", "")], { encoding: "utf8" }).trim();

/** Looks at a page in both themes, narrow, and in Arabic: everybody can read and use it, and nothing stands out of it. */
export const look = async (visitor, name) => {
  const { page } = visitor;
  const faults = [];
  const here = page.url();
  const as = async (what, { read = true } = {}) => {
    const { violations } = read ? await new AxeBuilder({ page }).analyze() : { violations: [] };
    for (const { id, nodes } of violations) faults.push(`${name}, ${what}: ${id} at ${nodes.map((node) => node.html).join(" ")}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) faults.push(`${name}, ${what}: ${over} px too wide`);
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: `${SHOTS}/${name}.${what}.png`, fullPage: true });
    }
  };
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await as(theme);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  await as("narrow", { read: false });
  await page.emulateMedia({ colorScheme: "light" });
  if (!name.endsWith("-answer")) {
    await page.goto(`${here.split("?")[0]}?lang=ar`);
    await as("arabic-narrow", { read: false });
    await page.setViewportSize({ width: 1280, height: 800 });
    await as("arabic");
    await page.goto(`${here.split("?")[0]}?lang=en`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.deepEqual(faults, []);
};
