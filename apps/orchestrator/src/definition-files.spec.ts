import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '#libs/platform';
import { participantsOf } from '#libs/saga-core';
import { everyKind } from '#libs/testkit';
import { DEFAULT_PARTICIPANTS } from './config.js';
import { loadDefinitions } from './definition-files.js';
import { definitionHash } from './sagas/definition-types.js';
import { healthConsultation } from './sagas/health-consultation.js';
import { DEFINITIONS } from './sagas/registry.js';

const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const targets = new Map([
  ...DEFAULT_PARTICIPANTS,
  ...participantsOf(everyKind).map((service) => [service, '127.0.0.1:5106'] as const),
]);
const everyKindFile = file('every-kind.json', JSON.stringify(everyKind));

function mistakes(...paths: string[]): readonly string[] {
  try {
    loadDefinitions(paths, targets);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('loadDefinitions', () => {
  it('gives those that ship, and after them what the files hold', () => {
    expect(loadDefinitions([], targets)).toEqual(DEFINITIONS);
    const definitions = loadDefinitions([everyKindFile], targets);
    expect(definitions.slice(0, DEFINITIONS.length)).toEqual(DEFINITIONS);
    expect(definitions.slice(DEFINITIONS.length).map(definitionHash)).toEqual([definitionHash(everyKind)]);
  });

  it('lists every mistake of every file together, and repeats nothing that a file holds', () => {
    const [, ...laterSteps] = everyKind.steps;
    const secret = file('secret.json', 'k1:not-for-you');
    const list = file('list.json', '[]');
    const broken = file('broken.json', JSON.stringify({ ...everyKind, type: 'broken', steps: laterSteps }));
    const again = file('again.json', JSON.stringify(healthConsultation));
    const gone = join(folder, 'gone.json');
    const found = mistakes(gone, secret, list, broken, again, everyKindFile);
    expect(found.slice(0, 3)).toEqual([
      `SUOKE_DEFINITIONS: the file ${gone} cannot be read (ENOENT)`,
      `SUOKE_DEFINITIONS: the file ${secret} is no JSON`,
      `SUOKE_DEFINITIONS: the file ${list} must hold one definition, a JSON object`,
    ]);
    expect(found).toContain('health-consultation: two definitions have this type');
    expect(found).toContain(
      'broken / prepare / left: action.request.reservation: ref "reserve.id" names no step of the definition',
    );
    expect(found.join()).not.toContain('not-for-you');
  });

  it('wants an address for whom a file calls', () => {
    expect(() => loadDefinitions([everyKindFile], DEFAULT_PARTICIPANTS)).toThrow(
      'suoke.testkit.v1.BankService: has no address; add it to SUOKE_PARTICIPANTS',
    );
  });
});
