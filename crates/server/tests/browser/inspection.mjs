// Whether people can read and use a page: in both themes, on a telephone, from right to left; and whether all of it is ours.
import axe from "axe-core";
import { BASE } from "./browser.mjs";

/** How a page is looked at. What differs between light and dark is colour alone, and nothing else differs in colour. */
const contrast = (enabled) => ({ rules: { "color-contrast": { enabled } } });
const WAYS = [
  { name: "light", theme: "light", width: 1280, lang: "en" },
  { name: "dark", theme: "dark", width: 1280, options: { runOnly: ["color-contrast"] } },
  { name: "narrow", theme: "light", width: 360, options: contrast(false) },
  { name: "Arabic", theme: "light", width: 1280, lang: "ar", options: contrast(false) },
];

/** Looks at what is at an address in all ways, and returns what is wrong. */
export const lookedUp = async (page, path) => {
  const faults = [];
  for (const { name, theme, width, lang, options } of WAYS) {
    // What does not say a language is another look at the page that is there.
    if (lang) {
      const to = new URL(path, BASE);
      to.searchParams.set("lang", lang);
      await page.goto(to.href);
    }
    const found = await looked(page, { theme, width, dir: lang === "ar" ? "rtl" : "ltr", options });
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  }
  return faults;
};

/** The same with a page as it stands there, which is not asked for again: what was typed and opened stays. It runs from right to left for a moment. */
export const lookedAt = async (page) => {
  const faults = [];
  const turn = (dir) => page.evaluate((dir) => { document.documentElement.dir = dir; }, dir);
  const dir = await page.evaluate(() => document.documentElement.dir);
  for (const { name, theme, width, lang, options } of WAYS) {
    if (lang === "ar") await turn("rtl");
    const found = await looked(page, { theme, width, dir: lang === "ar" ? "rtl" : dir, options });
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  }
  await turn(dir);
  return faults;
};

const looked = async (page, { theme, width, dir, options = {} }) => {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: theme });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const faults = await page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], ...options });
    return violations.map(({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
  }, options);
  const { over, runs, planted, hidden } = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - innerWidth,
    runs: document.documentElement.dir,
    planted: document.querySelectorAll("img[src='x'], [onerror], [onclick], [style]").length,
    // Tools are no table: nobody looks for a button sideways.
    hidden: [...document.querySelectorAll(".batch, .bar, .head, .actions")].filter((one) => one.scrollWidth > one.clientWidth + 1).length,
  }));
  if (over > 0) faults.push(`${over} px too wide`);
  if (hidden > 0) faults.push(`${hidden} rows of buttons have to be scrolled`);
  if (runs !== dir) faults.push(`it runs ${runs}`);
  if (planted > 0) faults.push(`${planted} elements that nobody of us has written`);
  return faults;
};
