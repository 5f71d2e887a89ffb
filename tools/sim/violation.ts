/** What is found wrong in a simulated world; the oracles are named as in docs/PROOF.md. */
export class Violation extends Error {
  constructor(
    readonly oracle: string,
    message: string,
  ) {
    super(`${oracle}: ${message}`);
    this.name = 'Violation';
  }
}
