/** The participant of `every-kind`: one process for all of suoke.testkit.v1, so that chaos hits real calls of every kind. */
import { Module, type DynamicModule } from '@nestjs/common';
import type { ParticipantDefinition } from '#libs/participant';
import { envVar } from '#libs/platform';
import { Effects1795392000006 } from './0001-effects.js';
import { GuardedController } from './guarded.controller.js';
import { THINK_MS } from './tokens.js';
import { UnguardedController } from './unguarded.controller.js';

const settings = {
  /** How long every action takes before it takes effect. */
  SUOKE_EVERY_KIND_THINK: envVar.durationMs(0, 60_000).default(0),
};

@Module({})
class EveryKindModule {
  static with(thinkMs: number): DynamicModule {
    return {
      module: EveryKindModule,
      controllers: [GuardedController, UnguardedController],
      providers: [{ provide: THINK_MS, useValue: thinkMs }],
    };
  }
}

export const everyKindParticipant = {
  name: 'every-kind',
  schema: 'every_kind',
  port: 5106,
  protoPackage: 'suoke.testkit.v1',
  settings,
  entities: [],
  migrations: [Effects1795392000006],
  module: (chosen) => EveryKindModule.with(chosen.SUOKE_EVERY_KIND_THINK),
} satisfies ParticipantDefinition<typeof settings>;
