/** What a command works with: the screen, the world, and a connection that is opened when it is first needed. */
import type { JsonObject } from '#libs/contracts';
import { Door } from './door.js';
import { usage } from './failures.js';
import type { GlobalValues } from './options.js';
import { line, styled } from './output/layout.js';
import type { Screen } from './screen.js';
import { readSettings, type Settings } from './settings.js';
import type { World } from './world.js';

export class Session {
  /** Not connected until it is called. */
  readonly door: Door;

  constructor(
    readonly world: World,
    readonly screen: Screen,
    private readonly global: GlobalValues,
    private readonly args: readonly string[],
  ) {
    this.door = new Door(() => this.settings(), world.interrupted);
  }

  /** A profile that is marked as production says so, each time. @throws UsageFailed */
  private async settings(): Promise<Settings> {
    const settings = await readSettings(this.global, this.world);
    if (settings.production) {
      const { t } = this.screen;
      const text = t('banner.production', { profile: settings.profile ?? '', address: settings.address });
      this.screen.note(line(styled('alarm', text)));
    }
    return settings;
  }

  /** This command once more, with further options where it does not have them: fit to be pasted into a shell. */
  again(options: readonly (readonly [name: string, value: string | null])[]): string {
    const further = options.filter(
      ([name]) => !this.args.some((word) => word === `--${name}` || word.startsWith(`--${name}=`)),
    );
    const words = further.map(([name, value]) => (value === null ? `--${name}` : `--${name}=${value}`));
    return ['sagactl', ...this.args, ...words].map(quoted).join(' ');
  }

  /** @throws UsageFailed */
  textFile(path: string): string {
    return this.reading(path, (text) => text);
  }

  /** A file of JSON that holds an object. @throws UsageFailed */
  jsonFile(path: string): JsonObject {
    const content = this.reading(path, (text): unknown => JSON.parse(text));
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      throw usage('usage.noObject', { path });
    return content as JsonObject;
  }

  private reading<T>(path: string, read: (text: string) => T): T {
    try {
      return read(this.world.readFile(path));
    } catch (error) {
      throw usage('settings.unreadable', { path, why: (error as Error).message });
    }
  }

  close(): Promise<void> {
    return this.door.close();
  }
}

function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
