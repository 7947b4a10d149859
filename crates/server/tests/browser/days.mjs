// What people do day by day, each journey with scripts and without, and everybody with what he has to work with.
import { after, before, describe, test } from "node:test";
import { close, open } from "./browser.mjs";
import { everywhere, with_scripts } from "./journeys/around.mjs";
import { auditor, client, manager } from "./journeys/others.mjs";
import people from "./journeys/people.mjs";
import places from "./journeys/places.mjs";
import policy from "./journeys/policy.mjs";
import portal from "./journeys/portal.mjs";
import { ACTORS, SIDE_BY_SIDE, enter, program } from "./people.mjs";
import { sets_out } from "./steps.mjs";

/** Who goes on which journeys. Those of one row go one after the other: they are about the same things. */
const ROWS = [
  ["root", people],
  ["root", { ...policy, ...everywhere }],
  ["root", places],
  ["root", with_scripts, [true]],
  ["dora", manager],
  ["carl", client],
  ["audrey", auditor],
  ["nora", portal],
];

const ONLY = new RegExp(process.env.ONLY ?? "");

/** The administrator's way in for programs, to make what journeys are about. */
let office;

before(async () => {
  await open();
  await Promise.all(ACTORS.map(enter));
  office = await program("root");
  await Promise.all([["nia", "D1"], ["dan", "D2"]].map(([login, area]) => office.patch(`/users/${login}`, { area })));
  // More entries than a page of the trail has.
  await Promise.all(Array.from({ length: 55 }, (_, number) => office.post("/users/dan/notes", { text: `note ${number}` })));
  // Somebody whose access ends next week, and who is called what he should not be.
  const to = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await office.post("/users/evil/role-lines", { role: "viewer", to });
});
after(async () => {
  await office?.done();
  await close();
});

describe("what people do day by day", { concurrency: SIDE_BY_SIDE }, () => {
  ROWS.forEach(([login, journeys, ways = [true, false]], row) => {
    describe(`${login}, ${row + 1}`, { concurrency: 1 }, () => {
      for (const [name, journey] of Object.entries(journeys).filter(([name]) => ONLY.test(name))) {
        for (const scripts of ways) {
          test(`${login} ${name}, ${scripts ? "with" : "without"} scripts`, async () => {
            const one = await sets_out(login, scripts);
            await journey(one, scripts ? "one" : "two", office);
            await one.done();
          });
        }
      }
    });
  });
});
