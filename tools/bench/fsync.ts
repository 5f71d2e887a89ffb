import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#libs/platform';
import { median } from '../statistics.js';

const WRITES = 200;
/** A page of the write-ahead log. */
const PAGE = Buffer.alloc(8_192, 1);

/** Median milliseconds of a page that is written and synced, on the disk that holds temporary files, Postgres' among them. */
export function fsyncMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'suoke-fsync-'));
  const file = openSync(join(folder, 'page'), 'w');
  try {
    const took: number[] = [];
    while (took.length < WRITES) {
      const beganMs = systemClock.monotonicMs();
      writeSync(file, PAGE, 0, PAGE.length, (took.length % 64) * PAGE.length);
      fdatasyncSync(file);
      took.push(systemClock.monotonicMs() - beganMs);
    }
    return median(took);
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}
