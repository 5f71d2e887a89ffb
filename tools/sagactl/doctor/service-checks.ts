/** The service, as whoever calls it finds it. */
import { CallFailed } from '../../client/call-failed.js';
import type { Door } from '../door.js';
import { saying } from '../language/translate.js';
import { plainFinding, trouble, type Finding } from './finding.js';

/** The oldest Node that the package runs on; package.json says the same. */
export const OLDEST_NODE = [20, 19] as const;

/** @param version as `process.version`: `v20.20.2` */
export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (!isOld) return plainFinding('ok', 'node', 'doctor.node', { version });
  const oldest = OLDEST_NODE.join('.');
  return trouble(
    'fail',
    'node',
    saying('doctor.nodeOld', { version }),
    saying('doctor.nodeAdvice', { oldest }),
  );
}

/** Whether it is reached, says that it serves, and lets this identity in. */
export async function checkService(door: Door): Promise<Finding[]> {
  const health = await healthOf(door);
  if (health.verdict === 'fail') return [health];
  return [health, await identityOf(door)];
}

async function healthOf(door: Door): Promise<Finding> {
  try {
    const status = await door.health();
    if (status === 'SERVING') return plainFinding('ok', 'service.health', 'doctor.serving');
    const what = saying('doctor.notServing', { status });
    return trouble('warn', 'service.health', what, saying('doctor.notServingAdvice'));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const what = saying('doctor.unreachable', { status: error.status, text: error.text });
    return trouble('fail', 'service.health', what, saying('doctor.unreachableAdvice'));
  }
}

async function identityOf(door: Door): Promise<Finding> {
  try {
    await door.call('ListSagas', { page_size: 1 });
    return plainFinding('ok', 'service.identity', 'doctor.identity');
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const what = saying('doctor.identityRefused', { status: error.reason ?? error.status, text: error.text });
    return trouble('fail', 'service.identity', what, saying('doctor.identityAdvice'));
  }
}
