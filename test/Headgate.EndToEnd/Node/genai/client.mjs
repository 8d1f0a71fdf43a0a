import { GoogleGenAI } from '@google/genai';

/** The SDK with nothing changed but base URL and key; it does not retry by itself. */
export const client = (world, httpOptions = {}, apiKey = world.key) =>
  new GoogleGenAI({ apiKey, httpOptions: { baseUrl: world.baseUrl, ...httpOptions } });

/** A model of the simulated vendor, as it is asked for here. */
export const model = (world, name) => world.models.gemini + name;

/** Usage in the words of the record's meters: output here leaves thoughts out. */
export const usage = (used) => ({
  input: used.promptTokenCount + (used.toolUsePromptTokenCount ?? 0),
  output: (used.candidatesTokenCount ?? 0) + (used.thoughtsTokenCount ?? 0),
  cacheRead: used.cachedContentTokenCount ?? null,
  reasoning: used.thoughtsTokenCount ?? null,
});

/** Parameters of the tools that scenarios offer. */
export const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['city', 'days'],
  additionalProperties: false,
};
