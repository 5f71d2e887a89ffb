/** What the key of a call says: `saga/step/branch/generation/direction`, as `callKey` of the core writes it. */

/** The key of the action that a call is about: what it does or undoes is known by that. */
export function actionKeyOf(key: string): string {
  return `${key.slice(0, key.lastIndexOf('/'))}/action`;
}

/** Where in its definition a call belongs: `step/branch`. */
export function placeOfKey(key: string): string {
  return key.split('/').slice(1, 3).join('/');
}
