import type { Waker } from '#libs/saga-engine';

/** No queue at all: never healthy, so due sagas are taken at once, by who made them due or by the next sweep (G9). */
export const noQueue: Waker = {
  wake: () => undefined,
  healthy: () => false,
  listen: () => Promise.resolve(),
  stopTaking: () => undefined,
  close: () => Promise.resolve(),
};
