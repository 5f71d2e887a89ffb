/** Help, made from the command table. Pure. */
import type { Command } from './command.js';
import { EXIT, EXIT_TEXTS, type ExitName } from './exit-codes.js';
import type { PlainKey, Translate } from './language/translate.js';
import { GLOBAL_OPTIONS, type Options, type OptionSpec } from './options.js';
import { blank, line, styled, type Block } from './output/layout.js';
import { padded, widthOf } from './output/width.js';

/** Pages of help that are about no command. */
export const TOPICS = ['exit-codes', 'environment', 'filters'] as const;
export type Topic = (typeof TOPICS)[number];

const GROUPS: readonly (readonly [title: PlainKey, first: readonly string[]])[] = [
  ['help.look', ['ls', 'get', 'explain', 'events', 'watch', 'groups', 'participants', 'definitions']],
  [
    'help.act',
    ['replay', 'rewind', 'compensate', 'skip', 'edit', 'record', 'waive', 'pause', 'resume', 'close'],
  ],
  ['help.many', ['hold', 'release', 'batch', 'op', 'approvals']],
  ['help.check', ['audit', 'limbo', 'doctor']],
  ['help.rest', ['completion', 'version', 'help']],
];

/** Names of all groups, for the test that no command is missing from the overview. */
export const GROUPED: readonly string[] = GROUPS.flatMap(([, names]) => names);

function twoColumns(rows: readonly (readonly [string, string])[]): Block[] {
  const width = Math.max(0, ...rows.map(([left]) => widthOf(left)));
  return rows.map(([left, right]) => line(`  ${padded(left, width)}  ${right}`));
}

function argumentsText({ arguments: all }: Command): string {
  return all
    .map(({ name, optional, many, choices }) => {
      const shown = `<${choices === undefined ? name : choices.join('|')}>${many === true ? '...' : ''}`;
      return optional === true || many === true ? ` [${shown}]` : ` ${shown}`;
    })
    .join('');
}

/** `sagactl rewind <saga> <step> [options]` */
export function usageText(command: Command): string {
  return `sagactl ${command.path.join(' ')}${argumentsText(command)} [options]`;
}

/** The usage line of a command, or of the whole. */
export function usageOf(command: Command | null, t: Translate): string {
  return `${t('help.usage')} ${command === null ? 'sagactl <command> [options]' : usageText(command)}`;
}

function optionName(name: string, { short, kind, hint, choices }: OptionSpec): string {
  const value = kind === 'flag' ? '' : ` ${hint ?? `<${(choices ?? []).join('|')}>`}`;
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value}`;
}

function optionBlocks(options: Options, t: Translate): Block[] {
  return twoColumns(
    Object.entries(options).map(([name, spec]) => [optionName(name, spec), t(spec.text)] as const),
  );
}

/** Everything about one command. */
export function commandHelp(command: Command, t: Translate): Block[] {
  const own = optionBlocks(command.options, t);
  return [
    line(t(command.text)),
    blank,
    line(usageOf(command, t)),
    ...(own.length === 0 ? [] : [blank, line(styled('bold', t('help.options'))), ...own]),
    blank,
    line(styled('bold', t('help.global'))),
    ...optionBlocks(GLOBAL_OPTIONS, t),
  ];
}

/** All commands, a line each. */
export function overview(commands: readonly Command[], t: Translate): Block[] {
  const groups = GROUPS.flatMap(([title, names]) => {
    const rows = names.flatMap((name) =>
      commands
        .filter(({ path }) => path[0] === name)
        .map((one) => [`${one.path.join(' ')}${argumentsText(one)}`, t(one.text)] as const),
    );
    return [blank, line(styled('bold', t(title))), ...twoColumns(rows)];
  });
  const topics = TOPICS.map((topic) => `sagactl help ${topic}`).join(', ');
  return [
    line(t('help.intro')),
    blank,
    line(usageOf(null, t)),
    ...groups,
    blank,
    line(t('help.more', { topics })),
  ];
}

/** Commands that begin with a word: those of a group. */
export function groupHelp(commands: readonly Command[], t: Translate): Block[] {
  return twoColumns(commands.map((one) => [usageText(one), t(one.text)] as const));
}

export function exitCodeRows(t: Translate): (readonly [code: string, text: string])[] {
  return (Object.keys(EXIT) as ExitName[]).map((name) => [String(EXIT[name]), t(EXIT_TEXTS[name])] as const);
}

/** Variables that `sagactl` reads, with what each is for. */
const VARIABLES: readonly (readonly [name: string, text: PlainKey])[] = [
  ['SAGACTL_ADDRESS', 'env.address'],
  ['SAGACTL_TOKEN', 'env.token'],
  ['SAGACTL_PROFILE', 'env.profile'],
  ['SAGACTL_CONFIG', 'env.config'],
  ['DATABASE_URL', 'env.database'],
  ['REDIS_URL', 'env.redis'],
  ['SUOKE_ENCRYPTION_KEYS', 'env.keys'],
  ['LC_ALL, LANG', 'env.lang'],
  ['NO_COLOR', 'env.color'],
];

export const PROFILE_EXAMPLE = [
  'default: dev',
  'profiles:',
  '  dev:',
  '    address: 127.0.0.1:5100',
  '    token_file: ~/.config/sagactl/dev.token',
  '  prod:',
  '    address: saga.example.com:5100',
  '    token_file: ~/.config/sagactl/prod.token',
  '    ca: /etc/ssl/saga-ca.pem',
  '    production: true',
] as const;

export function environmentRows(t: Translate): (readonly [name: string, text: string])[] {
  return VARIABLES.map(([name, text]) => [name, t(text)] as const);
}

const FILTERS = [
  'status = FAILED AND stuck_class = EXHAUSTED',
  'type = "health-consultation" AND error.code = "UNAVAILABLE"',
  'cause = "3vQnWb0fT1q9Kz7LxYp2Ag"',
  'blocked_on = "suoke.report.v1.ReportService"',
  'labels.clinic = "east" AND create_time >= "2026-11-23T00:00:00Z"',
] as const;

export function topicHelp(topic: Topic, t: Translate): Block[] {
  if (topic === 'exit-codes') return twoColumns(exitCodeRows(t));
  if (topic === 'filters')
    return [line(t('help.filters')), ...FILTERS.map((filter) => line(`  --filter '${filter}'`))];
  return [
    ...twoColumns(environmentRows(t)),
    blank,
    line(t('help.profiles')),
    ...PROFILE_EXAMPLE.map((text) => line(`  ${text}`)),
  ];
}
