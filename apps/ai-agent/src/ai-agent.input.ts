import {
  consultationDataSchema,
  enumName,
  enums,
  identifier,
  optionalIdentifier,
  optionalUuid,
  text,
} from '#libs/contracts';
import { pageFields } from '#libs/participant';
import { z } from 'zod';

/** The rules of Analyze, Diagnose and Recommend, against the time that `now` tells. */
export const analysisInput = (now: () => number) =>
  z.object({
    agent: enumName(enums.Agent, 'required'),
    user_id: identifier(),
    consultation_id: identifier(),
    data: consultationDataSchema(now),
  });
export type AnalysisInput = z.output<ReturnType<typeof analysisInput>>;

/** The rules of CancelAnalysis. The id is not looked at: the key says which analysis it is. */
export const cancelInput = z.object({ reason: text(0, 500) });

export const getAnalysisInput = z.object({ analysis_id: text(1, 64) });

export const listAnalysesInput = z.object({
  user_id: optionalIdentifier(),
  consultation_id: optionalIdentifier(),
  saga_id: optionalUuid(),
  show_cancelled: z.boolean(),
  ...pageFields,
});
export type ListAnalysesInput = z.output<typeof listAnalysesInput>;
