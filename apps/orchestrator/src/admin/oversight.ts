/**
 * What operators see of all sagas together: causes, participants, definitions, and the history of one. Counted in the store;
 * which call is meant, and whom it goes to, is in the snapshots of the definitions.
 */
import {
  participantsOf,
  type Direction,
  type ResolvedCall,
  type ResolvedDefinition,
  type SagaDefinition,
} from '#libs/saga-core';
import {
  EngineError,
  SAGA_FORMAT,
  type DefinitionCatalog,
  type Hold,
  type PayloadCipher,
  type SagaRow,
} from '#libs/saga-engine';
import { OPERATOR_FIELDS } from '../filter/fields.js';
import { pageOf, pageOfAll, pageSizeOf, pageToken, readPageToken, type PageRequest } from '../grpc/paging.js';
import type { TargetView } from '../grpc/participant-caller.js';
import type {
  BlockedSagas,
  CauseGroupRow,
  EventLine,
  OversightReads,
  StoredDefinition,
  StuckSagas,
} from '../lists/read-model.js';
import { narrowed, type SagaLists } from '../lists/saga-lists.js';
import type { KnownParticipant } from './known-participant.js';

export interface CauseGroup extends CauseGroupRow {
  /** The call that the newest saga of the group is stuck at; null when it is stuck as a whole. */
  readonly call: ResolvedCall | null;
}

/** A service that sagas call, or may have to call, and what waits for it. */
export interface ParticipantPicture {
  readonly participant: string;
  /** Empty where this process has no address for it. */
  readonly address: string;
  readonly methods: readonly string[];
  readonly barrier: boolean;
  /** How this process reaches it; undefined where it does not. */
  readonly target: TargetView | undefined;
  readonly blockedSagas: number;
  readonly oldestBlockedAtMs: number | null;
  readonly stuckSagas: number;
  /** The last one; null when nobody ever held it. */
  readonly hold: Hold | null;
}

export interface DefinitionPicture extends StoredDefinition {
  /** New sagas of the type run on it. */
  readonly isCurrent: boolean;
  /** Undefined where it cannot be read. */
  readonly source: SagaDefinition | undefined;
  /** What keeps this process from running it. */
  readonly mistakes: readonly string[];
}

export interface Listed<T> {
  readonly page: readonly T[];
  readonly nextPageToken: string;
}

export interface OversightWorld {
  readonly reads: OversightReads;
  readonly lists: SagaLists;
  readonly cipher: PayloadCipher;
  readonly catalog: DefinitionCatalog;
  /** Null when there is no such saga. */
  readonly rowOf: (sagaId: string) => Promise<SagaRow | null>;
  /** Full name of a service → its address. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly targets: () => readonly TargetView[];
}

/** What a page holds at most. */
export interface PageBounds {
  readonly items: number;
  readonly bytes: number;
}

/** The saga types that somebody may see; null for all. */
type PermittedTypes = ReadonlySet<string> | null;

const isPermitted = (types: PermittedTypes, type: string): boolean => types === null || types.has(type);

const EVENTS_PAGE = 200;
/** Milliseconds of every time that is stored have fewer digits. */
const TIME_DIGITS = 16;

export class Oversight {
  constructor(private readonly world: OversightWorld) {}

  /** Stuck sagas of the permitted types by cause, the largest group first. @throws EngineError INVALID_ARGUMENT */
  async causeGroups(
    types: PermittedTypes,
    filter: string,
    { pageSize, pageToken: token }: PageRequest,
  ): Promise<Listed<CauseGroup>> {
    const { reads, lists, cipher, catalog } = this.world;
    const condition = narrowed(lists.condition(filter, OPERATOR_FIELDS, null), types);
    const limit = pageSizeOf(pageSize);
    if (types?.size === 0) return { page: [], nextPageToken: '' };
    const key = readPageToken(cipher, 'causes', filter, token);
    const rows = await reads.causeGroups({ condition, after: groupAfter(key), limit: limit + 1 });
    const { page, nextPageToken } = pageOf(rows, limit, (last) =>
      pageToken(cipher, 'causes', filter, `${last.sagas}/${last.key}`),
    );
    await catalog.ensure(page.map(({ definitionHash }) => definitionHash));
    return { page: page.map((row) => ({ ...row, call: this.callOf(row) })), nextPageToken };
  }

  /**
   * Every service that a definition calls on which new or open sagas run, or that was held, by name. To somebody with rights for
   * some types only, those that sagas of these types call, and what waits of these.
   */
  async participants(types: PermittedTypes, request: PageRequest): Promise<Listed<ParticipantPicture>> {
    const sources = await this.sources(types);
    const { calls, blocked, holds } = sources;
    const others = [...(types === null ? holds : []), ...blocked].map(({ participant }) => participant);
    const pictures = [...new Set([...calls.keys(), ...others])].map((name) => this.picture(name, sources));
    return pageOfAll(
      this.world.cipher,
      'participants',
      '',
      request,
      pictures,
      ({ participant }) => participant,
    );
  }

  /** One of them, as the list shows it; one that only snapshots of ended sagas call, as those tell. */
  async participant({ name, methods, barrier }: KnownParticipant): Promise<ParticipantPicture> {
    const picture = this.picture(name, await this.sources(null));
    return picture.methods.length > 0 ? picture : { ...picture, methods, barrier };
  }

  private async sources(types: PermittedTypes): Promise<ParticipantSources> {
    const { reads, catalog } = this.world;
    const only = types === null ? null : [...types];
    const [used, blocked, stuck, holds] = await Promise.all([
      reads.definitions(),
      reads.blockedSagas(only),
      reads.stuckSagas(only),
      reads.holds(),
    ]);
    const open = used.filter(({ openSagas, type }) => openSagas > 0 && isPermitted(types, type));
    const current = catalog.types().filter((type) => isPermitted(types, type));
    const hashes = [
      ...new Set([
        ...open.map(({ hash }) => hash),
        ...current.map((type) => catalog.current(type)?.hash ?? ''),
      ]),
    ];
    await catalog.ensure(hashes);
    return { calls: this.callsOf(hashes), blocked, stuck, holds, targets: this.world.targets() };
  }

  private picture(participant: string, sources: ParticipantSources): ParticipantPicture {
    const { calls, blocked, stuck, holds, targets } = sources;
    const waiting = blocked.find((entry) => entry.participant === participant);
    const stuckHere = stuck.filter((place) => this.callOf(place)?.participant === participant);
    return {
      participant,
      address: this.world.addresses.get(participant) ?? '',
      methods: calls.get(participant)?.methods ?? [],
      barrier: calls.get(participant)?.barrier ?? false,
      target: targets.find((target) => target.participants.includes(participant)),
      blockedSagas: waiting?.sagas ?? 0,
      oldestBlockedAtMs: waiting?.oldestAtMs ?? null,
      stuckSagas: stuckHere.reduce((sum, { sagas }) => sum + sagas, 0),
      hold: holds.find((hold) => hold.participant === participant) ?? null,
    };
  }

  /** Every snapshot of the permitted types, by type, the newest of each first. @param type empty for all */
  async definitions(
    types: PermittedTypes,
    type: string,
    request: PageRequest,
  ): Promise<Listed<DefinitionPicture>> {
    const { reads, cipher, catalog } = this.world;
    const permitted = (await reads.definitions()).filter((entry) => isPermitted(types, entry.type));
    const stored = permitted.filter((entry) => type === '' || entry.type === type);
    const { page, nextPageToken } = pageOfAll(cipher, 'definitions', type, request, stored, definitionKey);
    await catalog.ensure(page.map(({ hash }) => hash));
    const pictures = page.map((entry) => ({
      ...entry,
      isCurrent: catalog.current(entry.type)?.hash === entry.hash,
      source: catalog.getForReading(entry.hash)?.source,
      mistakes: catalog.whyUnfit({ definitionHash: entry.hash, format: SAGA_FORMAT }),
    }));
    return { page: pictures, nextPageToken };
  }

  /**
   * The history of a saga after an event, in order.
   * @param most events, and bytes of their payloads, of a page; one event is on it in any case
   * @throws EngineError SAGA_NOT_FOUND, INVALID_ARGUMENT
   */
  async events(
    sagaId: string,
    afterSeq: number,
    { pageSize, pageToken: token }: PageRequest,
    most: PageBounds = { items: Infinity, bytes: Infinity },
  ): Promise<Listed<EventLine>> {
    const { reads, cipher, rowOf } = this.world;
    const limit = Math.min(pageSizeOf(pageSize, EVENTS_PAGE), most.items);
    const scope = `${sagaId}/${afterSeq}`;
    const after = Number(readPageToken(cipher, 'events', scope, token) ?? afterSeq);
    if ((await rowOf(sagaId)) === null) {
      throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
    }
    const lines = await reads.events(sagaId, after, limit + 1);
    const held = Math.min(limit, howManyHold(lines, most.bytes));
    return pageOf(lines, held, ({ seq }) => pageToken(cipher, 'events', scope, String(seq)));
  }

  /** Where those of the sagas that are stuck are stuck, as `step/branch`, by id. */
  async stuckPlaces(rows: readonly SagaRow[]): Promise<ReadonlyMap<string, string>> {
    const stuck = rows.filter(({ stuckClass }) => stuckClass !== null).map(({ id }) => id);
    const places = await this.world.reads.stuckPlaces(stuck);
    return new Map(
      places.map(({ sagaId, step, branch }) => [
        sagaId,
        [step, branch].filter((part) => part !== null).join('/'),
      ]),
    );
  }

  private callOf({ definitionHash, ...place }: CallPlace & { readonly definitionHash: string }) {
    const definition = this.world.catalog.getForReading(definitionHash)?.resolved;
    return definition === undefined ? null : callAt(definition, place);
  }

  /** What the snapshots call, by participant. */
  private callsOf(hashes: readonly string[]): ReadonlyMap<string, CallsOfParticipant> {
    const found = new Map<string, CallsOfParticipant>();
    for (const hash of hashes) {
      const snapshot = this.world.catalog.getForReading(hash);
      if (snapshot === undefined) continue;
      for (const participant of participantsOf(snapshot.source)) {
        const known = found.get(participant);
        const more = callsOf(snapshot.resolved, participant);
        found.set(participant, {
          methods: [...new Set([...(known?.methods ?? []), ...more.methods])].toSorted(),
          barrier: (known?.barrier ?? true) && more.barrier,
        });
      }
    }
    return found;
  }
}

/** How many of the first lines have no more than so many bytes of payload together; at least one. */
function howManyHold(lines: readonly EventLine[], bytes: number): number {
  let sum = 0;
  const tooMany = lines.findIndex(({ payloadBytes }) => (sum += payloadBytes) > bytes);
  return tooMany < 0 ? lines.length : Math.max(tooMany, 1);
}

interface CallPlace {
  readonly step: string | null;
  readonly branch: string | null;
  readonly direction: Direction | null;
}

/** What the pictures of participants are made of. */
interface ParticipantSources {
  readonly calls: ReadonlyMap<string, CallsOfParticipant>;
  readonly blocked: readonly BlockedSagas[];
  readonly stuck: readonly StuckSagas[];
  readonly holds: readonly Hold[];
  readonly targets: readonly TargetView[];
}

interface CallsOfParticipant {
  readonly methods: readonly string[];
  readonly barrier: boolean;
}

/** The call that a saga is stuck at. A step that is stuck as a whole is spoken for by its first branch, as in its cause. */
export function callAt(definition: ResolvedDefinition, place: CallPlace): ResolvedCall | null {
  const index = definition.stepIndexOf.get(place.step ?? '');
  const branches = index === undefined ? [] : (definition.steps[index]?.branches ?? []);
  const branch = branches.find(({ name }) => name === (place.branch ?? name));
  if (branch === undefined) return null;
  return place.direction === 'backward' ? branch.compensation : branch.action;
}

function callsOf(definition: ResolvedDefinition, participant: string): CallsOfParticipant {
  const branches = definition.steps.flatMap((step) => step.branches);
  const calls = branches.flatMap(({ action, compensation, barrier }) =>
    [action, compensation].flatMap((call) =>
      call?.participant === participant ? [{ method: call.method, barrier }] : [],
    ),
  );
  return { methods: calls.map(({ method }) => method), barrier: calls.every(({ barrier }) => barrier) };
}

/** By type, then the newest first. */
function definitionKey({ type, savedAtMs, hash }: StoredDefinition): string {
  const age = String(10 ** (TIME_DIGITS - 1) - savedAtMs).padStart(TIME_DIGITS, '0');
  return [type, age, hash].join('\u0000');
}

function groupAfter(key: string | undefined) {
  if (key === undefined) return null;
  const slash = key.indexOf('/');
  return { sagas: Number(key.slice(0, slash)), key: key.slice(slash + 1) };
}
