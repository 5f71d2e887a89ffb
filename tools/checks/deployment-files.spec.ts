import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { ORCHESTRATOR_NODE_ARGUMENTS } from '../stack/places.js';

interface App {
  readonly port: number;
  readonly httpPort?: number;
  readonly env: Readonly<Record<string, string>>;
  readonly service?: string;
}
interface Service {
  readonly image: string;
  readonly ports: readonly string[];
  readonly healthcheck?: object;
}

const read = (path: string): string => readFileSync(path, 'utf8');
const CHART = 'helm/suoke-saga';
const { apps } = parse(read(join(CHART, 'values.yaml'))) as { apps: Record<string, App> };
const templates = readdirSync(join(CHART, 'templates'))
  .map((name) => read(join(CHART, 'templates', name)))
  .join('\n');

/** Names of environment variables that a text sets or reads. */
const settingsIn = (text: string): string[] => [
  ...new Set(text.match(/\b(SUOKE_[A-Z_]+[A-Z]|DATABASE_URL|REDIS_URL|INSECURE|NODE_ENV)\b/g)),
];

describe('the chart', () => {
  it('deploys every app of the repository, each on a port of its own', () => {
    const folders = readdirSync('apps', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(Object.keys(apps).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
    const ports = Object.values(apps).flatMap(({ port, httpPort }) => [
      port,
      ...(httpPort ? [httpPort] : []),
    ]);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('opens the REST face of the orchestrator, and of nobody else', () => {
    const config = read('apps/orchestrator/src/config.ts');
    const [, usual] = /SUOKE_HTTP_URL: .*'127\.0\.0\.1:(\d+)'/.exec(config) ?? [];
    const open = Object.entries(apps).flatMap(([app, { httpPort }]) =>
      httpPort ? [`${app} ${httpPort}`] : [],
    );
    expect(open).toEqual([`orchestrator ${usual}`]);
    for (const file of ['deployment.yaml', 'service.yaml']) {
      expect(read(join(CHART, 'templates', file))).toContain('{{- with $settings.httpPort }}');
    }
  });

  it('tells the orchestrator where each participant is, by a service that its proto declares', () => {
    for (const [app, { service }] of Object.entries(apps)) {
      if (app === 'orchestrator') continue;
      const [, name, method] = /^suoke\.([a-z_]+)\.v1\.(\w+)$/.exec(service ?? '') ?? [];
      expect(`${app}: ${service}`).toBe(`${app}: suoke.${app.replaceAll('-', '_')}.v1.${method}`);
      expect(read(`proto/suoke/${name}/v1/${name}.proto`)).toContain(`service ${method} {`);
    }
  });

  it('sets no variable that the apps would refuse at boot', () => {
    const orchestrator = settingsIn(read('apps/orchestrator/src/config.ts'));
    const participant = settingsIn(read('libs/participant/src/config.ts'));
    expect(orchestrator).toEqual(expect.arrayContaining(settingsIn(templates)));
    const [settings = ''] = read(join(CHART, 'templates/configmap.yaml')).split('\n---');
    expect(participant).toEqual(expect.arrayContaining(settingsIn(settings)));
  });

  it('runs the orchestrator as the stack and the benchmark do', () => {
    expect(apps['orchestrator']?.env['NODE_OPTIONS']).toBe(ORCHESTRATOR_NODE_ARGUMENTS.join(' '));
  });

  it('holds no secret: what is one comes from a secret by its name', () => {
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'SUOKE_ENCRYPTION_KEYS', 'SUOKE_ADMIN_TOKENS']) {
      expect(templates).toMatch(new RegExp(`- name: ${name}\\n\\s+valueFrom: \\{ secretKeyRef:`));
    }
  });
});

describe('docker-compose.yml', () => {
  const { services } = parse(read('docker-compose.yml')) as { services: Record<string, Service> };

  it.each(Object.entries(services))(
    'pins %s, keeps it on loopback and knows when it is ready',
    (_, service) => {
      expect(service.image).toMatch(/:\d+\.\d+/);
      for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
      expect(service.healthcheck).toBeDefined();
    },
  );
});
