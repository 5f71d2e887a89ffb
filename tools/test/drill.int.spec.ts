/**
 * Ten incidents by their pages: everything that docs/runbooks/ lets an operator type is typed, against the whole stack, and what is
 * seen is what the page shows. Afterwards every saga agrees with what the participants keep, and every action stands in the audit.
 */
import { createTestDatabase, type TestDatabase } from '#libs/testkit';
import { wrongsInTheEnd } from '../drill/aftermath.js';
import { playScene } from '../drill/drill.js';
import { SCENES } from '../drill/scenes.js';
import { Site } from '../drill/site.js';

let database: TestDatabase;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase('empty');
  site = await Site.start({ databaseUrl: database.url });
}, 120_000);

afterAll(async () => {
  await site?.stop();
  await database?.drop();
}, 30_000);

it.each(SCENES.map((scene) => [scene.page, scene] as const))(
  '%s is set right by its page',
  async (_page, scene) => {
    expect(await playScene(site, scene)).toEqual([]);
  },
  180_000,
);

it('in the end the audit is whole, and no saga is in limbo', async () => {
  expect(await wrongsInTheEnd(site)).toEqual([]);
});
