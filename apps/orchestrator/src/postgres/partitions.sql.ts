import type { Statement } from './statement.js';

export function callEnsurePartitions(monthsAhead: number): Statement {
  return {
    name: 'ensure-partitions',
    text: 'select created, moved, strays from ensure_partitions($1::integer)',
    values: [monthsAhead],
  };
}
