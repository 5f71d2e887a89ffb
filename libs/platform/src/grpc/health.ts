/**
 * The standard health service of a gRPC server.
 *
 * H1 The empty name stands for the server as a whole; each service of the packages has a name of its own.
 * H2 A server that drains is NOT_SERVING for good, and its Watch streams end: an open stream would hold up the shutdown.
 */
import type { Server, ServerWritableStream, UntypedServiceImplementation } from '@grpc/grpc-js';
import { HealthImplementation, type ServingStatus } from 'grpc-health-check';

type WatchStream = ServerWritableStream<unknown, unknown>;

export class ServerHealth {
  private readonly implementation: HealthImplementation;
  private readonly names: Set<string>;
  private readonly watchers = new Set<WatchStream>();
  private draining = false;
  private serving = true;

  constructor(serviceNames: readonly string[]) {
    this.names = new Set(['', ...serviceNames]);
    this.implementation = new HealthImplementation(
      Object.fromEntries([...this.names].map((name) => [name, 'SERVING'])),
    );
  }

  /** Whether the server as a whole takes calls. */
  get isServing(): boolean {
    return this.serving;
  }

  /** Says whether the server (or one of its services) takes calls. Ignored once it drains. */
  setServing(serving: boolean, serviceName?: string): void {
    if (this.draining) return;
    if (serviceName === undefined || serviceName === '') this.serving = serving;
    const status: ServingStatus = serving ? 'SERVING' : 'NOT_SERVING';
    for (const name of serviceName === undefined ? this.names : [serviceName])
      this.implementation.setStatus(name, status);
  }

  /** NOT_SERVING everywhere from now on, told to all watchers, whose streams then end. */
  drain(): void {
    this.setServing(false);
    this.draining = true;
    for (const stream of this.watchers) stream.end();
    this.watchers.clear();
  }

  /** Adds the service; the library's implementation is wrapped only to know the streams that are open. */
  addTo(server: Pick<Server, 'addService'>): void {
    this.implementation.addToServer({
      addService: (
        definition: Parameters<Server['addService']>[0],
        handlers: UntypedServiceImplementation,
      ) => {
        const watch = handlers['watch'] as (stream: WatchStream) => void;
        server.addService(definition, {
          ...handlers,
          watch: (stream: WatchStream) => {
            watch(stream);
            if (this.draining) {
              stream.end();
              return;
            }
            this.watchers.add(stream);
            stream.on('cancelled', () => this.watchers.delete(stream));
          },
        });
      },
    } as Parameters<HealthImplementation['addToServer']>[0]);
  }
}
