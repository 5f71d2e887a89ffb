/**
 * The protos as servers and clients of `@grpc/grpc-js` take them. Owns the one set of options by which messages become
 * objects.
 *
 * 1. What a reader cannot tell apart on the wire is not told apart here: a field without presence always has a value, a
 *    message field that is not set is null, an `optional` one is absent.
 * 2. Nothing here is ever changed after it was loaded.
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import { loadSync, type Options, type PackageDefinition } from '@grpc/proto-loader';
import { protoFiles, protoFolder, raiseRecursionLimit } from './protos.js';

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

let packageDefinition: PackageDefinition | null = null;

/**
 * Everything in proto/ and the standard health service, in the form that `@grpc/grpc-js`, its reflection and Nest's
 * `packageDefinition` take. Loaded at the first call, then shared.
 */
export function loadProtos(): PackageDefinition {
  if (packageDefinition !== null) return packageDefinition;
  raiseRecursionLimit();
  const folder = protoFolder();
  packageDefinition = loadSync(protoFiles(folder), {
    ...LOADER_OPTIONS,
    includeDirs: [folder],
  });
  return packageDefinition;
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
