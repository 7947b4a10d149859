// The pictures of the README, taken of the sample organisation: BASE=http://localhost:8080 TEMPORARY='{"amina":"…"}' node pictures.mjs FOLDER
import { mkdirSync } from "node:fs";
import { begin, close, open, visitor } from "./browser.mjs";

const [folder = "pictures"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const PICTURES = [
  ["dashboard", "/"],
  ["users", "/users"],
  ["access", "/users/asha/access"],
  ["explain", "/explain?u=ben&op=update&m=spp.household&r=42"],
  ["role", "/roles/local_registrar"],
  ["areas", "/areas"],
  ["audit", "/audit"],
  ["portal-arabic", "/me/access?lang=ar"],
];

await open();
for (const colorScheme of ["light", "dark"]) {
  const { page, done } = await visitor({ colorScheme, viewport: { width: 1280, height: 800 } });
  if (colorScheme === "light") await begin(page, "amina");
  else {
    const { signIn } = await import("./browser.mjs");
    await signIn(page, "amina");
  }
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  for (const [name, path] of PICTURES) {
    if (colorScheme === "dark" && name !== "dashboard") continue;
    await page.goto(path);
    await page.screenshot({ path: `${folder}/${name}${colorScheme === "dark" ? "-dark" : ""}.png` });
  }
  await done();
}
await close();
