/** Names under which a participant's module finds what is no class: `@Inject(CLOCK) clock: Clock`. */
export const CLOCK = Symbol('clock');
export const LOGGER = Symbol('logger');
