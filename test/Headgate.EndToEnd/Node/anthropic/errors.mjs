import assert from 'node:assert/strict';
import { client, model } from './client.mjs';

const turns = [{ role: 'user', content: 'hello' }];

export const errors = (sdk) => {
  const typed = sdk.Anthropic;

  /** The call must fail with this class, status and type; nothing else may come of it. */
  async function fails(world, modelName, type, status, options = {}, clientOptions = { maxRetries: 0 }) {
    const call = client(sdk, world, clientOptions).messages.create({ model: modelName, max_tokens: 100, messages: turns, ...options });
    const error = await call.then(() => assert.fail('the call succeeded'), (thrown) => thrown);
    assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
    assert.equal(error.status, status);
    return error;
  }

  /** Consumes a stream that must raise after some text, and must not report a finished message. */
  async function breaks(world, modelName) {
    const stream = client(sdk, world).messages.stream({ model: model(world, modelName), max_tokens: 100, messages: turns });
    let text = '';
    let stopped = false;
    const error = await (async () => {
      for await (const event of stream) {
        text += event.delta?.text ?? '';
        stopped ||= event.type === 'message_stop' || event.delta?.stop_reason != null;
      }
      await stream.finalMessage();
    })().then(() => null, (thrown) => thrown);
    assert.ok(text.length > 0);
    assert.ok(!stopped, 'a broken stream has no stop');
    assert.ok(error, 'a broken stream raises');
    return error;
  }

  return {
    error_400: (world) => fails(world, model(world, 'status-400'), typed.BadRequestError, 400),
    error_404: (world) => fails(world, model(world, 'status-404'), typed.NotFoundError, 404),
    error_413: (world) => fails(world, model(world, 'status-413'), typed.APIError, 413),
    error_429: (world) => fails(world, model(world, 'status-429-retry-20ms'), typed.RateLimitError, 429),
    error_500: (world) => fails(world, model(world, 'status-500'), typed.InternalServerError, world.throughGateway ? 502 : 500),

    async error_529(world) {
      const error = await fails(world, model(world, 'status-529'), typed.InternalServerError, world.namesOverload ? 529 : 502);
      assert.equal(error.error.error.type, world.namesOverload ? 'overloaded_error' : 'api_error');
    },

    async error_401_of_a_wrong_key(world) {
      const error = await fails(world, model(world, 'echo'), typed.AuthenticationError, 401, {}, { apiKey: 'hg-bad', maxRetries: 0 });
      assert.equal(error.error.error.type, 'authentication_error');
    },

    async error_401_of_the_vendor_is_not_the_clients(world) {
      if (!world.throughGateway) return fails(world, 'status-401', typed.AuthenticationError, 401);
      const error = await fails(world, model(world, 'status-401'), typed.InternalServerError, 502);
      assert.equal(error.error.error.type, 'api_error');
    },

    async error_403_of_a_forbidden_model(world) {
      if (!world.throughGateway) return fails(world, 'status-403', typed.PermissionDeniedError, 403);
      await fails(world, 'forbidden', typed.PermissionDeniedError, 403);
    },

    error_404_of_an_unknown_model: (world) =>
      fails(world, world.throughGateway ? 'no-such-model' : 'ekko', typed.NotFoundError, 404),

    async error_in_a_stream(world) {
      const error = await breaks(world, 'error-after-5');
      assert.ok(error instanceof typed.APIError, String(error));
    },

    async cut_stream(world) {
      const error = await breaks(world, 'cut-after-5');
      if (world.throughGateway) assert.ok(error instanceof typed.APIError, String(error));
    },

    async malformed_stream(world) {
      const error = await breaks(world, 'malformed-after-5');
      if (world.throughGateway) assert.ok(error instanceof typed.APIError, String(error));
    },

    async retries_of_the_sdk(world) {
      // One gateway attempt leaves the client its own rule: it tries three times in all.
      const name = world.throughGateway ? 'once-500-claude' : 'status-500';
      await fails(world, name, typed.InternalServerError, world.throughGateway ? 502 : 500, {}, { maxRetries: 2 });
      assert.equal(world.exchanges.length, 3);
    },

    async retries_of_the_gateway_end_those_of_the_sdk(world) {
      if (!world.throughGateway) return fails(world, 'status-500', typed.InternalServerError, 500);
      await fails(world, model(world, 'status-500'), typed.InternalServerError, 502, {}, { maxRetries: 2 });
      assert.equal(world.exchanges.length, 1);
      assert.equal(world.exchanges[0].replyHeaders['x-should-retry'], 'false');
    },
  };
};
