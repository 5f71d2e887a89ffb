import {
  analysisResultSchema,
  consultationDataSchema,
  distinctList,
  identifier,
  optionalIdentifier,
  optionalUuid,
  text,
} from '#libs/contracts';
import { pageFields } from '#libs/participant';
import { z } from 'zod';

/** The rules of GenerateReport, against the time that `now` tells. */
export const generateReportInput = (now: () => number) =>
  z.object({
    user_id: identifier(),
    consultation_id: identifier(),
    data: consultationDataSchema(now),
    results: distinctList(analysisResultSchema, 16, ({ analysis_id }) => analysis_id, 1),
  });
export type GenerateReportInput = z.output<ReturnType<typeof generateReportInput>>;

/** The rules of DeleteReport. The id is not looked at: the key says which report it is. */
export const deleteReportInput = z.object({ reason: text(0, 500) });

export const getReportInput = z.object({ report_id: text(1, 64) });

export const listReportsInput = z.object({
  user_id: optionalIdentifier(),
  consultation_id: optionalIdentifier(),
  saga_id: optionalUuid(),
  show_withdrawn: z.boolean(),
  ...pageFields,
});
export type ListReportsInput = z.output<typeof listReportsInput>;
