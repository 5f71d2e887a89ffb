/** The health consultation under supervision: whatever goes wrong on the way forward, an operator decides what follows. */
import type { SagaDefinition } from '#libs/saga-core';
import { healthConsultation } from './health-consultation.js';

export const healthConsultationSupervised: SagaDefinition = {
  ...healthConsultation,
  type: 'health-consultation-supervised',
  steps: healthConsultation.steps.map((step) => ({
    ...(step as SagaDefinition['steps'][number]),
    onRefused: 'stop',
    onExhausted: 'stop',
  })),
};
