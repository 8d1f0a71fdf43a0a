import assert from 'node:assert/strict';
import { chatUsage, client, model, responsesUsage } from './client.mjs';

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

  async responses_input_tokens(world) {
    const reply = await client(world).responses.inputTokens.count({ model: model(world, 'echo'), input: 'one two three' });
    assert.deepEqual({ ...reply }, { object: 'response.input_tokens', input_tokens: 3 });
  },

  async responses_compacted(world) {
    const input = [{ role: 'user', content: 'one two' }, { role: 'assistant', content: 'three' }];
    const compacted = await client(world).responses.compact({ model: model(world, 'echo'), input });
    assert.equal(compacted.object, 'response.compaction');
    world.used(responsesUsage(compacted.usage));
    const further = await client(world).responses.create({
      model: model(world, 'echo'), input: [...compacted.output, { role: 'user', content: 'four' }],
    });
    assert.equal(further.output_text, 'four');
    world.used(responsesUsage(further.usage));
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
