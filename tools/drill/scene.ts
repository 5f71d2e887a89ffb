/** One incident: how it comes about, what happens meanwhile, and how everything has to end. */
import type { Site } from './site.js';

/** How a saga has to end. */
export interface Ending {
  readonly status: 'COMPLETED' | 'COMPENSATED';
  /** What the participants keep otherwise than that says, in the words of the reconciliation; because an operator decided so. */
  readonly stays?: readonly string[];
}

/** An incident that is there. */
export interface Play {
  /** What the page calls `<saga>` and the like. */
  readonly names: Readonly<Record<string, string>>;
  /** What else happens, under the words in which the page tells it. */
  readonly happenings?: Readonly<Record<string, () => Promise<void>>>;
  /** Variables of the operators' machine. */
  readonly env?: Readonly<Record<string, string>>;
  /** By id of the saga. */
  readonly endings: ReadonlyMap<string, Ending>;
  /** What else has to hold in the end; returns what does not. */
  readonly further?: () => Promise<readonly string[]>;
  /** Mends what is still broken, however the page went. */
  readonly mend?: () => Promise<void>;
}

export interface Scene {
  /** Name of its page. */
  readonly page: string;
  /** The operator's commands are processes of their own, with nobody at a terminal. */
  readonly asProcess?: boolean;
  begin(site: Site): Promise<Play>;
}

export const endAs = (status: Ending['status'], ...sagaIds: readonly string[]): [string, Ending][] =>
  sagaIds.map((id) => [id, { status }]);
