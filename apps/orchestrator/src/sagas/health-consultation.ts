/**
 * The health consultation: a record, what three agents make of it, a report, a notification, and the person's health
 * record; all of it done, or all of it undone. Every step can be undone, so an operator may still take a completed
 * consultation back.
 */
import { ref, type BranchSpec, type SagaDefinition } from '#libs/saga-core';

const CONSULTATION = 'suoke.consultation.v1.ConsultationService';
const AI_AGENT = 'suoke.ai_agent.v1.AiAgentService';
const REPORT = 'suoke.report.v1.ReportService';
const NOTIFICATION = 'suoke.notification.v1.NotificationService';
const HEALTH_RECORD = 'suoke.health_record.v1.HealthRecordService';

/** What the participants keep as the reason of an undo. */
const UNDONE = 'The consultation that this belongs to was taken back.';

const userId = ref('input.user_id');
const data = ref('input.consultation_data');
const consultationId = ref('create_consultation_record.consultation_id');
const reportId = ref('generate_diagnosis_report.report_id');

/** The kind of data that a consultation writes into the health record. */
const RECORD_TYPE = 'consultation';

function agent(name: string, method: string): BranchSpec {
  return {
    name,
    action: {
      method: `${AI_AGENT}/${method}`,
      request: {
        agent: `AGENT_${name.toUpperCase()}`,
        user_id: userId,
        consultation_id: consultationId,
        data,
      },
    },
    compensation: {
      method: `${AI_AGENT}/CancelAnalysis`,
      request: { analysis_id: ref(`call_ai_agents.${name}.analysis_id`), reason: UNDONE },
    },
  };
}

export const healthConsultation = {
  type: 'health-consultation',
  input: 'suoke.consultation.flow.v1.StartConsultationInput',
  deadlineMs: 900_000,
  labels: { clinic: 'clear', patient: 'blind' },
  steps: [
    {
      name: 'create_consultation_record',
      kind: 'compensatable',
      branches: [
        {
          action: { method: `${CONSULTATION}/CreateRecord`, request: { user_id: userId, data } },
          compensation: {
            method: `${CONSULTATION}/DeleteRecord`,
            request: { consultation_id: consultationId, reason: UNDONE },
          },
        },
      ],
    },
    {
      name: 'call_ai_agents',
      kind: 'compensatable',
      branches: [agent('xiaoai', 'Analyze'), agent('xiaoke', 'Diagnose'), agent('laoke', 'Recommend')],
    },
    {
      name: 'generate_diagnosis_report',
      kind: 'compensatable',
      branches: [
        {
          action: {
            method: `${REPORT}/GenerateReport`,
            request: {
              user_id: userId,
              consultation_id: consultationId,
              data,
              results: [
                ref('call_ai_agents.xiaoai.result'),
                ref('call_ai_agents.xiaoke.result'),
                ref('call_ai_agents.laoke.result'),
              ],
            },
          },
          compensation: {
            method: `${REPORT}/DeleteReport`,
            request: { report_id: reportId, reason: UNDONE },
          },
        },
      ],
    },
    {
      name: 'send_notification',
      kind: 'compensatable',
      branches: [
        {
          action: {
            method: `${NOTIFICATION}/SendNotification`,
            request: {
              user_id: userId,
              report_id: reportId,
              title: ref('generate_diagnosis_report.title'),
              text: ref('generate_diagnosis_report.summary'),
              urgency: ref('generate_diagnosis_report.urgency'),
              channel: 'CHANNEL_INBOX',
            },
          },
          compensation: {
            method: `${NOTIFICATION}/CancelNotification`,
            request: { notification_id: ref('send_notification.notification_id'), reason: UNDONE },
          },
        },
      ],
    },
    {
      name: 'update_health_record',
      kind: 'compensatable',
      branches: [
        {
          action: {
            method: `${HEALTH_RECORD}/UpdateHealthRecord`,
            request: {
              user_id: userId,
              type: RECORD_TYPE,
              consultation_id: consultationId,
              report_id: reportId,
              data: {
                complaint: ref('input.consultation_data.complaint'),
                vitals: ref('input.consultation_data.vitals'),
                summary: ref('generate_diagnosis_report.summary'),
                urgency: ref('generate_diagnosis_report.urgency'),
                report_version: ref('generate_diagnosis_report.version'),
                patterns: ref('call_ai_agents.xiaoke.result.findings'),
              },
            },
          },
          compensation: {
            method: `${HEALTH_RECORD}/RevertHealthRecord`,
            request: {
              user_id: userId,
              type: RECORD_TYPE,
              version: ref('update_health_record.version'),
              reason: UNDONE,
            },
          },
        },
      ],
    },
  ],
  output: { consultation_id: consultationId, report_id: reportId },
} satisfies SagaDefinition;
