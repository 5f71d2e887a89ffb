/** Where the processes of the benchmark listen, and how they learn of each other. */
import { ServerCredentials, type Server } from '@grpc/grpc-js';

/** Environment variable: one port for each of `BENCH_SERVICES`, between commas. */
export const PORTS = 'BENCH_PORTS';

export function portsIn(text = ''): number[] {
  return text.split(',').map(Number);
}

/** Resolves when the server takes calls, in plain text. @param address `host:port` */
export function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}
