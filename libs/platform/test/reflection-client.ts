/**
 * A client of the reflection service that is as strict as grpcurl, where protobufjs alone would forgive: it asks for each
 * import by its name, and takes a type only by its full name, and a map only with the entry that the language prescribes.
 */
import { fileURLToPath } from 'node:url';
import { credentials, makeClientConstructor, type Client, type ClientDuplexStream } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import descriptor, {
  type IDescriptorProto,
  type IFileDescriptorProto,
} from 'protobufjs/ext/descriptor/index.js';

interface Answer {
  list_services_response?: { service: { name: string }[] };
  file_descriptor_response?: { file_descriptor_proto: Buffer[] };
  error_response?: { error_message: string };
}

interface ReflectionCalls {
  ServerReflectionInfo(): ClientDuplexStream<object, Answer>;
}

/** The extension adds it to the class, its types do not. */
const rootOf = protobuf.Root as unknown as {
  fromDescriptor(set: { file: IFileDescriptorProto[] }): protobuf.Root;
};

const SERVICE = 'grpc.reflection.v1.ServerReflection';
const proto = fileURLToPath(
  new URL('../proto/grpc/reflection/v1/reflection.proto', import.meta.resolve('@grpc/reflection')),
);

export class ReflectionClient {
  private readonly client: Client;

  constructor(url: string) {
    const definition = loadSync(proto, { keepCase: true })[SERVICE];
    const Constructor = makeClientConstructor(definition as never, SERVICE);
    this.client = new Constructor(url, credentials.createInsecure());
  }

  close(): void {
    this.client.close();
  }

  /** Full names of the services, sorted. */
  async services(): Promise<string[]> {
    const { list_services_response: list } = await this.ask({ list_services: '' });
    return (list?.service ?? []).map(({ name }) => name).sort();
  }

  /** The file that declares a symbol, and every file that it imports, directly or not. Throws for what grpcurl refuses. */
  async filesOf(symbol: string): Promise<IFileDescriptorProto[]> {
    const files = new Map<string, IFileDescriptorProto>();
    const waiting = await this.files({ file_containing_symbol: symbol });
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      if (files.has(file.name ?? '')) continue;
      files.set(file.name ?? '', file);
      for (const imported of file.dependency ?? [])
        if (!files.has(imported)) waiting.push(...(await this.files({ file_by_filename: imported })));
    }
    const all = [...files.values()];
    assertStrict(all);
    return all;
  }

  /** The types of the file that declares a symbol, ready to decode. */
  async typesOf(symbol: string): Promise<protobuf.Root> {
    const root = rootOf.fromDescriptor({ file: await this.filesOf(symbol) });
    root.resolveAll();
    return root;
  }

  private async files(request: object): Promise<IFileDescriptorProto[]> {
    const { file_descriptor_response: found } = await this.ask(request);
    return (found?.file_descriptor_proto ?? []).map((bytes) =>
      descriptor.FileDescriptorProto.toObject(descriptor.FileDescriptorProto.decode(bytes)),
    );
  }

  private async ask(request: object): Promise<Answer> {
    const { ServerReflectionInfo: open } = this.client as unknown as ReflectionCalls;
    const stream = open.call(this.client);
    stream.end(request);
    const [answer = {}] = (await stream.toArray()) as Answer[];
    if (answer.error_response)
      throw new Error(`${JSON.stringify(request)}: ${answer.error_response.error_message}`);
    return answer;
  }
}

interface Declared extends IDescriptorProto {
  fullName: string;
}

function declaredIn(file: IFileDescriptorProto): Declared[] {
  const walk = (scope: string, messages: readonly IDescriptorProto[] = []): Declared[] =>
    messages.flatMap((message) => {
      const fullName = `${scope}.${message.name}`;
      return [{ ...message, fullName }, ...walk(fullName, message.nestedType)];
    });
  return walk(file.package ? `.${file.package}` : '', file.messageType);
}

function assertStrict(files: readonly IFileDescriptorProto[]): void {
  const messages = files.flatMap(declaredIn);
  const types = new Map(messages.map((message) => [message.fullName, message]));
  const enums = new Set([
    ...messages.flatMap(({ fullName, enumType = [] }) => enumType.map(({ name }) => `${fullName}.${name}`)),
    ...files.flatMap((file) => (file.enumType ?? []).map(({ name }) => `.${file.package}.${name}`)),
  ]);
  for (const { fullName, field = [] } of messages) {
    for (const { name = '', typeName } of field) {
      if (!typeName) continue;
      if (!types.has(typeName) && !enums.has(typeName))
        throw new Error(`${fullName}.${name} is of a type that nobody declares: ${typeName}`);
      if (types.get(typeName)?.options?.mapEntry && typeName !== `${fullName}.${entryName(name)}`)
        throw new Error(`${fullName}.${name} is a map of an entry by another name: ${typeName}`);
    }
  }
  for (const { inputType = '', outputType = '' } of files.flatMap((file) =>
    (file.service ?? []).flatMap(({ method = [] }) => method),
  ))
    for (const type of [inputType, outputType])
      if (!types.has(type)) throw new Error(`a method takes or gives what nobody declares: ${type}`);
}

/** `field_violations` → `FieldViolationsEntry`. */
function entryName(field: string): string {
  return `${field.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Entry`;
}
