// The scenarios of npm `@anthropic-ai/sdk` 0.137: it sends x-api-key and version 2023-06-01.
import assert from 'node:assert/strict';
import * as sdk from 'anthropic-old';
import { client, model, usage } from './anthropic/client.mjs';
import { errors } from './anthropic/errors.mjs';
import { messages } from './anthropic/messages.mjs';
import { others } from './anthropic/others.mjs';

/** What is not said to a vendor of another kind. */
export const nativeOnly = others(sdk);

export const scenarios = {
  ...messages(sdk),
  ...errors(sdk),

  async credentials_of_this_major(world) {
    await messages(sdk).text(world);
    const { headers } = world.exchanges[0];
    assert.equal(headers['x-api-key'], world.key);
    assert.equal(headers.authorization, undefined);
    assert.equal(headers['anthropic-version'], '2023-06-01');
  },

  async temperature(world) {
    const reply = await client(sdk, world).messages.create({
      model: model(world, 'echo'),
      max_tokens: 100,
      temperature: 0.5,
      messages: [{ role: 'user', content: 'warm' }],
    });
    assert.equal(reply.content[0].text, 'warm');
    world.used(usage(reply.usage));
  },
};
