/** The name and id of a job: `<saga>-<epoch>`. It is all that a job says. */

export interface JobTarget {
  readonly sagaId: string;
  readonly epoch: number;
}

const NAME = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})-(0|[1-9]\d{0,9})$/;

export function jobName({ sagaId, epoch }: JobTarget): string {
  return `${sagaId}-${epoch}`;
}

/** Epochs are 32-bit integers in the database, which would refuse a whole batch for a larger one. */
const LARGEST_EPOCH = 2 ** 31 - 1;

/** What the job of this id asks for; null when it is not one of ours: another id, another name, or anything in its data. */
export function readJob(job: {
  readonly id?: string | undefined;
  readonly name: unknown;
  readonly data: unknown;
}): JobTarget | null {
  if (typeof job.id !== 'string' || job.id !== job.name || !isEmpty(job.data)) return null;
  const [, sagaId, epoch] = NAME.exec(job.id) ?? [];
  if (sagaId === undefined || epoch === undefined || Number(epoch) > LARGEST_EPOCH) return null;
  return { sagaId, epoch: Number(epoch) };
}

/** The lane of a saga, the same in every process with as many lanes. The end of an id is random, also of a v7 one. */
export function laneOf(sagaId: string, lanes: number): number {
  const number = Number.parseInt(sagaId.slice(-8), 16);
  return Number.isNaN(number) ? 0 : number % lanes;
}

function isEmpty(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.keys(data).length === 0;
}
