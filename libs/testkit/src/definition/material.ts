/**
 * Input and replies made of what a definition says, so that a new definition needs no fixture: every field of the message
 * where the contracts know it, and besides whatever the templates refer to. Each text says where it belongs, so that two
 * replies are never alike.
 */
import { fieldAt, messageOf, methodOf, validateMessage } from '#libs/contracts';
import {
  referencesOf,
  SINGLE_BRANCH,
  valueAt,
  type Json,
  type SagaDefinition,
  type Scope,
  type Template,
} from '#libs/saga-core';
import { sampleMessage, sampleOf } from './sample-message.js';

export interface Material {
  readonly input: Json;
  /** By `step/branch`. */
  readonly replies: ReadonlyMap<string, Json>;
  /** What templates find once every reply is there. */
  readonly scope: Scope;
}

const ownPlace = (place: string): string => place;

/** Makes the input and the reply of every branch. */
export function materialOf(definition: SagaDefinition): Material {
  const several = new Set(
    definition.steps.filter(({ branches }) => branches.length > 1).map(({ name }) => name),
  );
  const input = jsonOf(definition, definition.input, ['input']);
  const replies = new Map<string, Json>();
  for (const step of definition.steps) {
    for (const { name = SINGLE_BRANCH, action } of step.branches) {
      const head = several.has(step.name) ? [step.name, name] : [step.name];
      const message = methodOf(action.method)?.responseType ?? null;
      replies.set(`${step.name}/${name}`, jsonOf(definition, message, head));
    }
  }
  const scope: Scope = (path) => {
    const [step = '', branch = ''] = path;
    if (step === 'input') return valueAt(input, path, 1);
    if (several.has(step)) return valueAt(replies.get(`${step}/${branch}`), path, 2);
    // The only branch of a step may have a name of its own, and no reference says it.
    const [, reply] = [...replies].find(([place]) => place.startsWith(`${step}/`)) ?? [];
    return valueAt(reply, path, 1);
  };
  return { input, replies, scope };
}

/** Where the material is not what the definition needs: references that find nothing, messages that do not fit. */
export function gapsOf(definition: SagaDefinition, { input, replies, scope }: Material): string[] {
  const refs = templatesOf(definition).flatMap((template) => referencesOf(template).map(({ ref }) => ref));
  const answers = definition.steps.flatMap((step) =>
    step.branches.map(({ name = SINGLE_BRANCH, action }) => {
      const message = methodOf(action.method)?.responseType;
      return { place: `${step.name}/${name}`, message, json: replies.get(`${step.name}/${name}`) };
    }),
  );
  return [
    ...refs.filter((ref) => scope(ref.split('.')) === undefined).map((ref) => `${ref} finds nothing`),
    ...[{ place: 'input', message: definition.input, json: input }, ...answers].flatMap((one) =>
      one.message === undefined || messageOf(one.message) === null
        ? []
        : validateMessage(one.message, one.json).map(
            ({ path, description }) => `${one.place}: ${path} ${description}`,
          ),
    ),
  ];
}

/** A message of the contracts, and in it whatever the definition refers to by this head; that alone where it is unknown. */
function jsonOf(definition: SagaDefinition, message: string | null, head: readonly string[]): Json {
  const label = head.join('.');
  const known = message === null ? undefined : sampleMessage(message, label, ownPlace);
  let json: Json = known ?? {};
  for (const path of pathsBelow(definition, head)) {
    if (valueAt(json, path) !== undefined) continue;
    const shape = message === null ? null : fieldAt(message, path);
    const leaf = [label, ...path].join('.');
    json = withValue(json, path, (shape === null ? undefined : sampleOf(shape, leaf, ownPlace)) ?? leaf);
  }
  return json;
}

/** Paths of all references that begin with this head, without it; the longest first, so that none cuts another off. */
function pathsBelow(definition: SagaDefinition, head: readonly string[]): string[][] {
  return templatesOf(definition)
    .flatMap((template) => referencesOf(template))
    .map(({ ref }) => ref.split('.'))
    .filter((path) => head.every((name, index) => path[index] === name))
    .map((path) => path.slice(head.length))
    .sort((left, right) => right.length - left.length);
}

function templatesOf({ steps, output }: SagaDefinition): Template[] {
  const calls = steps.flatMap(({ branches }) =>
    branches.flatMap(({ action, compensation = 'none' }) =>
      compensation === 'none' ? [action.request] : [action.request, compensation.request],
    ),
  );
  return output === undefined ? calls : [...calls, output];
}

function withValue(value: Json | undefined, path: readonly string[], leaf: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  if (Array.isArray(value)) {
    const items = [...(value as readonly Json[])];
    items[Number(key)] = withValue(items[Number(key)], rest, leaf);
    return items;
  }
  const object =
    typeof value === 'object' && value !== null ? (value as { readonly [key: string]: Json }) : {};
  return { ...object, [key]: withValue(object[key], rest, leaf) };
}
