/** What commands take, as data: from it lines are parsed, and help and completion are made. */
import type { PlainKey } from './language/translate.js';

export interface OptionSpec {
  /** A flag has no value; a list may be given several times; a number is a whole one. */
  readonly kind: 'flag' | 'text' | 'list' | 'number';
  readonly text: PlainKey;
  /** What stands for the value in the help: `<file>`. */
  readonly hint?: string;
  /** One letter. */
  readonly short?: string;
  /** The only values that there are. */
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}
export type Options = { readonly [name: string]: OptionSpec };

export interface ArgumentSpec {
  readonly name: string;
  readonly optional?: boolean;
  /** Takes all that follow. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
}

type ValueOf<S extends OptionSpec> = S['kind'] extends 'flag'
  ? boolean
  : S['kind'] extends 'list'
    ? readonly string[]
    : (S['kind'] extends 'number' ? number : string) | undefined;
export type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

type ArgumentOf<S extends ArgumentSpec> = S extends { readonly many: true }
  ? readonly string[]
  : S extends { readonly optional: true }
    ? string | undefined
    : string;
export type Arguments<A extends readonly ArgumentSpec[]> = {
  readonly [S in A[number] as S['name']]: ArgumentOf<S>;
};

/** What every command takes. */
export const GLOBAL_OPTIONS = {
  output: { kind: 'text', short: 'o', choices: ['table', 'json', 'jsonl', 'yaml'], text: 'opt.output' },
  address: { kind: 'text', hint: '<host:port>', text: 'opt.address' },
  profile: { kind: 'text', hint: '<name>', text: 'opt.profile' },
  'token-file': { kind: 'text', hint: '<file>', text: 'opt.token-file' },
  tls: { kind: 'flag', text: 'opt.tls' },
  ca: { kind: 'text', hint: '<file>', text: 'opt.ca' },
  cert: { kind: 'text', hint: '<file>', text: 'opt.cert' },
  key: { kind: 'text', hint: '<file>', text: 'opt.key' },
  insecure: { kind: 'flag', text: 'opt.insecure' },
  timeout: { kind: 'number', hint: '<seconds>', min: 1, max: 600, text: 'opt.timeout' },
  lang: { kind: 'text', choices: ['en', 'zh-CN'], text: 'opt.lang' },
  help: { kind: 'flag', short: 'h', text: 'opt.help' },
} as const satisfies Options;
export type GlobalValues = Values<typeof GLOBAL_OPTIONS>;

/** What every command takes that changes something. */
export const CHANGE_OPTIONS = {
  reason: { kind: 'text', hint: '<text>', text: 'opt.reason' },
  'dry-run': { kind: 'flag', text: 'opt.dry-run' },
  yes: { kind: 'flag', short: 'y', text: 'opt.yes' },
  'request-id': { kind: 'text', hint: '<id>', text: 'opt.request-id' },
} as const satisfies Options;

/** What every command takes that changes something of which a state was looked at. */
export const ETAG_OPTIONS = {
  ...CHANGE_OPTIONS,
  etag: { kind: 'text', hint: '<etag>', text: 'opt.etag' },
} as const satisfies Options;

/** What every command takes that lists. */
export const PAGE_OPTIONS = {
  limit: { kind: 'number', hint: '<n>', min: 1, max: 1_000_000, text: 'opt.limit' },
  all: { kind: 'flag', text: 'opt.all' },
} as const satisfies Options;
