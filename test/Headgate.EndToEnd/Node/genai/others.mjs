import assert from 'node:assert/strict';
import { client, model } from './client.mjs';

export const others = {
  async models_list(world) {
    const models = [];
    for await (const found of await client(world).models.list()) models.push(found);
    assert.ok(models.length > 0);
    const one = await client(world).models.get({ model: models[0].name });
    assert.equal(one.name, models[0].name);
  },

  /** The version that the SDK spoke before its third major. */
  async beta(world) {
    const reply = await client(world, { apiVersion: 'v1beta' }).models.generateContent({ model: model(world, 'echo'), contents: 'hello' });
    assert.equal(reply.text, 'hello');
  },
};
