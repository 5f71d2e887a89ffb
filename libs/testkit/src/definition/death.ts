import type { EnginePorts } from '#libs/saga-engine';

const never = () => new Promise<never>(() => {});

/**
 * The end of one process at a moment that a test chooses: a statement was committed or a call took effect, and the process
 * has not heard of it. Nothing of it happens afterwards.
 */
export class Death {
  hasCome = false;

  /**
   * @param isTime asked after every statement and every call of the process
   * @param kill ends the process
   */
  constructor(
    private readonly isTime: () => boolean,
    private readonly kill: () => void,
  ) {}

  readonly around = (ports: EnginePorts): EnginePorts => ({
    ...ports,
    store: this.wrap(ports.store),
    caller: this.wrap(ports.caller),
  });

  private wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        const method = member.bind(target) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => this.meet(() => method(...args));
      },
    });
  }

  private async meet(work: () => unknown): Promise<unknown> {
    if (this.hasCome) return never();
    const answer = await work();
    if (!this.hasCome && this.isTime()) {
      this.hasCome = true;
      this.kill();
    }
    return this.hasCome ? never() : answer;
  }
}
