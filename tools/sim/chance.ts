/** The chance of one seed. The same seed and the same name give the same numbers, on every machine. */

const TWO_TO_32 = 4_294_967_296;

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** A hash of a text, to be continued with further texts; 32 bits. */
export function hashText(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A Weyl sequence, mixed. */
export class Chance {
  private state: number;

  constructor(seed: number, name: string) {
    this.state = mix(hashText(name, mix(seed >>> 0) ^ mix(Math.floor(seed / TWO_TO_32) + 1)));
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    return mix(this.state) / TWO_TO_32;
  }

  /** An integer, 0 ≤ x < limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** An integer, low ≤ x ≤ high. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  }
}
