/** A call that failed, for those who tell of it: it is known before any client is loaded. */
import type { StatusDetails } from '#libs/platform/status-details';

/** Its status by name, and the reason that the server gave. */
export class CallFailed extends Error {
  constructor(
    readonly method: string,
    readonly status: string,
    readonly reason: string | null,
    /** What the server said, without the method and the status. */
    readonly text: string,
    /** Everything else that it said; null when it said nothing but the status. */
    readonly details: StatusDetails | null = null,
  ) {
    super(`${method}: ${status}${reason === null ? '' : ` (${reason})`}: ${text}`);
    this.name = 'CallFailed';
  }
}
