// The scenarios of npm `openai`, the current major.
import { chat } from './openai/chat.mjs';
import { responses } from './openai/responses.mjs';
import { others } from './openai/others.mjs';
import { errors } from './openai/errors.mjs';

export const scenarios = { ...chat, ...responses, ...errors };

/** What is not said to a vendor of another kind. */
export const nativeOnly = { ...others };
