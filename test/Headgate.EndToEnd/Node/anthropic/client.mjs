/** The SDK with nothing changed but base URL and key. */
export const client = (sdk, world, options = {}) => new sdk.Anthropic({ baseURL: world.baseUrl, apiKey: world.key, ...options });

/** A model of the simulated vendor, as it is asked for here. */
export const model = (world, name) => world.models.claude + name;

/** Usage in the words of the record's meters: input there counts cached tokens too. */
export const usage = (used) => ({
  input: used.input_tokens + (used.cache_read_input_tokens ?? 0) + (used.cache_creation_input_tokens ?? 0),
  output: used.output_tokens,
  cacheRead: used.cache_read_input_tokens ?? null,
  reasoning: used.output_tokens_details?.thinking_tokens ?? null,
});

/** Parameters of the tools that scenarios offer. */
export const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['city', 'days'],
  additionalProperties: false,
};
