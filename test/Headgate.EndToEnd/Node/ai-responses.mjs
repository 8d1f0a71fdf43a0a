// The scenarios of npm `ai` with `@ai-sdk/openai` as it comes: over Responses, which it takes for stored.
import { createOpenAI } from '@ai-sdk/openai';
import { scenarios as shared } from './ai/scenarios.mjs';
import { model } from './openai/client.mjs';

const provider = (world) => createOpenAI({ baseURL: `${world.baseUrl}/v1`, apiKey: world.key });

export const scenarios = shared({
  model: (world, name) => provider(world)(model(world, name)),
  thinking: { openai: { forceReasoning: true, reasoningEffort: 'low', reasoningSummary: 'auto' } },
  overloaded: (world) => (world.throughGateway ? 503 : 529),
});
