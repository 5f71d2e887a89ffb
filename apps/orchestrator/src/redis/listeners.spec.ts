import type { StatusSnapshot } from '#libs/saga-engine';
import { Listeners } from './listeners.js';
import { localProgress } from './local-progress.js';

const of = (sagaId: string, revision: number): StatusSnapshot => ({
  ...{ sagaId, revision, type: 't', status: 'RUNNING', stepIndex: 0, ended: false },
});

function log() {
  const errors: string[] = [];
  const silent = () => undefined;
  return { errors, info: silent, warn: silent, error: (event: string) => void errors.push(event) };
}

describe('Listeners', () => {
  it('tells those of all sagas everything and those of one saga what concerns it', () => {
    const listeners = new Listeners(log());
    const heard: string[] = [];
    listeners.add((one) => heard.push(`all ${one.sagaId}`));
    listeners.add((one) => heard.push(`a ${one.sagaId}`), 'a');
    listeners.tell([of('a', 1), of('b', 1)]);
    expect(heard).toEqual(['all a', 'a a', 'all b']);
  });

  it('tells nobody who stopped, also when the same function listens twice', () => {
    const listeners = new Listeners(log());
    const heard: number[] = [];
    const hear = (one: StatusSnapshot) => void heard.push(one.revision);
    const stops = [
      listeners.add(hear),
      listeners.add(hear),
      listeners.add(hear, 'a'),
      listeners.add(hear, 'a'),
    ];
    stops[0]?.();
    stops[0]?.();
    stops[2]?.();
    listeners.tell([of('a', 1)]);
    expect(heard).toEqual([1, 1]);
    stops[1]?.();
    stops[3]?.();
    listeners.tell([of('a', 2)]);
    expect(heard).toEqual([1, 1]);
  });

  it('lets no listener harm another, whatever it does', () => {
    const told = log();
    const listeners = new Listeners(told);
    const heard: number[] = [];
    const stop = listeners.add(() => {
      stop();
      throw new Error('no');
    });
    listeners.add((one) => heard.push(one.revision));
    listeners.tell([of('a', 1), of('a', 2)]);
    expect(heard).toEqual([1, 2]);
    expect(told.errors).toEqual(['progress_listener_failed']);
  });
});

describe('progress without Redis', () => {
  it('reaches this process, remembers nothing, and is never healthy', async () => {
    const progress = localProgress(log());
    const heard: number[] = [];
    const stop = progress.subscribe((one) => heard.push(one.revision));
    progress.publish([of('a', 1)]);
    stop();
    progress.publish([of('a', 2)]);
    expect(heard).toEqual([1]);
    expect(await progress.read('a')).toBeNull();
    expect(progress.healthy()).toBe(false);
    await progress.close();
  });
});
