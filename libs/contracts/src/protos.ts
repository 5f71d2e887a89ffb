/**
 * Loads proto/ once per process, as what protobufjs knows of it. What `@grpc/grpc-js` and Nest take is made in
 * package-definition.ts.
 *
 * 1. Every proto file is loaded, by one set of options, the same from dist, from source and under Jest.
 * 2. Nothing here is ever changed after it was loaded.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

/**
 * A JSON value that is 64 levels deep is a google.protobuf.Struct of 128 levels of messages, inside of a few more. The
 * limit of protobufjs against stack overflow is 100.
 */
const PROTOBUF_RECURSION_LIMIT = 160;

interface RecursionLimited {
  recursionLimit: number;
}

let root: protobuf.Root | null = null;

/** Absolute path of proto/ with a slash at its end: the one include folder of every proto file. */
export function protoFolder(): string {
  const known = 'suoke/saga/v1/saga.proto';
  const path = fileURLToPath(import.meta.resolve(`#proto/${known}`));
  return path.slice(0, path.length - known.length);
}

/** The files of proto/, by their path in it, and the standard health service, by its own. */
export function protoFiles(folder: string): string[] {
  return [...filesIn(folder), healthProto()];
}

/** Where grpc-health-check keeps it. Its own index says so too, and loads its protos anew for whoever asks. */
function healthProto(): string {
  return fileURLToPath(import.meta.resolve('grpc-health-check/proto/health/v1/health.proto'));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.proto'))
    .sort();
}

/** proto-loader and this library share one protobufjs; both halves have a limit of their own. */
export function raiseRecursionLimit(): void {
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
