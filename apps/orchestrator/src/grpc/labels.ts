/** Labels as they are stored: clear ones as they are, blind ones as keyed hashes that can be searched but not read. */
import type { PayloadCipher } from '#libs/saga-engine';

export type DeclaredLabels = Readonly<Record<string, 'clear' | 'blind'>>;

export function storedLabel(cipher: PayloadCipher, key: string, value: string): string {
  // One spelling of a name, whatever keyboard it came from.
  return Buffer.from(cipher.hmac(`label/${key}`, value.normalize('NFC'))).toString('base64url');
}

export function storedLabels(
  cipher: PayloadCipher,
  declared: DeclaredLabels,
  labels: { readonly [key: string]: string },
): { [key: string]: string } {
  const entries = Object.entries(labels).map(([key, value]) => [
    key,
    declared[key] === 'blind' ? storedLabel(cipher, key, value) : value,
  ]);
  return Object.fromEntries(entries) as { [key: string]: string };
}

/** Labels as they are shown: of a blind one only that it is there. */
export function shownLabels(
  declared: DeclaredLabels,
  labels: { readonly [key: string]: string },
): { [key: string]: string } {
  const entries = Object.entries(labels).map(([key, value]) => [key, declared[key] === 'clear' ? value : '']);
  return Object.fromEntries(entries) as { [key: string]: string };
}
