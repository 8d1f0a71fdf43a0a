// The scenarios of npm `@google/genai`, the current major.
import { content } from './genai/content.mjs';
import { errors } from './genai/errors.mjs';
import { others } from './genai/others.mjs';

export const scenarios = { ...content, ...errors };

/** What is not said to a vendor of another kind. */
export const nativeOnly = others;
