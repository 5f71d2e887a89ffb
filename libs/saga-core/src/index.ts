export const saga_core = 'saga-core';
