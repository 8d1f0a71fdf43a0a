// The scenarios of npm `ai` with `@ai-sdk/google`.
import { createGoogle } from '@ai-sdk/google';
import { scenarios as shared } from './ai/scenarios.mjs';
import { model } from './genai/client.mjs';

const provider = (world) => createGoogle({ baseURL: `${world.baseUrl}/v1beta`, apiKey: world.key });

export const scenarios = shared({
  // It takes a name with a slash for a path, not for a model.
  model: (world, name) => provider(world)(`models/${model(world, name)}`),
  thinking: { google: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'low' } } },
  overloaded: (world) => (world.throughGateway ? 503 : 529),
});
