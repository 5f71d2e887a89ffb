/** Who keeps the effects of which calls, and in which table: for the participants that ship, and for the one of `every-kind`. */
import { PARTICIPANTS } from '../stack/stack.js';

interface Keeping {
  /** The service whose actions make the effects, or the one method of it. */
  readonly serves: string;
  readonly table: string;
  /** The column that is set when an effect is taken back. */
  readonly undoneAt: string;
  /** How many effects a row stands for. */
  readonly made: string;
  /** Which rows of the table are meant. */
  readonly rows: string;
}

const shipped = (serves: string, table: string, undoneAt: string): Keeping => ({
  serves,
  table,
  undoneAt,
  made: '1',
  rows: 'true',
});

const everyKind = (keeper: string, method: string): Keeping => ({
  serves: `suoke.testkit.v1.${method}`,
  table: 'every_kind.effect',
  undoneAt: 'undone_at',
  made: 'made',
  rows: `keeper = '${keeper}'`,
});

export const SHIPPED_KEEPERS = {
  consultation: shipped(PARTICIPANTS.consultation, 'consultation.consultation_record', 'deleted_at'),
  'ai-agent': shipped(PARTICIPANTS['ai-agent'], 'ai_agent.analysis', 'cancelled_at'),
  report: shipped(PARTICIPANTS.report, 'report.report', 'withdrawn_at'),
  notification: shipped(PARTICIPANTS.notification, 'notification.notification', 'cancelled_at'),
  'health-record': shipped(
    PARTICIPANTS['health-record'],
    'health_record.health_record_version',
    'reverted_at',
  ),
};

export const KEEPERS = {
  ...SHIPPED_KEEPERS,
  stock: everyKind('stock', 'StockService/Reserve'),
  look: everyKind('look', 'StockService/Look'),
  left: everyKind('left', 'LeftService/Prepare'),
  right: everyKind('right', 'RightService/Prepare'),
  bank: everyKind('bank', 'BankService/Pay'),
  mail: everyKind('mail', 'MailService/Tell'),
};

export type Keeper = keyof typeof KEEPERS;
export type Keepers = { readonly [K in Keeper]?: Keeping };
export const KEEPER_NAMES = Object.keys(KEEPERS) as readonly Keeper[];

/** Who keeps the effect of an action. @throws Error for one that nobody keeps */
export function keeperOf(method: string): Keeper {
  const keeper = KEEPER_NAMES.find((name) => `${method}/`.startsWith(`${KEEPERS[name].serves}/`));
  if (keeper === undefined) throw new Error(`nobody keeps the effects of ${method}`);
  return keeper;
}
