import assert from 'node:assert/strict';
import { chatUsage, client, model } from './client.mjs';

export const others = {
  async completions_text(world) {
    const reply = await client(world).completions.create({ model: model(world, 'echo'), prompt: 'once upon a time' });
    assert.equal(reply.choices[0].text, 'once upon a time');
    world.used(chatUsage(reply.usage));
  },

  async completions_stream(world) {
    const stream = await client(world).completions.create({ model: model(world, 'lorem-20'), prompt: 'once', stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.text ?? '';
    assert.equal(text.split(' ').length, 20);
    world.used({ input: 1, output: 20 });
  },

  async embeddings_as_base64_by_default(world) {
    const reply = await client(world).embeddings.create({ model: model(world, 'echo'), input: ['left', 'right'] });
    assert.equal(reply.data.length, 2);
    const sent = JSON.parse(Buffer.from(world.exchanges[0].body, 'base64'));
    assert.equal(sent.encoding_format, 'base64');
    for (const { embedding } of reply.data) {
      assert.ok(embedding.length >= 8);
      assert.ok(embedding.every((value) => Number.isFinite(value) && Math.abs(value) <= 1));
    }
    assert.notDeepEqual(reply.data[0].embedding, reply.data[1].embedding);
    world.used({ input: reply.usage.prompt_tokens, output: null });
  },

  async models_list(world) {
    const models = [];
    for await (const found of client(world).models.list()) models.push(found.id);
    assert.ok(models.length > 0);
    const one = await client(world).models.retrieve(models[0]);
    assert.equal(one.id, models[0]);
    assert.equal(one.object, 'model');
  },
};
