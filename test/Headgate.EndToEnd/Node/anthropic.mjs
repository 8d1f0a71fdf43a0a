// The scenarios of npm `@anthropic-ai/sdk`, the current major: it sends Bearer and version 2026-10-21.
import assert from 'node:assert/strict';
import * as sdk from '@anthropic-ai/sdk';
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
    assert.equal(headers.authorization, `Bearer ${world.key}`);
    assert.equal(headers['x-api-key'], undefined);
    assert.equal(headers['anthropic-version'], '2026-10-21');
  },
};
