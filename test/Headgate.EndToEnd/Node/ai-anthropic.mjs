// The scenarios of npm `ai` with `@ai-sdk/anthropic`.
import { createAnthropic } from '@ai-sdk/anthropic';
import { scenarios as shared } from './ai/scenarios.mjs';
import { model } from './anthropic/client.mjs';

const provider = (world) => createAnthropic({ baseURL: `${world.baseUrl}/v1`, apiKey: world.key });

export const scenarios = shared({
  model: (world, name) => provider(world)(model(world, name)),
  thinking: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } } },
  overloaded: () => 529,
});
