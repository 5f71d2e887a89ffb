import { Site } from './site.js';
import { Meter, type Reading } from './meter.js';
import { closedLoop, Doors, type Answers } from './load.js';
import { startRequest } from './workload.js';
import { residentBytes } from './processes.js';
import { percentile, median } from './statistics.js';
const site = await Site.start(process.env.PROF);
const meter = await Meter.of(site);
const n = Number(process.argv[2] ?? 64), secs = Number(process.argv[3] ?? 3), rounds = Number(process.argv[4] ?? 6);
const subject = (process.argv[5] ?? 'ok') as 'ok';
const req = startRequest(subject, true);
const bareDoors = new Doors([site.bare.client.target], n), sagaDoors = new Doors(site.orchestrators.map((x) => x.client.target), n);
await closedLoop(bareDoors, req, n, 3); await closedLoop(sagaDoors, req, n, 5);
const all: { r: number; b: Answers; s: Answers; d: Record<string, number> }[] = [];
for (let r = 0; r < rounds; r++) {
  const z = await meter.read(); const b = await closedLoop(bareDoors, req, n, secs);
  const a = await meter.read(); const s = await closedLoop(sagaDoors, req, n, secs); const e = await meter.read();
  const bc = b.latenciesMs.length, sc = s.latenciesMs.length;
  const per = (k: keyof Reading['cpu']) => (e.cpu[k] - a.cpu[k]) / sc;
  all.push({ r: sc / s.seconds / (bc / b.seconds), b, s, d: { bareRate: bc / b.seconds, rate: sc / s.seconds, bareCpu: (a.cpu.bare - z.cpu.bare) / bc, orch: per('orchestrator'), pg: per('postgres'), redis: per('redis'), part: per('participants'), load: per('load'), commits: (e.commits - a.commits) / sc, tpf: (e.transitions - a.transitions) / (e.flushes - a.flushes), wal: (e.walBytes - a.walBytes) / sc / 1024, p50: percentile(s.latenciesMs, 0.5), bp50: percentile(b.latenciesMs, 0.5), orel: per('orchestrator') / ((a.cpu.bare - z.cpu.bare) / bc), tot: (per('orchestrator') + per('postgres') + per('redis')) / ((a.cpu.bare - z.cpu.bare) / bc) } });
}
console.log('rss', site.orchestrators.map((x) => Math.round(residentBytes(x.pid!) / 1e6)).join(' '), 'MB');
console.log('ratio', median(all.map((x) => x.r)).toFixed(3), all.map((x) => x.r.toFixed(2)).join(' '));
for (const k of Object.keys(all[0]!.d)) process.stdout.write(`${k} ${median(all.map((x) => x.d[k]!)).toFixed(2)}  `);
console.log(JSON.stringify([...all[0]!.s.failures]), JSON.stringify([...all[0]!.s.statuses]));
if (process.env.STATS) console.log((await site.pool.query(`select calls, rows, round(total_exec_time::numeric,0) ms, round((total_exec_time/greatest(calls,1))::numeric,3) mean, round((total_plan_time/greatest(plans,1))::numeric,3) plan, plans, left(regexp_replace(query,'\\s+',' ','g'),90) q from pg_stat_statements order by total_exec_time desc limit 14`)).rows);
await site.stop();
process.exit(0);
