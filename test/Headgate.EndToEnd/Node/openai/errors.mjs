import assert from 'node:assert/strict';
import * as sdk from 'openai';
import { client, model } from './client.mjs';

const messages = [{ role: 'user', content: 'hello' }];

/** The call must fail with this class and status; nothing else may come of it. */
async function fails(world, modelName, type, status, options = {}, clientOptions = { maxRetries: 0 }) {
  const call = client(world, clientOptions).chat.completions.create({ model: modelName, messages, ...options });
  const error = await call.then(() => assert.fail('the call succeeded'), (thrown) => thrown);
  assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
  assert.equal(error.status, status);
  assert.ok(error.message.length > 10);
  return error;
}

/** Consumes a stream that must break with the SDK's typed error after some content, and report no finish. */
async function breaks(world, modelName) {
  const stream = await client(world).chat.completions.create({ model: model(world, modelName), messages, stream: true });
  let text = '';
  let finish = null;
  const error = await (async () => {
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? '';
      finish ??= chunk.choices[0]?.finish_reason;
    }
  })().then(() => null, (thrown) => thrown);
  assert.ok(text.length > 0);
  assert.ok(!finish, 'a broken stream has no finish');
  assert.ok(error, 'a broken stream raises');
  return error;
}

export const errors = {
  error_400: (world) => fails(world, model(world, 'status-400'), sdk.BadRequestError, 400),
  error_404: (world) => fails(world, model(world, 'status-404'), sdk.NotFoundError, 404),
  error_422: (world) => fails(world, model(world, 'status-422'), sdk.UnprocessableEntityError, 422),
  error_429: (world) => fails(world, model(world, 'status-429-retry-20ms'), sdk.RateLimitError, 429),
  error_500: (world) => fails(world, model(world, 'status-500'), sdk.InternalServerError, world.throughGateway ? 502 : 500),
  error_529: (world) => fails(world, model(world, 'status-529'), sdk.InternalServerError, world.throughGateway ? (world.namesOverload ? 503 : 502) : 529),
  error_of_a_stream_before_its_first_word: (world) =>
    fails(world, model(world, 'status-500'), sdk.InternalServerError, world.throughGateway ? 502 : 500, { stream: true }),

  async error_401_of_a_wrong_key(world) {
    const error = await fails(world, model(world, 'echo'), sdk.AuthenticationError, 401, {}, { apiKey: 'hg-bad', maxRetries: 0 });
    assert.equal(error.code, 'invalid_api_key');
  },

  async error_401_of_the_vendor_is_not_the_clients(world) {
    if (!world.throughGateway) return fails(world, 'status-401', sdk.AuthenticationError, 401);
    const error = await fails(world, model(world, 'status-401'), sdk.InternalServerError, 502);
    assert.equal(error.code, 'upstream_auth');
  },

  async error_403_of_a_forbidden_model(world) {
    if (!world.throughGateway) return fails(world, 'status-403', sdk.PermissionDeniedError, 403);
    const error = await fails(world, 'forbidden', sdk.PermissionDeniedError, 403);
    assert.equal(error.code, 'model_not_allowed');
  },

  async error_404_of_an_unknown_model(world) {
    const error = await fails(world, world.throughGateway ? 'no-such-model' : 'ekko', sdk.NotFoundError, 404);
    assert.equal(error.code, 'model_not_found');
  },

  async error_in_a_stream(world) {
    const error = await breaks(world, 'error-after-5');
    assert.ok(error instanceof sdk.APIError, String(error));
  },

  async cut_stream(world) {
    const error = await breaks(world, 'cut-after-5');
    if (world.throughGateway) assert.ok(error instanceof sdk.APIError, String(error));
  },

  async malformed_stream(world) {
    const error = await breaks(world, 'malformed-after-5');
    if (world.throughGateway) assert.ok(error instanceof sdk.APIError, String(error));
  },

  async retries_of_the_sdk(world) {
    // One gateway attempt leaves the client its own rule: it tries three times in all.
    const name = world.throughGateway ? 'once-500' : 'status-500';
    await fails(world, name, sdk.InternalServerError, world.throughGateway ? 502 : 500, {}, { maxRetries: 2 });
    assert.equal(world.exchanges.length, 3);
    assert.deepEqual(world.exchanges.map((exchange) => exchange.headers['x-stainless-retry-count']), ['0', '1', '2']);
  },

  async retries_of_the_gateway_end_those_of_the_sdk(world) {
    if (!world.throughGateway) return fails(world, 'status-500', sdk.InternalServerError, 500);
    await fails(world, model(world, 'status-500'), sdk.InternalServerError, 502, {}, { maxRetries: 2 });
    assert.equal(world.exchanges.length, 1);
    assert.equal(world.exchanges[0].replyHeaders['x-should-retry'], 'false');
  },
};
