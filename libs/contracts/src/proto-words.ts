/** What proto/ says in words: the comments, for documents that are made of the contracts. Nothing that runs needs them. */
import { readProtos } from './protos.js';

/** Each answers with the text above the thing, its lines joined to paragraphs; empty where nothing stands there. */
export interface ProtoWords {
  /** @param name full name of a message or enum */
  message(name: string): string;
  enum(name: string): string;
  /** @param message full name of the message */
  field(message: string, name: string): string;
  enumValue(name: string, value: string): string;
  /** @param service full name of the service */
  method(service: string, name: string): string;
  service(name: string): string;
}

/** Lines of a comment are broken at the width of the file; an empty one parts paragraphs. */
function paragraphs(comment: string | null | undefined): string {
  return (comment ?? '')
    .split(/\n\s*\n/)
    .map((lines) => lines.split('\n').join(' ').trim())
    .join('\n\n');
}

/** Reads all of proto/ anew. @throws Error for a name that is none of the kind that is asked for */
export function protoWords(): ProtoWords {
  const root = readProtos(true);
  const message = (name: string) => root.lookupType(name);
  const enumOf = (name: string) => root.lookupEnum(name);
  return {
    message: (name) => paragraphs(message(name).comment),
    enum: (name) => paragraphs(enumOf(name).comment),
    field: (name, field) => paragraphs(message(name).fields[field]?.comment),
    enumValue: (name, value) => paragraphs(enumOf(name).comments[value]),
    method: (service, name) => paragraphs(root.lookupService(service).methods[name]?.comment),
    service: (name) => paragraphs(root.lookupService(name).comment),
  };
}
