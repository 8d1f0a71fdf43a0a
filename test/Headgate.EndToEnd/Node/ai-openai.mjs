// The scenarios of npm `ai` with `@ai-sdk/openai`, over chat completions.
import { createOpenAI } from '@ai-sdk/openai';
import { scenarios as shared } from './ai/scenarios.mjs';
import { model } from './openai/client.mjs';

const provider = (world) => createOpenAI({ baseURL: `${world.baseUrl}/v1`, apiKey: world.key });

export const scenarios = shared({
  model: (world, name) => provider(world).chat(model(world, name)),
  thinking: { openai: { forceReasoning: true, reasoningEffort: 'low' } },
  overloaded: (world) => (world.throughGateway ? 503 : 529),
});
