import assert from 'node:assert/strict';
import { ApiError } from '@google/genai';
import { client, model } from './client.mjs';

const contents = 'hello';

/** The call must fail with the SDK's own class, this status and Google's word for it; nothing else may come of it. */
async function fails(world, modelName, status, word, run = client(world)) {
  const call = run.models.generateContent({ model: modelName, contents });
  const error = await call.then(() => assert.fail('the call succeeded'), (thrown) => thrown);
  assert.ok(error instanceof ApiError, String(error));
  assert.equal(error.status, status);
  const said = JSON.parse(error.message).error;
  assert.equal(said.code, status);
  assert.equal(said.status, word);
  assert.ok(said.message.length > 10);
}

/** Consumes a stream that must break with an error after some content, and report no finish. */
async function breaks(world, modelName) {
  let text = '';
  let finish = null;
  const error = await (async () => {
    for await (const chunk of await client(world).models.generateContentStream({ model: model(world, modelName), contents })) {
      text += chunk.text ?? '';
      finish ??= chunk.candidates?.[0]?.finishReason;
    }
  })().then(() => null, (thrown) => thrown);
  assert.ok(text.length > 0);
  assert.ok(!finish, 'a broken stream has no finish');
  return error;
}

export const errors = {
  error_400: (world) => fails(world, model(world, 'status-400'), 400, 'INVALID_ARGUMENT'),
  error_404: (world) => fails(world, model(world, 'status-404'), 404, 'NOT_FOUND'),
  error_429: (world) => fails(world, model(world, 'status-429-retry-20ms'), 429, 'RESOURCE_EXHAUSTED'),
  error_500: (world) => (world.throughGateway
    ? fails(world, model(world, 'status-500'), 502, 'UNAVAILABLE')
    : fails(world, model(world, 'status-500'), 500, 'INTERNAL')),
  error_503: (world) => fails(world, model(world, 'status-503'), 503, 'UNAVAILABLE'),

  error_of_a_stream_before_its_first_word: async (world) => {
    const call = client(world).models.generateContentStream({ model: model(world, 'status-400'), contents });
    const error = await call.then(() => assert.fail('the call succeeded'), (thrown) => thrown);
    assert.equal(error.status, 400);
  },

  error_of_a_wrong_key: (world) => (world.throughGateway
    ? fails(world, model(world, 'echo'), 401, 'UNAUTHENTICATED', client(world, {}, 'hg-bad'))
    : fails(world, model(world, 'echo'), 400, 'INVALID_ARGUMENT', client(world, {}, 'bad'))),

  error_401_of_the_vendor_is_not_the_clients: (world) => (world.throughGateway
    ? fails(world, model(world, 'status-401'), 502, 'UNAVAILABLE')
    : fails(world, model(world, 'status-401'), 401, 'UNAUTHENTICATED')),

  error_403_of_a_forbidden_model: (world) =>
    fails(world, world.throughGateway ? 'forbidden' : model(world, 'status-403'), 403, 'PERMISSION_DENIED'),

  error_404_of_an_unknown_model: (world) => fails(world, 'no-such-model', 404, 'NOT_FOUND'),

  async error_in_a_stream(world) {
    const error = await breaks(world, 'error-after-5');
    assert.ok(error instanceof ApiError, String(error));
  },

  async cut_stream(world) {
    const error = await breaks(world, 'cut-after-5');
    assert.ok(error, 'a cut stream raises');
  },

  async malformed_stream(world) {
    const error = await breaks(world, 'malformed-after-5');
    assert.ok(error, 'a malformed stream raises');
  },

  async retries_of_the_sdk(world) {
    // One gateway attempt leaves the client its own rule, here three times in all.
    const run = client(world, { retryOptions: { attempts: 3 } });
    const name = world.throughGateway ? 'once-500-gemini' : model(world, 'status-500');
    const call = run.models.generateContent({ model: name, contents });
    await call.then(() => assert.fail('the call succeeded'), () => {});
    assert.equal(world.exchanges.length, 3);
  },
};
