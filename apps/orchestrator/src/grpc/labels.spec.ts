import { randomBytes } from 'node:crypto';
import { AesGcmPayloadCipher } from '../cipher/payload-cipher.js';
import { shownLabels, storedLabel, storedLabels } from './labels.js';

const cipherOf = () =>
  new AesGcmPayloadCipher({
    encryptionKeys: [{ kid: 'k', key: randomBytes(32) }],
    blindIndexKey: randomBytes(32),
  });
const cipher = cipherOf();
const declared = { clinic: 'clear', patient: 'blind' } as const;

describe('labels as they are stored', () => {
  it('G12: clear ones as they are, blind ones as keyed hashes', () => {
    const stored = storedLabels(cipher, declared, { clinic: 'east', patient: '王小明' });
    expect(stored['clinic']).toBe('east');
    expect(stored['patient']).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(stored)).not.toContain('王');
  });

  it('the same value finds itself again, in whichever normal form it was typed', () => {
    const composed = 'Ren\u00e9e';
    const decomposed = 'Rene\u0301e';
    expect(storedLabel(cipher, 'patient', composed)).toBe(storedLabel(cipher, 'patient', decomposed));
  });

  it('other values, other labels and other keys have other hashes', () => {
    const hashes = [
      storedLabel(cipher, 'patient', 'a'),
      storedLabel(cipher, 'patient', 'b'),
      storedLabel(cipher, 'patient', 'A'),
      storedLabel(cipher, 'doctor', 'a'),
      storedLabel(cipherOf(), 'patient', 'a'),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('labels as they are shown', () => {
  it('of a blind one only that it is there; of one that nobody declares the same', () => {
    const stored = { clinic: 'east', patient: 'aGFzaA', other: 'x' };
    expect(shownLabels(declared, stored)).toEqual({ clinic: 'east', patient: '', other: '' });
    expect(shownLabels({}, stored)).toEqual({ clinic: '', patient: '', other: '' });
  });
});
