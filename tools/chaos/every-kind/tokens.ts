/** How long every action takes before it takes effect, in milliseconds. */
export const THINK_MS = Symbol('thinkMs');
