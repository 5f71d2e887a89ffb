import { participantCredentials } from './participant-credentials.js';

describe('participantCredentials', () => {
  it('are plain text without TLS files', () => {
    expect(participantCredentials(undefined)._isSecure()).toBe(false);
  });

  it('fail at once for a file that cannot be read', () => {
    expect(() => participantCredentials({ caPath: '/nowhere/ca.pem' })).toThrow('ENOENT');
  });
});
