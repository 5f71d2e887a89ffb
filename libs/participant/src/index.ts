export const participant = 'participant';
