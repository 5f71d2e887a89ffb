/** Messages for programs: JSON, one JSON object a line, YAML. Names are those of the proto files and never change. */
import { Document, isScalar, Scalar, visit } from 'yaml';
import type { JsonObject } from '#libs/contracts';
import { harmlessJson, hidesSomething } from './escape.js';

export const FORMATS = ['table', 'json', 'jsonl', 'yaml'] as const;
export type Format = (typeof FORMATS)[number];

/** JSON on several lines. */
export function jsonText(document: JsonObject): string {
  return harmlessJson(JSON.stringify(document, null, 2));
}

/** JSON on one line. */
export function jsonLine(document: JsonObject): string {
  return harmlessJson(JSON.stringify(document));
}

/** One YAML document, without its `---`. What a terminal would obey stands escaped between double quotes. */
export function yamlText(document: JsonObject): string {
  const made = new Document(document, { aliasDuplicateObjects: false });
  visit(made, {
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && hidesSomething(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  // Only double-quoted scalars hold such characters now, and there YAML knows the escapes of JSON.
  return harmlessJson(made.toString({ lineWidth: 0 })).trimEnd();
}
