import descriptor from 'protobufjs/ext/descriptor/index.js';
import { fileDescriptors } from './protos.js';

interface FileJson {
  name: string;
  dependency?: string[];
  messageType?: { field?: { typeName?: string }[] }[];
  service?: { method?: { inputType: string; outputType: string }[] }[];
}

describe('the descriptors for reflection', () => {
  const files = fileDescriptors().map(
    (bytes) =>
      descriptor.FileDescriptorProto.toObject(descriptor.FileDescriptorProto.decode(bytes)) as FileJson,
  );

  it('hold every file, and with it every file that it imports', () => {
    const names = new Set(files.map(({ name }) => name));
    expect(names).toContain('suoke/saga/v1/saga_service.proto');
    expect(names).toContain('suoke/consultation/flow/v1/consultation_flow.proto');
    expect(names).toContain('grpc/health/v1/health.proto');
    expect(names).toContain('google/rpc/error_details.proto');
    for (const { dependency = [] } of files)
      for (const imported of dependency) expect(names).toContain(imported);
  });

  it('name every type in full, because strict clients look up nothing else', () => {
    const types = files.flatMap(({ messageType = [], service = [] }) => [
      ...messageType.flatMap(({ field = [] }) => field.map(({ typeName = '' }) => typeName)),
      ...service.flatMap(({ method = [] }) =>
        method.flatMap(({ inputType, outputType }) => [inputType, outputType]),
      ),
    ]);
    const named = types.filter((type) => type !== '');
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((type) => !type.startsWith('.'))).toEqual([]);
  });
});
