/** What `npm run conformance` was asked for. */
import { readFileSync } from 'node:fs';
import { validateMessage, type JsonObject } from '#libs/contracts';
import { participantsOf, type SagaDefinition } from '#libs/saga-core';
import { DEFINITIONS } from '../../apps/orchestrator/src/sagas/registry.js';
import { readArguments, UsageError } from '../stack/command.js';
import { exampleFile } from '../stack/places.js';

/** Where a participant is reached; without a service it is asked what it serves. */
export interface Target {
  readonly service: string | null;
  /** `host:port` */
  readonly address: string;
}

export interface ConformanceOptions {
  readonly definition: SagaDefinition;
  readonly targets: readonly Target[];
  /** The only step whose branches are checked; null for all. */
  readonly step: string | null;
  readonly input: JsonObject;
  readonly json: boolean;
}

const EXAMPLES = ['common-cold', 'stress-insomnia', 'weak-digestion', 'wind-heat'];

const TARGET = /^(?:([A-Za-z0-9_.]+)=)?((?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9_.-]+):\d{1,5})$/;

/** @returns null when only the usage was asked for @throws UsageError */
export function readOptions(args: readonly string[]): ConformanceOptions | null {
  const given = readArguments(args, {
    target: { type: 'string', multiple: true },
    definition: { type: 'string' },
    step: { type: 'string' },
    input: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  if (given.help === true) return null;
  const definition = definitionNamed(given.definition);
  const { target = [], step = null, json = false } = given;
  if (target.length === 0) throw new UsageError('--target is missing: host:port, or service=host:port');
  if (step !== null && !definition.steps.some(({ name }) => name === step))
    throw new UsageError(`--step must be one of ${definition.steps.map(({ name }) => name).join(', ')}`);
  return {
    definition,
    targets: target.map((text) => targetOf(text, participantsOf(definition))),
    step,
    input: inputOf(definition, given.input),
    json,
  };
}

function definitionNamed(type: string | undefined): SagaDefinition {
  const found = DEFINITIONS.find((definition) => definition.type === type);
  if (found !== undefined) return found;
  throw new UsageError(`--definition must be one of ${DEFINITIONS.map((known) => known.type).join(', ')}`);
}

function targetOf(text: string, services: readonly string[]): Target {
  const [, service = null, address] = TARGET.exec(text) ?? [];
  if (address === undefined)
    throw new UsageError(`--target must be host:port or service=host:port, not ${text}`);
  if (service !== null && !services.includes(service))
    throw new UsageError(`the definition calls no ${service}, but ${services.join(', ')}`);
  return { service, address };
}

/** The input of a file, or the first example that fits the definition. */
function inputOf(definition: SagaDefinition, file: string | undefined): JsonObject {
  if (file !== undefined) {
    const input = readJson(file);
    const mistakes = validateMessage(definition.input, input);
    if (mistakes.length === 0) return input as JsonObject;
    const list = mistakes.map(({ path, description }) => `${path || 'the whole'}: ${description}`);
    throw new UsageError(`${file} is no ${definition.input}: ${list.join('; ')}`);
  }
  for (const name of EXAMPLES) {
    const input = readJson(exampleFile(name));
    if (validateMessage(definition.input, input).length === 0) return input as JsonObject;
  }
  throw new UsageError(`no example is a ${definition.input}: give one with --input`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
