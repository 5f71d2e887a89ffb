import type { INestMicroservice } from '@nestjs/common';
import { ConfigError } from '../config/env.js';

/**
 * Lets a server listen at `url`. Where it cannot, the system's reason (EADDRINUSE, EACCES) is part of the text: an address
 * is no secret, and an operator has to read it.
 * @throws ConfigError
 */
export async function listen(app: Pick<INestMicroservice, 'listen'>, url: string): Promise<void> {
  try {
    await app.listen();
  } catch (error) {
    throw new ConfigError([`cannot listen on ${url}: ${error instanceof Error ? error.message : error}`]);
  }
}
