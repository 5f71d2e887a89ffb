export * from './approval.js';
export * from './batch.js';
export * from './decide.js';
export { checkDefinition, DEFINITION_LIMITS } from './definition-check.js';
export * from './definition.js';
export * from './events.js';
export * from './explain.js';
export * from './fold.js';
export * from './hold.js';
export * from './json.js';
export * from './key.js';
export { isOwed, obligations, type Obligation, type ObligationStanding } from './obligations.js';
export * from './operate.js';
export {
  allowedActions,
  guard,
  OPERATOR_ACTIONS,
  REFUSAL_CODES,
  type AllowedAction,
  type OperatorAction,
  type OperatorFacts,
  type Refusal,
  type RefusalCode,
} from './operator-guards.js';
export * from './outcome.js';
export type { CallPicture, Consequence, Outlook, Place } from './outlook.js';
export * from './plan.js';
export {
  plannedCalls,
  plannedCall,
  previewCommand,
  type CallPlan,
  type CommandPreview,
  type PlannedCall,
} from './preview.js';
export * from './render.js';
export * from './retry.js';
export * from './state.js';
export * from './status.js';
export * from './story.js';
export * from './taint.js';
export * from './template.js';
export * from './view.js';
