/** The words that the checks of definitions share: names, plain objects, and the list of mistakes. */

/** Steps, branches and labels. */
export const NAME = /^[a-z][a-z0-9_]{0,63}$/;
/** `package.Message`. */
export const MESSAGE_NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
/** `package.Service/Method`. */
export const METHOD_NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\/[A-Za-z_]\w*$/;

export type PlainObject = { readonly [key: string]: unknown };

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys that would change an object's prototype or pose as part of it. */
export function isReservedName(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype';
}

/** All mistakes, each with its place. */
export class Mistakes {
  readonly found: string[] = [];

  add(place: string, text: string): void {
    this.found.push(`${place}: ${text}`);
  }

  unknownKeys(place: string, prefix: string, object: PlainObject, known: readonly string[]): void {
    for (const key of Object.keys(object)) {
      if (!known.includes(key)) this.add(place, `${prefix}${key}: is no setting of a definition`);
    }
  }
}
