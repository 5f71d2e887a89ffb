/**
 * Loads proto/ once per process. Owns the loaded protos and the one set of options by which messages become objects.
 *
 * 1. Every proto file is loaded, by one set of options, the same from dist, from source and under Jest.
 * 2. What a reader cannot tell apart on the wire is not told apart here: a field without presence always has a value, a
 *    message field that is not set is null, an `optional` one is absent.
 * 3. Nothing here is ever changed after it was loaded.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { loadSync, type Options, type PackageDefinition } from '@grpc/proto-loader';
import { protoPath as healthProto } from 'grpc-health-check';
import protobuf from 'protobufjs';

/**
 * Objects that an application reads and writes: names as in the proto files, 64-bit integers as text (JavaScript has no
 * number for them), enums by name, bytes as Buffer. `defaults` spares every handler the question whether a field of proto3
 * without presence is there; `oneofs` is off because its virtual members would look like fields. `libs/contracts/generate.mjs`
 * makes the types by the same options.
 */
export const LOADER_OPTIONS: Readonly<Options> = {
  keepCase: true,
  longs: String,
  enums: String,
  defaults: true,
  oneofs: false,
};

/**
 * A JSON value that is 64 levels deep is a google.protobuf.Struct of 128 levels of messages, inside of a few more. The
 * limit of protobufjs against stack overflow is 100.
 */
const PROTOBUF_RECURSION_LIMIT = 160;

interface RecursionLimited {
  recursionLimit: number;
}

let root: protobuf.Root | null = null;
let packageDefinition: PackageDefinition | null = null;

/** Absolute path of proto/ with a slash at its end: the one include folder of every proto file. */
export function protoFolder(): string {
  const known = 'suoke/saga/v1/saga.proto';
  const path = fileURLToPath(import.meta.resolve(`#proto/${known}`));
  return path.slice(0, path.length - known.length);
}

function protoFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.proto'))
    .sort();
}

/** proto-loader and this library share one protobufjs; both halves have a limit of their own. */
function raiseRecursionLimit(): void {
  (protobuf.util as unknown as RecursionLimited).recursionLimit = PROTOBUF_RECURSION_LIMIT;
  (protobuf.Reader as unknown as RecursionLimited).recursionLimit = PROTOBUF_RECURSION_LIMIT;
}

/** Reads proto/ and the standard health service anew. @param comments keeps what stands above each thing, as its comment */
export function readProtos(comments: boolean): protobuf.Root {
  const folder = protoFolder();
  const loaded = new protobuf.Root();
  const options = { keepCase: true, alternateCommentMode: comments };
  loaded.resolvePath = (_origin, target) =>
    isAbsolute(target) || target.startsWith('google/protobuf/') ? target : join(folder, target);
  loaded.loadSync(protoFiles(folder), options);
  loaded.loadSync(healthProto, options);
  loaded.resolveAll();
  return loaded;
}

/** The descriptors of everything in proto/, and of the standard health service. For this library only. */
export function protoRoot(): protobuf.Root {
  if (root !== null) return root;
  raiseRecursionLimit();
  root = readProtos(false);
  return root;
}

/**
 * Everything in proto/ and the standard health service, in the form that `@grpc/grpc-js`, its reflection and Nest's
 * `packageDefinition` take. Loaded at the first call, then shared.
 */
export function loadProtos(): PackageDefinition {
  if (packageDefinition !== null) return packageDefinition;
  raiseRecursionLimit();
  const folder = protoFolder();
  packageDefinition = loadSync([...protoFiles(folder), healthProto], {
    ...LOADER_OPTIONS,
    includeDirs: [folder],
  });
  return packageDefinition;
}

/**
 * The compiled file descriptors of everything in proto/, of grpc.health.v1 and google.rpc, which every server speaks besides,
 * and of what they import: one serialized `FileDescriptorProto` each, with full names and imports as strict clients of the
 * reflection service need them.
 */
export function fileDescriptors(): Buffer[] {
  const set = readFileSync(fileURLToPath(import.meta.resolve('#proto/descriptors.binpb')));
  const reader = protobuf.Reader.create(set);
  const files: Buffer[] = [];
  while (reader.pos < reader.len) {
    // A FileDescriptorSet has one field only: repeated FileDescriptorProto file = 1.
    reader.uint32();
    files.push(Buffer.from(reader.bytes()));
  }
  return files;
}

/**
 * The definition of a service for servers and clients of `@grpc/grpc-js`.
 * @param name full name: `suoke.report.v1.ReportService`
 * @throws RangeError for a name that is no service of proto/
 */
export function serviceDefinition(name: string): ServiceDefinition {
  const found = loadProtos()[name];
  if (found === undefined || 'format' in found) throw new RangeError(`${name} is no service of proto/`);
  return found as ServiceDefinition;
}
