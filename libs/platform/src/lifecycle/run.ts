/**
 * The life of a process: start, run until told to stop, stop within a bound.
 *
 * P1 The first SIGTERM or SIGINT stops gracefully; the second ends the process at once.
 * P2 The process ends at the end of the grace period even when stopping hangs, be it on Redis, Postgres or a stream.
 * P3 An exception that nobody caught leaves an unknown state behind: it is logged and the process ends with 1.
 * P4 A start that fails ends with 1 and with the reason on standard error.
 */
import { systemClock, type Clock } from '../clock/clock.js';
import { ConfigError } from '../config/env.js';
import type { Logger } from '../logging/logger.js';

export interface RunOptions {
  start: () => Promise<void>;
  /** Called once, also when a signal comes while `start` still runs. `deadline` aborts at the end of the grace period. */
  stop: (deadline: AbortSignal) => Promise<void>;
  /** How long stopping may take, in milliseconds. */
  graceMs: number;
  logger: Logger;
  clock?: Clock;
  /** The process that is watched and ended; tests give another. */
  process?: Pick<NodeJS.Process, 'on' | 'exit'> & { exitCode?: NodeJS.Process['exitCode'] };
}

/** A conventional exit code of a process that a signal ended: 128 + its number. */
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Starts, and from then on the process is ended by what happens, with exit code 0 after a graceful stop, 1 after a
 * failure or when the grace period ran out, 130 or 143 on a second signal. Resolves when `start` has.
 */
export async function runUntilSignal(options: RunOptions): Promise<void> {
  const { logger, graceMs, clock = systemClock, process: target = process } = options;
  let stopping = false;

  const stop = (signal: keyof typeof SIGNAL_EXIT_CODES): void => {
    if (stopping) {
      target.exit(SIGNAL_EXIT_CODES[signal]);
      return;
    }
    stopping = true;
    logger.info({ signal, graceMs }, 'stopping');
    const deadline = new AbortController();
    clock.setTimer(graceMs, () => {
      deadline.abort(new Error('the grace period is over'));
      logger.error({ graceMs }, 'stopping took longer than the grace period');
      exitLogged(target, logger, 1);
    });
    stopSafely(options, deadline.signal).then(
      () => {
        logger.info({}, 'stopped');
        exitLogged(target, logger, 0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        exitLogged(target, logger, 1);
      },
    );
  };

  const crash = (error: unknown): void => {
    logger.fatal({ err: error }, 'an exception that nobody caught');
    exitLogged(target, logger, 1);
  };

  target.on('SIGTERM', stop);
  target.on('SIGINT', stop);
  target.on('uncaughtException', crash);
  target.on('unhandledRejection', crash);

  try {
    await options.start();
    logger.info({}, 'started');
  } catch (error) {
    if (stopping) return;
    reportFailedStart(logger, error);
    exitLogged(target, logger, 1);
  }
}

/** Turns an exception that `stop` throws before its first await into a rejection. */
async function stopSafely({ stop }: RunOptions, deadline: AbortSignal): Promise<void> {
  await stop(deadline);
}

/** An operator's mistake is told in words on standard error; it holds no data (see config). */
function reportFailedStart(logger: Logger, error: unknown): void {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  logger.fatal({ err: error }, 'the start failed');
}

/** The last words of a process are what its end is understood by: on a machine that stands still for a moment they take a while. */
const LAST_WORDS_MS = 3_000;

/** Gives the log a moment to reach its sink, and ends the process even if the sink is stuck. */
function exitLogged(target: NonNullable<RunOptions['process']>, logger: Logger, code: number): void {
  const timer = systemClock.setTimer(LAST_WORDS_MS, () => target.exit(code));
  logger.flush(() => {
    timer.cancel();
    target.exit(code);
  });
}
