/**
 * Completion for shells, made from the command table. Pure. Nothing of it asks the service: names of commands, options and the
 * values that an option may have are all there is.
 */
import type { Command } from './command.js';
import { GLOBAL_OPTIONS, type Options } from './options.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const firstWords = (commands: readonly Command[]): string[] => [
  ...new Set(commands.map(({ path }) => path[0] ?? '')),
];

const secondWords = (commands: readonly Command[], first: string): string[] =>
  commands.filter(({ path }) => path[0] === first && path.length > 1).map(({ path }) => path[1] ?? '');

const optionsOf = (command: Command): Options => ({ ...command.options, ...GLOBAL_OPTIONS });

function optionWords(command: Command): string[] {
  return Object.entries(optionsOf(command)).flatMap(([name, { short }]) =>
    short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`],
  );
}

/** Options with a closed list of values: the same name has the same values in every command, or none is offered. */
function choicesByOption(commands: readonly Command[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const differing = new Set<string>();
  for (const [name, { choices, short }] of commands.flatMap((command) =>
    Object.entries(optionsOf(command)),
  )) {
    if (choices === undefined) continue;
    for (const word of short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`]) {
      const before = found.get(word);
      if (before !== undefined && before.join(' ') !== choices.join(' ')) differing.add(word);
      found.set(word, choices);
    }
  }
  for (const word of differing) found.delete(word);
  return found;
}

/** What may follow the words of a command: options, and the values of its argument where they are known. */
function wordsAfter(command: Command): string {
  const values = command.arguments.flatMap(({ choices }) => choices ?? []);
  return [...values, ...optionWords(command)].join(' ');
}

/** Lines `pattern) words ;;` of a shell's case. */
function caseLines(commands: readonly Command[], quoted: (words: string) => string): string[] {
  const groups = firstWords(commands)
    .map((first) => [first, secondWords(commands, first)] as const)
    .filter(([, words]) => words.length > 0)
    .map(([first, words]) => `    '${first}') ${quoted(words.join(' '))} ;;`);
  const whole = commands.map(
    (command) => `    '${command.path.join(' ')}') ${quoted(wordsAfter(command))} ;;`,
  );
  return [...whole, ...groups];
}

function bash(commands: readonly Command[]): string {
  const choices = [...choicesByOption(commands)].map(
    ([word, values]) =>
      `    ${word}) COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$current")); return ;;`,
  );
  const files = ['--token-file', '--ca', '--cert', '--key', '--ids-file', '--request', '--reply'];
  return [
    '# bash completion for sagactl: eval "$(sagactl completion bash)"',
    '_sagactl() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}',
    "  local first=${COMP_WORDS[1]} second=${COMP_WORDS[2]} words=''",
    '  COMPREPLY=()',
    '  case "$previous" in',
    ...choices,
    `    ${files.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;`,
    '  esac',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W '${firstWords(commands).join(' ')}' -- "$current"))`,
    '    return',
    '  fi',
    '  if [ "$COMP_CWORD" -eq 2 ]; then second=""; fi',
    '  _sagactl_words "$first $second" || _sagactl_words "$first"',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    '_sagactl_words() {',
    '  case "${1% }" in',
    ...caseLines(commands, (words) => `words='${words}'`),
    '    *) return 1 ;;',
    '  esac',
    '}',
    'complete -F _sagactl sagactl',
  ].join('\n');
}

/** zsh runs the completion of bash; its own way would say nothing more. */
function zsh(commands: readonly Command[]): string {
  return [
    '# zsh completion for sagactl: eval "$(sagactl completion zsh)"',
    'autoload -U +X bashcompinit && bashcompinit',
    bash(commands).split('\n').slice(1).join('\n'),
  ].join('\n');
}

function fish(commands: readonly Command[]): string {
  const firsts = firstWords(commands).join(' ');
  const lines = commands.flatMap((command) => {
    const [first = '', second] = command.path;
    const seen =
      second === undefined
        ? `__fish_seen_subcommand_from ${first}`
        : `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`;
    const options = Object.entries(optionsOf(command)).map(([name, { short, kind, choices }]) => {
      const letter = short === undefined ? '' : ` -s ${short}`;
      const value = kind === 'flag' ? '' : choices === undefined ? ' -r' : ` -x -a '${choices.join(' ')}'`;
      return `complete -c sagactl -n '${seen}' -l ${name}${letter}${value}`;
    });
    const values = command.arguments.flatMap(({ choices }) => choices ?? []);
    const offered =
      values.length === 0 ? [] : [`complete -c sagactl -n '${seen}' -f -a '${values.join(' ')}'`];
    return [...offered, ...options];
  });
  const groups = firstWords(commands)
    .map((first) => [first, secondWords(commands, first)] as const)
    .filter(([, words]) => words.length > 0)
    .map(
      ([first, words]) =>
        `complete -c sagactl -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${words.join(' ')}' -f -a '${words.join(' ')}'`,
    );
  return [
    '# fish completion for sagactl: sagactl completion fish | source',
    `complete -c sagactl -n '__fish_use_subcommand' -f -a '${firsts}'`,
    ...groups,
    ...lines,
  ].join('\n');
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = { bash, zsh, fish };

/** The script to be evaluated by the shell. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return SCRIPTS[shell](commands);
}
