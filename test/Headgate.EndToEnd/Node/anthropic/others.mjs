import assert from 'node:assert/strict';
import { client, model } from './client.mjs';

const ask = (content) => [{ role: 'user', content }];

export const others = (sdk) => ({
  async count_tokens(world) {
    const reply = await client(sdk, world).messages.countTokens({ model: model(world, 'echo'), messages: ask('one two three') });
    assert.equal(reply.input_tokens, 3);
  },

  async models_list(world) {
    const models = [];
    for await (const found of client(sdk, world).models.list()) models.push(found);
    assert.ok(models.length > 0);
    assert.equal(models[0].type, 'model');
    const one = await client(sdk, world).models.retrieve(models[0].id);
    assert.equal(one.id, models[0].id);
  },
});
