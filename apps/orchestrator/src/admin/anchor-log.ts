/**
 * Notes the end of the audit chain in the log stream, which somebody else keeps: entries that are cut off the end, or a chain
 * that is written anew, show against a head that was noted before (docs/AUDIT.md).
 *
 * L1 A head is noted at the start, a minute after it moved at the latest, and at the stop.
 * L2 What this process saw once must not become less: where it does, it says so at once.
 * L3 That it cannot look keeps nothing from working; the next look tells what was missed.
 */
import { Pulse, type AuditAnchor, type AuditTrail, type Clock, type EngineLog } from '#libs/saga-engine';

const INTERVAL_MS = 60_000;

export class AnchorLog {
  private readonly pulse: Pulse;
  private noted: AuditAnchor | null = null;

  constructor(
    private readonly trail: Pick<AuditTrail, 'head'>,
    clock: Clock,
    private readonly log: EngineLog,
  ) {
    const failed = (error: unknown): void => log.warn('audit_head_unknown', { err: error });
    this.pulse = new Pulse(
      clock,
      () => INTERVAL_MS,
      () => this.note(),
      failed,
    );
  }

  start(): void {
    this.pulse.start();
  }

  /** Resolves when the last head is noted, or could not be had. */
  async stop(): Promise<void> {
    await this.pulse.stop();
    await this.note().catch((error: unknown) => this.log.warn('audit_head_unknown', { err: error }));
  }

  private async note(): Promise<void> {
    const head = await this.trail.head();
    const before = this.noted;
    if ((head?.seq ?? 0) < (before?.seq ?? 0)) {
      this.log.error('audit_head_went_back', { seq: head?.seq ?? 0, expected: before?.seq });
      return;
    }
    if (head === null || (before !== null && before.seq === head.seq && isSame(before, head))) return;
    this.noted = head;
    this.log.info('audit_head', { seq: head.seq, hash: Buffer.from(head.hash).toString('hex') });
  }
}

function isSame(one: AuditAnchor, other: AuditAnchor): boolean {
  return Buffer.from(one.hash).equals(other.hash);
}
