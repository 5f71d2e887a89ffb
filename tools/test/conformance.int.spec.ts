/** `npm run conformance` against a participant as it is deployed: a process of its own, of which nothing is known but its address. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, freePort, type TestDatabase } from '#libs/testkit';
import { conformance } from '../conformance/conformance.js';
import { readOptions } from '../conformance/options.js';
import { ManagedProcess } from '../stack/managed-process.js';
import { appScript } from '../stack/places.js';

describe('a report service that runs', () => {
  let database: TestDatabase;
  let folder: string;
  let report: ManagedProcess;

  beforeAll(async () => {
    database = await createTestDatabase('empty');
    folder = mkdtempSync(join(tmpdir(), 'suoke-conformance-'));
    const port = await freePort();
    report = new ManagedProcess({
      name: 'report',
      script: appScript('report'),
      env: { DATABASE_URL: database.url, SUOKE_GRPC_URL: `127.0.0.1:${port}` },
      port,
      logFile: join(folder, 'report.log'),
      deletedWithUs: folder,
      restarts: false,
    });
    report.start();
    await report.ready();
  }, 90_000);

  afterAll(async () => {
    await report?.stop();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  it('conforms, with requests whose consultation and analyses were made up, and keeps no report', async () => {
    const { target } = report.client;
    const options = readOptions(['--definition', 'health-consultation', '--target', target]);
    if (options === null) throw new Error('no options');
    const lines: string[] = [];
    const code = await conformance(options, (line) => lines.push(line), new AbortController().signal);
    expect({ code, end: lines.at(-1), lines }).toMatchObject({ code: 0, end: 'conformance: ok' });
    const { reports } = await report.client.call('suoke.report.v1.ReportService/ListReports', {});
    expect(reports).toEqual([]);
  }, 60_000);
});
