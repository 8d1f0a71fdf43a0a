import OpenAI from 'openai';

/** The SDK with nothing changed but base URL and key. */
export const client = (world, options = {}) => new OpenAI({ baseURL: `${world.baseUrl}/v1`, apiKey: world.key, ...options });

/** A model of the simulated vendor, as it is asked for here. */
export const model = (world, name) => world.models.openai + name;

/** Chat usage in the words of the record's meters. */
export const chatUsage = (usage) => ({
  input: usage.prompt_tokens,
  output: usage.completion_tokens,
  cacheRead: usage.prompt_tokens_details?.cached_tokens ?? null,
  reasoning: usage.completion_tokens_details?.reasoning_tokens ?? null,
});

/** Responses usage in the same words. */
export const responsesUsage = (usage) => ({
  input: usage.input_tokens,
  output: usage.output_tokens,
  cacheRead: usage.input_tokens_details?.cached_tokens ?? null,
  reasoning: usage.output_tokens_details?.reasoning_tokens ?? null,
});

/** Parameters of the tools that scenarios offer. */
export const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['city', 'days'],
  additionalProperties: false,
};
