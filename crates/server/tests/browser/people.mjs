// People of several kinds, each signed in once: later browsers of theirs take over what the first one was given.
import { strict as assert } from "node:assert";
import { BASE, arrived, choose, signIn, temporary, visitor } from "./browser.mjs";

/** An administrator, a district's user manager, a client company's administrator, an auditor, and somebody who administers nothing. */
export const ACTORS = ["root", "dora", "carl", "audrey", "nora"];

/** What names try to do (some people, roles and areas are called so). */
export const HOSTILE = "hostile-name";

/** Browsers side by side: as many as a machine with two cores has to spare. */
export const SIDE_BY_SIDE = 3;

const cookies = {};

/** Signs somebody in for the first time. */
export const enter = async (login) => {
  const one = await visitor();
  await signIn(one.page, login, temporary[login]);
  await choose(one.page);
  await arrived(one.page);
  cookies[login] = await one.context.storageState();
  await one.done();
};

/** A browser in which somebody is in already. Whatever a name makes it do fails the test; what pages themselves ask is in `asked`. */
export const as = async (login, options = {}) => {
  const one = await visitor({ storageState: cookies[login], ...options });
  const { page } = one;
  const asked = [], answers = [];
  page.on("dialog", (dialog) => {
    asked.push(`${dialog.type()}: ${dialog.message()}`);
    return answers.shift() ? dialog.accept() : dialog.dismiss();
  });
  const done = async () => {
    await one.done();
    assert.deepEqual(asked, []);
  };
  return { ...one, done, asked, answers };
};

/** Asks the interface for programs as somebody, with what he signed in with. */
export const program = async (login) => {
  const one = await visitor({ storageState: cookies[login] });
  const headers = { origin: BASE };
  const ask = async (method, path, data) => {
    const answer = await one.context.request.fetch(`/api/v1${path}`, { method, data, headers });
    assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return answer.status() === 204 ? null : answer.json();
  };
  return {
    get: (path) => ask("GET", path),
    post: (path, data) => ask("POST", path, data),
    patch: (path, data) => ask("PATCH", path, data),
    done: one.done,
  };
};
