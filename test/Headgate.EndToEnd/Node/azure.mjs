// Azure's client of npm `openai`, which has the model in the path.
import assert from 'node:assert/strict';
import { AzureOpenAI, NotFoundError } from 'openai';
import { chatUsage, model } from './openai/client.mjs';

const client = (world, deployment) => new AzureOpenAI({
  endpoint: world.throughGateway ? world.baseUrl : `${world.baseUrl}/azure`,
  apiKey: world.key,
  apiVersion: '2025-04-01-preview',
  deployment,
  maxRetries: 0,
});

const messages = [{ role: 'user', content: 'one two three' }];

export const scenarios = {};

/** What is translated does not hang on the path. */
export const nativeOnly = {
  async text(world) {
    const reply = await client(world, model(world, 'echo')).chat.completions.create({ messages });
    assert.equal(reply.choices[0].message.content, 'one two three');
    world.used(chatUsage(reply.usage));
  },

  async stream(world) {
    const stream = await client(world, model(world, 'lorem-20')).chat.completions.create({ messages, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    assert.equal(text.split(' ').length, 20);
  },

  async embeddings(world) {
    const reply = await client(world, model(world, 'echo')).embeddings.create({ input: 'left' });
    assert.equal(reply.data[0].embedding.length, 1536);
  },

  async unknown_deployment(world) {
    const call = client(world, 'no-such-deployment').chat.completions.create({ messages });
    const error = await call.then(() => assert.fail('the call succeeded'), (thrown) => thrown);
    assert.ok(error instanceof NotFoundError, String(error));
  },
};
