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

  async count_tokens(world) {
    const counted = await client(world).models.countTokens({ model: model(world, 'echo'), contents: 'one two three' });
    assert.ok(counted.totalTokens > 0);
  },

  async embed_content(world) {
    const reply = await client(world).models.embedContent({
      model: model(world, 'echo'),
      contents: ['one two', 'three'],
      config: { outputDimensionality: 8, taskType: 'RETRIEVAL_QUERY' },
    });
    assert.deepEqual(reply.embeddings.map((found) => found.values.length), [8, 8]);
  },

  /** The version that the SDK spoke before its third major. */
  async beta(world) {
    const reply = await client(world, { apiVersion: 'v1beta' }).models.generateContent({ model: model(world, 'echo'), contents: 'hello' });
    assert.equal(reply.text, 'hello');
  },
};
