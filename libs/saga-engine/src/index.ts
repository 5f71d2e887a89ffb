export const saga_engine = 'saga-engine';
