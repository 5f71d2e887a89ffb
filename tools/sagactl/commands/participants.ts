/** Holding a participant, and letting it go. */
import { makeChange } from '../changes.js';
import { command, type Command } from '../command.js';
import { line, styled, type Block } from '../output/layout.js';
import { CHANGE_OPTIONS } from '../options.js';
import type { Participant } from '../plain.js';
import type { Reader } from '../screen.js';
import { participantTable } from '../views/oversight.js';

const PARTICIPANT = [{ name: 'participant' }] as const;

interface ParticipantReply {
  readonly participant?: Participant | undefined;
  readonly audit_seq: string;
}

const shown = ({ participant }: ParticipantReply, reader: Reader): Block[] =>
  participant === undefined ? [] : participantTable([participant], reader);

const told = (reply: ParticipantReply, reader: Reader): Block[] => [
  line(styled('green', reader.t('result.done', { audit: reply.audit_seq }))),
  ...shown(reply, reader),
];

const hold = command({
  path: ['hold'],
  text: 'cmd.hold',
  arguments: PARTICIPANT,
  options: CHANGE_OPTIONS,
  run: ({ options, arguments: { participant }, session }) =>
    makeChange<ParticipantReply>(session, options, {
      title: `${session.screen.t('cmd.hold')}: ${participant}`,
      send: ({ etag: _etag, ...envelope }) =>
        session.door.call('HoldParticipant', { participant, ...envelope }),
      preview: shown,
      done: told,
    }),
});

const release = command({
  path: ['release'],
  text: 'cmd.release',
  arguments: PARTICIPANT,
  options: {
    rate: { kind: 'number', hint: '<n>', min: 0, max: 10_000, text: 'opt.releaseRate' },
    ...CHANGE_OPTIONS,
  },
  run: ({ options, arguments: { participant }, session }) =>
    makeChange<ParticipantReply>(session, options, {
      title: `${session.screen.t('cmd.release')}: ${participant}`,
      send: ({ etag: _etag, ...envelope }) =>
        session.door.call('ReleaseParticipant', {
          ...{ participant, release_rate: options.rate ?? 0 },
          ...envelope,
        }),
      preview: shown,
      done: told,
    }),
});

export const PARTICIPANT_ACTIONS: readonly Command[] = [hold, release];
