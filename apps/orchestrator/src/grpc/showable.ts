/** Values that may be none of the wire: what cannot be shown is left out. */
import { JsonMappingError } from '#libs/contracts';

/** @returns null where the value has no form on the wire */
export function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof JsonMappingError) return null;
    throw error;
  }
}
