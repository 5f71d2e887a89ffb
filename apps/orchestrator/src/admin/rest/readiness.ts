/**
 * Whether this process should be sent requests. It is ready when it serves and Postgres answers; without Redis it is ready as
 * well, only slower (G9), and says so.
 */
import type { Clock } from '#libs/platform';

export interface Dependencies {
  /** The process takes calls: it is not stopping, and the definitions of open sagas fit (G10). */
  readonly serves: () => boolean;
  /** Resolves when Postgres has answered. */
  readonly postgres: () => Promise<unknown>;
  /** Null where none is configured. */
  readonly redis: (() => boolean) | null;
}

type Check = 'ok' | 'down' | 'none';

export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not_ready';
  readonly checks: { readonly serving: Check; readonly postgres: Check; readonly redis: Check };
}

/** Who asks has a limit of his own, of a few seconds. */
const POSTGRES_LIMIT_MS = 2_000;

const checkOf = (isWell: boolean): Check => (isWell ? 'ok' : 'down');

export async function readinessOf(
  dependencies: Dependencies,
  clock: Pick<Clock, 'setTimer'>,
): Promise<Readiness> {
  const { serves, postgres, redis } = dependencies;
  const checks = {
    serving: checkOf(serves()),
    postgres: checkOf(await answers(postgres, clock)),
    redis: redis === null ? ('none' as const) : checkOf(redis()),
  };
  const isReady = checks.serving === 'ok' && checks.postgres === 'ok';
  return { status: !isReady ? 'not_ready' : checks.redis === 'down' ? 'degraded' : 'ready', checks };
}

function answers(ask: () => Promise<unknown>, clock: Pick<Clock, 'setTimer'>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(POSTGRES_LIMIT_MS, () => resolve(false));
    const done = (isWell: boolean): void => {
      timer.cancel();
      resolve(isWell);
    };
    ask().then(
      () => done(true),
      () => done(false),
    );
  });
}
