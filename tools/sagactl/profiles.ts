/** The file of profiles: YAML, of which every word is known. */
import { parse } from 'yaml';
import { z } from 'zod';

const PROFILE = z.strictObject({
  address: z.string().optional(),
  token_file: z.string().optional(),
  tls: z.boolean().optional(),
  ca: z.string().optional(),
  cert: z.string().optional(),
  key: z.string().optional(),
  insecure: z.boolean().optional(),
  production: z.boolean().optional(),
});
const FILE = z.strictObject({
  default: z.string().optional(),
  profiles: z.record(z.string(), PROFILE).default({}),
});

export type Profile = z.output<typeof PROFILE>;
export type ProfileFile = z.output<typeof FILE>;

export interface ProfileMistakes {
  /** `profiles.dev.adress`; empty for the file as a whole. */
  readonly mistakes: readonly { readonly place: string; readonly message: string }[];
}

/** What the text of such a file says, or all that is wrong with it. @throws the error of the parser where it is no YAML */
export function readProfiles(text: string): ProfileFile | ProfileMistakes {
  const result = FILE.safeParse(parse(text) ?? {});
  if (result.success) return result.data;
  return { mistakes: result.error.issues.map(({ path, message }) => ({ place: path.join('.'), message })) };
}
