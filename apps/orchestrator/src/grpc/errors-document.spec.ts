/** docs/ERRORS.md against the code: every code of every closed list is there, with its status and kind, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { status } from '@grpc/grpc-js';
import {
  APPROVAL_REFUSALS,
  BATCH_REFUSALS,
  GRPC_STATUS_NAMES,
  outcomeOf,
  REFUSAL_CODES,
  STUCK_CLASSES,
} from '#libs/saga-core';
import { ENGINE_ERRORS, type EngineErrorCode, type StoreErrorKind } from '#libs/saga-engine';
import { ADMIN_ERRORS, type AdminErrorReason } from '../admin/admin-errors.js';
import { REFUSAL_ZH } from '../admin/refusal-texts.js';
import { REST_ERRORS, type RestErrorReason } from '../admin/rest/rest-errors.js';
import { WIRE } from './engine-errors.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/ERRORS.md'), 'utf8');

type Row = { readonly [column: string]: string };

/** The table of a section, by the names of its columns; code marks are taken off. */
function table(section: string): Row[] {
  const part = PAGE.split(/^## /m).find((text) => text.startsWith(`${section}\n`));
  if (part === undefined) throw new Error(`docs/ERRORS.md has no section "${section}"`);
  const lines = part.split('\n').filter((line) => line.startsWith('|'));
  const [head = [], , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
  return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
}

const column = (section: string, name: string): string[] => table(section).map((row) => row[name] ?? '');

/** Reasons that the source of a folder gives, by the places where reasons stand. */
function reasonsIn(folder: string, only = /\.ts$/): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const sources = files.filter(
    (file) => only.test(file) && !file.endsWith('.spec.ts') && !/generated/.test(file),
  );
  const given = /(?:\breason: |\b(?:refused|noEffect|conflict|notFound)\(\s*)'([A-Z][A-Z0-9_]*)'/g;
  const found = sources.flatMap((file) =>
    [...readFileSync(join(ROOT, folder, file), 'utf8').matchAll(given)].map(([, reason = '']) => reason),
  );
  return [...new Set(found)].toSorted();
}

describe('docs/ERRORS.md', () => {
  it('the doors: EngineErrorCode with reason, status and kind', () => {
    const expected = (Object.keys(ENGINE_ERRORS) as EngineErrorCode[]).map((code) => ({
      code,
      reason: WIRE[code].reason,
      status: status[WIRE[code].code],
      kind: ENGINE_ERRORS[code],
    }));
    const told = table('The doors').map(({ code, reason, status, kind }) => ({ code, reason, status, kind }));
    expect(told).toEqual(expected);
  });

  it("the operators' door: its own reasons", () => {
    const expected = (Object.keys(ADMIN_ERRORS) as AdminErrorReason[]).map((reason) => ({
      reason,
      status: status[ADMIN_ERRORS[reason]],
    }));
    expect(table("The operators' door").map(({ reason, status }) => ({ reason, status }))).toEqual(expected);
  });

  it('the REST face: its own codes, with the status of HTTP', () => {
    const expected = (Object.keys(REST_ERRORS) as RestErrorReason[]).map((code) => ({
      code,
      http: String(REST_ERRORS[code].http),
    }));
    expect(table('The REST face').map(({ code, http }) => ({ code, http }))).toEqual(expected);
  });

  it('refusals: every RefusalCode, each with its Chinese text', () => {
    expect(column('Why an action is refused', 'code')).toEqual([...REFUSAL_CODES]);
    expect(Object.keys(REFUSAL_ZH)).toEqual([...REFUSAL_CODES, 'NO_RIGHT', 'CANNOT_DECRYPT']);
  });

  it('refusals of batches and approvals', () => {
    const told = column('Why a batch or an approval is refused', 'code');
    expect(told).toEqual([...BATCH_REFUSALS, ...APPROVAL_REFUSALS]);
  });

  it('stuck classes', () => {
    expect(column('Why a saga is stuck', 'class')).toEqual([...STUCK_CLASSES]);
  });

  it('kinds of the store', () => {
    const kinds: Record<StoreErrorKind, true> = {
      poison: true,
      retry: true,
      busy: true,
      connection: true,
      bug: true,
    };
    expect(column('The store', 'kind')).toEqual(Object.keys(kinds));
  });

  it('what every status of a participant means', () => {
    const expected = GRPC_STATUS_NAMES.map((answer) => ({
      answer,
      'with a detail': outcomeOf(answer, true),
      without: outcomeOf(answer, false),
    }));
    expect(table('Participants: what a status means')).toEqual(expected);
  });

  it('reasons of the barrier', () => {
    const told = column('Participants: what the barrier answers', 'reason').toSorted();
    expect(told).toEqual(reasonsIn('libs/participant/src'));
  });

  it.each(['consultation', 'ai-agent', 'report', 'notification', 'health-record'])(
    'reasons of %s',
    (service) => {
      const rows = table('Participants: what the services answer').filter(
        (row) => row['service'] === service,
      );
      expect(rows.map(({ reason }) => reason).toSorted()).toEqual(reasonsIn(`apps/${service}/src`));
    },
  );

  it('reasons that the orchestrator records itself', () => {
    const recorded = [
      ...reasonsIn('apps/orchestrator/src/grpc', /participant-.*\.ts$/),
      ...reasonsIn('libs/saga-engine/src'),
      ...reasonsIn('libs/saga-core/src'),
    ];
    expect(column('Recorded by the orchestrator itself', 'reason').toSorted()).toEqual(
      [...new Set(recorded)].toSorted(),
    );
  });

  it('codes of a start that fails', () => {
    const platform = readFileSync(join(ROOT, 'libs/platform/src/config/env.ts'), 'utf8');
    const binding = readFileSync(join(ROOT, 'libs/platform/src/grpc/binding.ts'), 'utf8');
    const codes = [platform, binding].map((text) => / readonly code = '([A-Z_]+)'/.exec(text)?.[1]);
    expect(column('At the start of a process', 'code')).toEqual(codes);
  });

  it('every kind is one of the four, every status is one of gRPC, no cell is empty', () => {
    const sections = [...PAGE.matchAll(/^## (.*)$/gm)].map(([, name = '']) => name);
    const rows = sections.flatMap(table);
    expect(rows.length).toBeGreaterThan(60);
    for (const row of rows) {
      for (const [name, cell] of Object.entries(row)) expect(`${name}: ${cell}`).toMatch(/: \S/);
      const kind = row['kind of error'] ?? row['kind'];
      if (kind !== undefined) expect(kind).toMatch(/^(refused|retryable|unknown-outcome|bug)$/);
      if (row['status'] !== undefined) expect(Object.keys(status)).toContain(row['status']);
    }
  });
});
