/**
 * The definitions that ship. A new saga type is a file beside this one, and a line here; further ones may come as files of the
 * operator's (definition-files.ts).
 */
import { checkDefinition, participantsOf, type SagaDefinition } from '#libs/saga-core';
import { checkAgainstContracts } from './definition-types.js';
import { healthConsultationSupervised } from './health-consultation-supervised.js';
import { healthConsultation } from './health-consultation.js';

export const DEFINITIONS: readonly SagaDefinition[] = [healthConsultation, healthConsultationSupervised];

/** The current definition of a type. */
export function definitionOf(type: string): SagaDefinition | undefined {
  return DEFINITIONS.find((definition) => definition.type === type);
}

/** Every participant that the definitions call, each once. */
export function participantsOfAll(definitions: readonly SagaDefinition[] = DEFINITIONS): string[] {
  return [...new Set(definitions.flatMap(participantsOf))];
}

/**
 * Everything that keeps definitions from being run here: mistakes in them, two of one type, and participants without an
 * address. Empty when all is well; a process with mistakes does not start. It takes whatever a file holds: of what has not
 * the structure of a definition nobody asks whom it calls.
 * @param targets full name of a service → its address
 */
export function checkDefinitions(
  targets: ReadonlyMap<string, string>,
  definitions: readonly SagaDefinition[] = DEFINITIONS,
): string[] {
  const sound = definitions.filter((definition) => checkDefinition(definition).length === 0);
  const types = definitions.map(({ type }) => type);
  const twice = [...new Set(types.filter((type, index) => types.indexOf(type) !== index))];
  return [
    ...definitions.flatMap(checkAgainstContracts),
    ...twice.map((type) => `${type}: two definitions have this type`),
    ...participantsOfAll(sound)
      .filter((participant) => !targets.has(participant))
      .map((participant) => `${participant}: has no address; add it to SUOKE_PARTICIPANTS`),
  ];
}
