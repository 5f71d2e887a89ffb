/**
 * Request templates: literals, and references to the input or to an earlier reply. A template is data; it is compiled
 * once per definition and then rendered without looking at its shape again.
 *
 * 1. Rendering is a function of the scope alone: one key, one request.
 * 2. A reference that finds nothing leaves its field unset; it never renders as null or as a text.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A reference to `input.<path>`, `<step>.<path>`, or `<step>.<branch>.<path>` where a step has several branches. */
export interface Reference {
  readonly $ref: string;
}

export type Template =
  null | boolean | number | string | Reference | readonly Template[] | { readonly [key: string]: Template };

/** Finds what the first segments of a path name; returns undefined for what is not known (yet). */
export type Scope = (path: readonly string[]) => Json | undefined;

export type RenderTemplate = (scope: Scope) => Json | undefined;

/** A reference for use in definitions: `ref('input.user_id')`. */
export function ref(path: string): Reference {
  return { $ref: path };
}

export function isReference(template: unknown): template is Reference {
  return (
    typeof template === 'object' &&
    template !== null &&
    typeof (template as Reference).$ref === 'string' &&
    Object.keys(template).length === 1
  );
}

/** Every reference of a template with the path of the field that it fills, for the checks at boot. */
export function referencesOf(
  template: Template,
  at: readonly string[] = [],
): { at: string[]; ref: string }[] {
  if (isReference(template)) return [{ at: [...at], ref: template.$ref }];
  if (Array.isArray(template)) {
    return template.flatMap((item: Template, index) => referencesOf(item, [...at, String(index)]));
  }
  if (typeof template === 'object' && template !== null) {
    return Object.entries(template).flatMap(([key, value]) => referencesOf(value as Template, [...at, key]));
  }
  return [];
}

function compileObject(template: { readonly [key: string]: Template }): RenderTemplate {
  const fields = Object.entries(template).map(([key, value]) => [key, compileTemplate(value)] as const);
  return (scope) => {
    const rendered: Record<string, Json> = {};
    for (const [key, render] of fields) {
      const value = render(scope);
      if (value !== undefined) rendered[key] = value;
    }
    return rendered;
  };
}

/** Compiles a template to a function; literals are shared, never copied, so nobody may change what is rendered. */
export function compileTemplate(template: Template): RenderTemplate {
  if (isReference(template)) {
    const path = template.$ref.split('.');
    return (scope) => scope(path);
  }
  if (Array.isArray(template)) {
    const items = template.map((item: Template) => compileTemplate(item));
    return (scope) => items.map((render) => render(scope)).filter((item): item is Json => item !== undefined);
  }
  if (typeof template === 'object' && template !== null) {
    return compileObject(template as { readonly [key: string]: Template });
  }
  return () => template as Json;
}

/** Walks into a value along a path of own properties (or list positions); undefined where it leads nowhere. */
export function valueAt(value: Json | undefined, path: readonly string[], from = 0): Json | undefined {
  let current: Json | undefined = value;
  for (let i = from; i < path.length; i += 1) {
    if (typeof current !== 'object' || current === null) return undefined;
    const key = path[i] as string;
    if (!Object.hasOwn(current, key)) return undefined;
    current = (current as { readonly [key: string]: Json })[key];
  }
  return current;
}
