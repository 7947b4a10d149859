// Shows the description of the API and sends what is tried. Nothing is ever put into the page as markup.
"use strict";

const made = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

const resolved = (api, schema) => {
  if (!schema) return {};
  if (schema.$ref) return resolved(api, schema.$ref.split("/").slice(1).reduce((at, step) => at?.[step], api));
  if (schema.allOf) {
    return schema.allOf.map((part) => resolved(api, part)).reduce((all, part) => ({
      ...all, ...part,
      properties: { ...all.properties, ...part.properties },
      required: [...(all.required ?? []), ...(part.required ?? [])],
    }), {});
  }
  const one = schema.oneOf ?? schema.anyOf;
  if (one) return resolved(api, one.find((part) => part.type !== "null") ?? one[0]);
  return schema;
};

const kind = (api, schema) => {
  const plain = resolved(api, schema);
  const type = [plain.type ?? "any"].flat().filter((word) => word !== "null").join(" or ");
  if (type === "array") return `list of ${kind(api, plain.items)}`;
  return plain.format ? `${type} (${plain.format})` : type;
};

const members = (api, schema) => {
  const plain = resolved(api, schema);
  const rows = Object.entries(plain.properties ?? {}).map(([name, part]) => made("tr", {},
    made("td", {}, made("code", {}, name), plain.required?.includes(name) ? " (needed)" : ""),
    made("td", {}, kind(api, part)),
    made("td", {}, part.description ?? resolved(api, part).description ?? "")));
  if (rows.length === 0) return made("p", { className: "note" }, kind(api, schema));
  const head = made("tr", {}, ...["member", "type", "meaning"].map((word) => made("th", { scope: "col" }, word)));
  return made("table", {}, made("thead", {}, head), made("tbody", {}, ...rows));
};

const trial = (path, method, operation) => {
  const changes = method !== "get";
  const fields = (operation.parameters ?? []).filter((parameter) => parameter.name !== "dry_run").map((parameter) => {
    const input = made("input", { type: "text", name: parameter.name });
    input.dataset.place = parameter.in;
    return made("tr", {},
      made("td", {}, made("label", {}, made("code", {}, parameter.name), ` ${parameter.in}`)),
      made("td", {}, input), made("td", {}, parameter.description ?? ""));
  });
  const body = operation.requestBody ? made("textarea", { spellcheck: false, value: "{\n  \n}", ariaLabel: "Body" }) : null;
  const dry = made("input", { type: "checkbox", checked: true });
  const answer = made("pre", { hidden: true, tabIndex: 0 });
  const form = made("form", {},
    fields.length ? made("table", {}, made("tbody", {}, ...fields)) : "",
    body ?? "",
    changes ? made("p", {}, made("label", {}, dry, " dry run")) : "",
    made("p", {}, made("button", { type: "submit" }, "Send")), answer);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.hidden = false;
    answer.textContent = "…";
    let target = path;
    const query = new URLSearchParams();
    const headers = { Authorization: `Bearer ${document.getElementById("token").value}` };
    for (const input of form.querySelectorAll("input[data-place]")) {
      if (input.value === "" && input.dataset.place !== "path") continue;
      if (input.dataset.place === "path") target = target.replace(`{${input.name}}`, encodeURIComponent(input.value));
      else if (input.dataset.place === "query") query.append(input.name, input.value);
      else headers[input.name] = input.value;
    }
    if (changes && dry.checked && (operation.parameters ?? []).some((parameter) => parameter.name === "dry_run")) query.append("dry_run", "true");
    if (body) headers["Content-Type"] = "application/json";
    try {
      const address = query.size ? `${target}?${query}` : target;
      const response = await fetch(address, { method: method.toUpperCase(), headers, body: body?.value, credentials: "omit", redirect: "error" });
      const text = await response.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
      answer.className = response.ok ? "good" : "bad";
      answer.textContent = `${method.toUpperCase()} ${address}\n${response.status} ${response.statusText}\n\n${shown}`;
    } catch (error) {
      answer.className = "bad";
      answer.textContent = String(error);
    }
  });
  return form;
};

const shown = (api, path, method, operation) => {
  const inside = made("div", { className: "inside" });
  const details = made("details", { id: operation.operationId ?? `${method} ${path}` },
    made("summary", {}, made("span", { className: "method" }, method), made("code", {}, path), made("span", {}, operation.summary ?? "")),
    inside);
  details.addEventListener("toggle", () => {
    if (!details.open || inside.childElementCount > 0) return;
    if (operation.description) inside.append(made("p", {}, operation.description));
    const wanted = operation.requestBody?.content?.["application/json"]?.schema;
    if (wanted) inside.append(made("h3", {}, "Body"), members(api, wanted));
    const good = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith("2"));
    if (good) {
      inside.append(made("h3", {}, `Answer ${good[0]}`), made("p", {}, good[1].description ?? ""));
      const schema = good[1].content?.["application/json"]?.schema;
      if (schema) inside.append(members(api, schema));
    }
    inside.append(made("h3", {}, "Try it"), trial(path, method, operation));
  });
  details.dataset.words = `${path} ${operation.summary ?? ""} ${(operation.tags ?? []).join(" ")}`.toLowerCase();
  return details;
};

const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
};

const start = async () => {
  const operations = document.getElementById("operations");
  const index = document.getElementById("index");
  const api = await (await fetch("openapi.json")).json();
  document.getElementById("about").textContent = api.info.description ?? "";
  operations.replaceChildren();
  const tags = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "Other";
      tags.set(tag, [...(tags.get(tag) ?? []), [path, method, operation]]);
    }
  }
  for (const [tag, found] of tags) {
    operations.append(made("h2", {}, tag));
    index.append(made("li", { className: "tag" }, tag));
    for (const [path, method, operation] of found) {
      const details = shown(api, path, method, operation);
      operations.append(details);
      index.append(made("li", {}, made("a", { href: `#${encodeURIComponent(details.id)}` }, operation.summary ?? path)));
    }
  }
  document.getElementById("filter").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const details of operations.querySelectorAll("details")) {
      details.hidden = !words.every((word) => details.dataset.words.includes(word));
    }
  });
  document.getElementById("access").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", open);
  open();
};

start().catch((error) => {
  document.getElementById("operations").textContent = `The description cannot be read: ${error}`;
});
