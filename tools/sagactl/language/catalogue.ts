/**
 * Every text that `sagactl` says, in both languages side by side: one that is missing does not compile. Words are those of
 * docs/GLOSSARY.md.
 */
import { COMMAND_TEXTS } from './command-texts.js';
import { DOCTOR_TEXTS } from './doctor-texts.js';
import { MESSAGE_TEXTS } from './message-texts.js';
import { OPTION_TEXTS } from './option-texts.js';
import { VIEW_TEXTS } from './view-texts.js';

export const CATALOGUE = {
  ...COMMAND_TEXTS,
  ...OPTION_TEXTS,
  ...VIEW_TEXTS,
  ...MESSAGE_TEXTS,
  ...DOCTOR_TEXTS,
};

export type TextKey = keyof typeof CATALOGUE;
