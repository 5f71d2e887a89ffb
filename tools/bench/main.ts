import { Site } from './site.js';
import { Meter } from './meter.js';
import { closedLoop, Doors } from './load.js';
import { startRequest } from './workload.js';
import { percentile } from './statistics.js';
const site = await Site.start(process.env.PROF);
const meter = await Meter.of(site);
const n = Number(process.argv[2] ?? 64),
  secs = Number(process.argv[3] ?? 6),
  rounds = Number(process.argv[4] ?? 2);
const subject = (process.argv[5] ?? 'ok') as 'ok';
const req = startRequest(subject, true);
for (let r = 0; r < rounds; r++)
  for (const [name, p] of [
    ['bare', [site.bare]],
    ['saga', site.orchestrators],
  ] as const) {
    const doors = new Doors(
      p.map((x) => x.client.target),
      n,
    );
    await closedLoop(doors, req, n, 2);
    const a = await meter.read();
    const ans = await closedLoop(doors, req, n, secs);
    const b = await meter.read();
    doors.close();
    const c = ans.latenciesMs.length;
    const cpu = Object.entries(b.cpu)
      .map(([k, v]) => `${k} ${((v - a.cpu[k as 'bare']) / c).toFixed(2)}`)
      .join(' ');
    console.log(
      name,
      (c / ans.seconds).toFixed(0),
      '/s p50',
      percentile(ans.latenciesMs, 0.5).toFixed(1),
      'p99',
      percentile(ans.latenciesMs, 0.99).toFixed(1),
      '|',
      cpu,
      '| commits',
      ((b.commits - a.commits) / c).toFixed(2),
      'tr/flush',
      ((b.transitions - a.transitions) / (b.flushes - a.flushes)).toFixed(1),
      'wal',
      ((b.walBytes - a.walBytes) / c / 1024).toFixed(1),
      'hot',
      ((b.hotUpdates - a.hotUpdates) / (b.updates - a.updates)).toFixed(2),
      JSON.stringify([...ans.failures]),
      JSON.stringify([...ans.statuses]),
    );
  }
if (process.env.STATS)
  console.log(
    (
      await site.pool.query(
        `select calls, rows, round(total_exec_time::numeric,0) ms, round((total_exec_time/greatest(calls,1))::numeric,3) mean, round((total_plan_time/greatest(plans,1))::numeric,3) plan, plans, left(regexp_replace(query,'\\s+',' ','g'),90) q from pg_stat_statements order by total_exec_time desc limit 14`,
      )
    ).rows,
  );
await site.stop();
process.exit(0);
