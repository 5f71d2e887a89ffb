/**
 * Where the service is and who calls it. What stands on the command line wins over the environment, the environment over the
 * profile, the profile over the default.
 *
 * 1. A token never stands on the command line, where every process of the machine can read it.
 * 2. Without TLS a token goes to this machine only, unless somebody says that the network encrypts.
 * 3. A setting that this file does not know is refused, and all mistakes of the file are told at once.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { usage, type UsageFailed } from './failures.js';
import type { GlobalValues } from './options.js';
import type { Profile, ProfileFile } from './profiles.js';
import type { World } from './world.js';

/** Contents of files in PEM; null for those that were not given. */
export interface Tls {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

export interface Settings {
  /** `host:port` */
  readonly address: string;
  readonly token: string | null;
  readonly tls: Tls | null;
  readonly profile: string | null;
  /** The profile says that people are at the other end. */
  readonly production: boolean;
  readonly timeoutMs: number;
}

const DEFAULT_ADDRESS = '127.0.0.1:5100';
const DEFAULT_TIMEOUT_S = 30;
const ADDRESS = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*)):\d{1,5}$/;
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\]):/;

/** @throws UsageFailed */
export async function readSettings(given: GlobalValues, world: World): Promise<Settings> {
  const { name, profile } = await chosenProfile(given.profile, world);
  const address = given.address ?? world.env['SAGACTL_ADDRESS'] ?? profile.address ?? DEFAULT_ADDRESS;
  if (!ADDRESS.test(address)) throw usage('settings.address', { address });
  const tls = tlsOf(given, profile, world);
  const token = tokenOf(given, profile, world);
  const insecure = given.insecure || profile.insecure === true;
  if (token !== null && tls === null && !insecure && !LOOPBACK.test(address))
    throw usage('settings.plainText', { address });
  return {
    ...{ address, token, tls, profile: name },
    production: profile.production === true,
    timeoutMs: (given.timeout ?? DEFAULT_TIMEOUT_S) * 1_000,
  };
}

interface Chosen {
  readonly name: string | null;
  readonly profile: Profile;
}

async function chosenProfile(asked: string | undefined, world: World): Promise<Chosen> {
  const named = asked ?? world.env['SAGACTL_PROFILE'];
  const path =
    world.env['SAGACTL_CONFIG'] ??
    join(world.env['XDG_CONFIG_HOME'] ?? join(homeOf(world), '.config'), 'sagactl', 'config.yaml');
  // Nobody needs a file; whoever names one, or a profile in it, does.
  const optional = named === undefined && world.env['SAGACTL_CONFIG'] === undefined;
  const file = await readFile(path, optional, world);
  const name = named ?? file.default ?? null;
  if (name === null) return { name, profile: {} };
  const profile = Object.hasOwn(file.profiles, name) ? file.profiles[name] : undefined;
  if (profile === undefined) throw usage('settings.noProfile', { name, path });
  return { name, profile };
}

function homeOf(world: World): string {
  return world.env['HOME'] ?? homedir();
}

async function readFile(path: string, optional: boolean, world: World): Promise<ProfileFile> {
  let text: string;
  try {
    text = world.readFile(path);
  } catch (error) {
    if (optional && (error as NodeJS.ErrnoException).code === 'ENOENT') return { profiles: {} };
    throw unreadable(path, error);
  }
  // Most of those who call it have no file, and need not wait for what reads one.
  const { readProfiles } = await import('./profiles.js');
  let mistakes: readonly string[];
  try {
    const found = readProfiles(text);
    if ('profiles' in found) return found;
    mistakes = found.mistakes.map(({ place, message }) => `${place || path}: ${message}`);
  } catch (error) {
    throw unreadable(path, error);
  }
  throw usage('settings.file', { path, mistakes: mistakes.join('; ') });
}

function unreadable(path: string, error: unknown): UsageFailed {
  return usage('settings.unreadable', { path, why: (error as Error).message });
}

/** A path of the profile may begin with the home of whoever reads it. */
function contentOf(path: string | undefined, world: World): string | null {
  if (path === undefined) return null;
  const full = path.startsWith('~/') ? join(homeOf(world), path.slice(2)) : path;
  try {
    return world.readFile(full);
  } catch (error) {
    throw unreadable(full, error);
  }
}

function tlsOf(given: GlobalValues, profile: Profile, world: World): Tls | null {
  const ca = given.ca ?? profile.ca;
  const cert = given.cert ?? profile.cert;
  const key = given.key ?? profile.key;
  if ((cert === undefined) !== (key === undefined)) throw usage('settings.certAndKey');
  const wanted = given.tls || profile.tls === true || ca !== undefined || cert !== undefined;
  if (!wanted) return null;
  return { ca: contentOf(ca, world), cert: contentOf(cert, world), key: contentOf(key, world) };
}

function tokenOf(given: GlobalValues, profile: Profile, world: World): string | null {
  const fromEnv = given['token-file'] === undefined ? world.env['SAGACTL_TOKEN'] : undefined;
  const text = fromEnv || contentOf(given['token-file'] ?? profile.token_file, world);
  const token = text?.trim() ?? '';
  if (token === '') return null;
  // What cannot stand in a header would fail later, and the error would quote it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw usage('settings.token');
  return token;
}
