/** Stands in for a participant at its address and asks every call to come again later: the only way to make sagas wait at will. */
import * as grpc from '@grpc/grpc-js';
import { serviceDefinition } from '#libs/contracts';
import { encodeStatus, STATUS_DETAILS_KEY } from '#libs/platform';

/** Serves at the port until the function that it returns is called. @param waitMs what the call of this moment is told */
export async function serveBusy(service: string, port: number, waitMs: () => number): Promise<() => void> {
  const definition = serviceDefinition(service);
  const refuse: grpc.UntypedHandleCall = (_: unknown, callback: grpc.sendUnaryData<unknown>) => {
    const code = grpc.status.ABORTED;
    const message = 'busy: come again';
    const metadata = new grpc.Metadata();
    metadata.set(
      STATUS_DETAILS_KEY,
      encodeStatus({ code, message, reason: 'CALL_IN_FLIGHT', domain: 'suoke.life', retryDelayMs: waitMs() }),
    );
    callback({ code, details: message, metadata });
  };
  const server = new grpc.Server();
  server.addService(definition, Object.fromEntries(Object.keys(definition).map((name) => [name, refuse])));
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    );
  });
  return () => server.forceShutdown();
}
