/**
 * Type check of definitions against the contracts: what is found here at boot is not found by a saga in the night. The
 * structure is checked by the core (`checkDefinition`); here every method, field and reference is looked up in the protos.
 */
import { createHash } from 'node:crypto';
import {
  ANY_JSON,
  fieldAt,
  messageCodec,
  messageOf,
  methodOf,
  misfit,
  shapeOfMessage,
  validateValue,
  type MessageShape,
  type MethodShape,
  type Shape,
} from '#libs/contracts';
import {
  canonicalJson,
  checkDefinition,
  isReference,
  referencesOf,
  SINGLE_BRANCH,
  type CallSpec,
  type Json,
  type SagaDefinition,
  type StepSpec,
  type Template,
} from '#libs/saga-core';

/** Finds the shape of what a reference names; null where the core's check has already said what is wrong with it. */
type ReferenceShapes = (ref: string) => { readonly shape: Shape | null; readonly message: string } | null;

/** Collects mistakes below one place: `type / step / branch: action.request.field: …`. */
class Findings {
  constructor(
    readonly found: string[],
    private readonly place: string,
  ) {}

  add(at: string, text: string): void {
    this.found.push(`${this.place}: ${at}: ${text}`);
  }

  within(name: string): Findings {
    return new Findings(this.found, `${this.place} / ${name}`);
  }
}

/** The response message of each branch that can be referred to, by the first segments of the reference. */
function repliesOf(definition: SagaDefinition): ReadonlyMap<string, string> {
  const replies = new Map<string, string>();
  for (const step of definition.steps) {
    for (const branch of step.branches) {
      const name = step.branches.length > 1 ? `${step.name}.${branch.name}` : step.name;
      const method = methodOf(branch.action.method);
      if (method !== null) replies.set(name, method.responseType);
    }
  }
  return replies;
}

function referenceShapes(definition: SagaDefinition): ReferenceShapes {
  const replies = repliesOf(definition);
  const several = new Set(
    definition.steps.filter(({ branches }) => branches.length > 1).map(({ name }) => name),
  );
  return (ref) => {
    const path = ref.split('.');
    const [head = ''] = path;
    const used = several.has(head) ? 2 : 1;
    const message = head === 'input' ? definition.input : replies.get(path.slice(0, used).join('.'));
    if (message === undefined || messageOf(message) === null) return null;
    return { shape: fieldAt(message, path.slice(used)), message };
  };
}

/** What an item of a list, or a member of a map, Struct or Value has to be; null where the target holds none. */
function memberShape(target: Shape, container: 'list' | 'object'): Shape | null {
  const { type, cardinality } = target;
  if (cardinality !== 'one') {
    const fits = cardinality === (container === 'list' ? 'list' : 'map');
    return fits ? { type, cardinality: 'one' } : null;
  }
  if (type.kind !== 'message') return null;
  const open =
    container === 'list'
      ? ['google.protobuf.ListValue', 'google.protobuf.Value']
      : ['google.protobuf.Struct', 'google.protobuf.Value'];
  return open.includes(type.name) ? ANY_JSON : null;
}

/** Messages that plain JSON writes as a text, such as Timestamp, have fields, but no path leads to them. */
function isWrittenAsText(message: MessageShape): boolean {
  const [first] = message.fields.keys();
  return first !== undefined && fieldAt(message.name, [first]) === null;
}

class TemplateTypes {
  constructor(
    private readonly findings: Findings,
    private readonly shapes: ReferenceShapes,
  ) {}

  check(at: string, template: Template, target: Shape): void {
    if (isReference(template)) return this.checkReference(at, template.$ref, target);
    if (referencesOf(template).length === 0) return this.checkLiteral(at, template, target);
    if (Array.isArray(template)) return this.checkList(at, template as readonly Template[], target);
    return this.checkObject(at, template as { readonly [key: string]: Template }, target);
  }

  private checkLiteral(at: string, template: Template, target: Shape): void {
    for (const { path, description } of validateValue(target, template, at)) {
      this.findings.add(path, description);
    }
  }

  private checkReference(at: string, ref: string, target: Shape): void {
    const source = this.shapes(ref);
    if (source === null) return;
    const quoted = JSON.stringify(ref);
    if (source.shape === null) {
      return this.findings.add(at, `ref ${quoted} leads nowhere in ${source.message}`);
    }
    const wrong = misfit(target, source.shape);
    if (wrong !== null) this.findings.add(at, `${wrong} (ref ${quoted})`);
  }

  private checkList(at: string, items: readonly Template[], target: Shape): void {
    const item = memberShape(target, 'list');
    if (item === null) return this.findings.add(at, 'must not be a list');
    for (const [index, template] of items.entries()) this.check(`${at}[${index}]`, template, item);
  }

  private checkObject(at: string, object: { readonly [key: string]: Template }, target: Shape): void {
    const member = memberShape(target, 'object');
    if (member !== null) {
      for (const [key, template] of Object.entries(object)) this.check(`${at}.${key}`, template, member);
      return;
    }
    const { type, cardinality } = target;
    const message = cardinality === 'one' && type.kind === 'message' ? messageOf(type.name) : null;
    if (message === null || isWrittenAsText(message)) {
      return this.findings.add(at, 'must not be an object');
    }
    const oneofs = new Map<string, string>();
    for (const [key, template] of Object.entries(object)) {
      const field = message.fields.get(key);
      if (field === undefined) {
        this.findings.add(`${at}.${key}`, `is no field of ${message.name}`);
        continue;
      }
      this.check(`${at}.${key}`, template, field);
      if (field.oneof === null) continue;
      const other = oneofs.get(field.oneof);
      if (other !== undefined) this.findings.add(`${at}.${key}`, `excludes ${other}`);
      oneofs.set(field.oneof, key);
    }
  }
}

/** A message that has plain JSON: without it no call could be made and no reply be kept. */
function checkCodec(findings: Findings, at: string, message: string): void {
  try {
    messageCodec(message);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.add(at, error.message);
  }
}

function unaryMethod(findings: Findings, role: string, call: CallSpec): MethodShape | null {
  const method = methodOf(call.method);
  if (method === null) {
    findings.add(`${role}.method`, `${call.method} does not exist`);
    return null;
  }
  if (method.requestStream || method.responseStream) {
    findings.add(`${role}.method`, `${call.method} streams; a saga makes unary calls only`);
  }
  checkCodec(findings, `${role}.method`, method.requestType);
  checkCodec(findings, `${role}.method`, method.responseType);
  return method;
}

function checkCall(findings: Findings, role: string, call: CallSpec, shapes: ReferenceShapes): void {
  const method = unaryMethod(findings, role, call);
  if (method === null) return;
  const types = new TemplateTypes(findings, shapes);
  types.check(`${role}.request`, call.request, shapeOfMessage(method.requestType));
}

function checkStep(findings: Findings, step: StepSpec, shapes: ReferenceShapes): void {
  for (const branch of step.branches) {
    const here = findings.within(branch.name ?? SINGLE_BRANCH);
    checkCall(here, 'action', branch.action, shapes);
    const { compensation } = branch;
    if (compensation !== undefined && compensation !== 'none') {
      checkCall(here, 'compensation', compensation, shapes);
    }
  }
}

/**
 * Every mistake of a definition: those of its structure, or, where that is sound, those of its types against the protos.
 * Each names definition, step, branch and field. Empty when it can be run here.
 */
export function checkAgainstContracts(definition: SagaDefinition): string[] {
  const structural = checkDefinition(definition);
  if (structural.length > 0) return structural;
  const findings = new Findings([], definition.type);
  if (messageOf(definition.input) === null) findings.add('input', `${definition.input} does not exist`);
  else checkCodec(findings, 'input', definition.input);
  const shapes = referenceShapes(definition);
  for (const step of definition.steps) checkStep(findings.within(step.name), step, shapes);
  if (definition.output !== undefined) {
    new TemplateTypes(findings, shapes).check('output', definition.output, ANY_JSON);
  }
  return findings.found;
}

/** The name of a snapshot: SHA-256, in hex, of its canonical JSON. Members that are undefined do not count. */
export function definitionHash(definition: SagaDefinition): string {
  const plain = JSON.parse(JSON.stringify(definition)) as Json;
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}
