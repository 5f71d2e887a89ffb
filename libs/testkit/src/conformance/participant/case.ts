import type { Scene } from './scene.js';

/** One demand on a participant. */
export interface ParticipantCase {
  readonly name: string;
  /** It sends the undo, so it is for actions that have one. */
  readonly undoes: boolean;
  /** @throws ConformanceFailure where the demand is not met */
  run(scene: Scene): Promise<void>;
}
