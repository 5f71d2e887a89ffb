import { CallAbort } from './call-abort.js';

it('tells every listener once, and none that went away', () => {
  const abort = new CallAbort();
  const told: string[] = [];
  const away = (): number => told.push('away');
  abort.addEventListener('abort', () => told.push('one'));
  abort.addEventListener('abort', away);
  abort.addEventListener('abort', () => told.push('two'));
  abort.removeEventListener('abort', away);
  expect(abort.aborted).toBe(false);
  abort.raise();
  abort.raise();
  expect([abort.aborted, told]).toEqual([true, ['one', 'two']]);
});
