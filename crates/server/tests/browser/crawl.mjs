// Finds pages by itself: every link of every page that somebody can reach, as far as there are not too many alike.

/** Links that are alike: of the same first word and as deep. So many of them are followed, and so many views of one page. */
const ALIKE = 24;
const VIEWS = 4;
/** Pages of one kind that are looked at in a browser. */
const LOOKED_AT = 3;

/** What leaves the console, or takes something away. */
const LEAVES = ["/sign-in", "/sign-out", "/set-up", "/static/"];

const unescaped = (text) =>
  text.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, digits) => String.fromCodePoint(parseInt(digits, hex ? 16 : 10)))
    .replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Where links and forms of a page lead within this site, each once. */
export const links = (html, from) => {
  const found = new Set();
  const forms = [...html.matchAll(/<form\b[^>]*>/g)].map(([form]) => form).filter((form) => !/method="post"/.test(form));
  const actions = forms.flatMap((form) => [...form.matchAll(/\saction="([^"]*)"/g)]);
  for (const [, raw] of [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g), ...actions]) {
    const url = new URL(unescaped(raw), from);
    url.searchParams.delete("lang");
    url.searchParams.delete("done");
    url.hash = "";
    if (url.origin === new URL(from).origin && !LEAVES.some((start) => url.pathname.startsWith(start))) found.add(url.pathname + url.search);
  }
  return found;
};

const kind = (path) => {
  const steps = path.split("/").filter(Boolean);
  return `${steps[0] ?? ""} ${steps.length}`;
};

/**
 * Follows all links from some pages on, and returns what it came to: `broken` links with what they answer and where they stand, and `pages` to be
 * looked at, a few of each kind. A kind is a path whose names are left out: a step is a word of ours when it ends paths with different beginnings, and a
 * name otherwise.
 */
export const crawl = async (request, base, starts) => {
  const queue = starts.map((path) => ({ path, from: "the beginning" }));
  const seen = new Set(starts), alike = new Map(), views = new Map();
  const broken = [], pages = [];
  const count = (map, key) => { map.set(key, (map.get(key) ?? 0) + 1); return map.get(key); };
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { path, from } = next;
    const answer = await request.get(path, { headers: { accept: "text/html" } });
    const here = new URL(answer.url());
    if (answer.status() >= 400) broken.push(`${answer.status()} ${here.pathname}${here.search}, from ${from}`);
    const type = answer.headers()["content-type"] ?? "";
    if (!answer.ok() || !type.startsWith("text/html")) continue;
    const html = await answer.text();
    if (Buffer.byteLength(html) > 100_000) broken.push(`${path} has ${Buffer.byteLength(html)} bytes`);
    pages.push(here.pathname + here.search);
    for (const to of links(html, here.href)) {
      if (seen.has(to)) continue;
      const { pathname } = new URL(to, base);
      if (count(views, pathname) > VIEWS) continue;
      if (count(alike, kind(pathname)) > ALIKE) continue;
      seen.add(to);
      queue.push({ path: to, from: path });
    }
  }
  return { broken, pages: chosen([...new Set(pages)]), all: pages.length };
};

const chosen = (paths) => {
  const parents = new Map();
  const steps = (path) => path.split("?")[0].split("/").filter(Boolean);
  for (const path of paths) {
    const all = steps(path);
    const last = all.at(-1) ?? "";
    parents.set(last, (parents.get(last) ?? new Set()).add(all.slice(0, -1).join("/")));
  }
  const isWord = (step, at) => at === 0 || (parents.get(step)?.size ?? 0) > 1;
  const taken = new Map();
  return paths.filter((path) => {
    const query = path.includes("?") ? "?" : "";
    const pattern = steps(path).map((step, at) => (isWord(step, at) ? step : "*")).join("/") + query;
    taken.set(pattern, (taken.get(pattern) ?? 0) + 1);
    // Names stand for each other; words do not.
    return taken.get(pattern) <= (pattern.includes("*") ? LOOKED_AT : 1);
  });
};
