import assert from 'node:assert/strict';
import { APICallError, Output, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

// It warns of every model name that it does not know.
globalThis.AI_SDK_LOG_WARNINGS = false;

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const forecast = z.object({ city: z.string(), days: z.number() });

/** A tool that notes each call of it. */
const noting = (name, calls) =>
  tool({
    description: 'Says the weather.',
    inputSchema: forecast,
    execute: async (input) => {
      calls.push([name, input]);
      return `rain by ${name}`;
    },
  });

/** Usage in the words of the record's meters. */
const usage = (used) => ({
  input: used.inputTokens,
  output: used.outputTokens,
  cacheRead: used.inputTokenDetails.cacheReadTokens ?? null,
  reasoning: used.outputTokenDetails.reasoningTokens ?? null,
});

/** Scenarios that do not depend on which package speaks for the provider. */
export const scenarios = ({ model, thinking, overloaded }) => {
  const ask = (world, name, options) => ({ model: model(world, name), maxRetries: 0, ...options });
  const used = (world, steps) => steps.forEach((step) => world.used(usage(step.usage)));

  /** Collects a stream; its errors are thrown where it is read. */
  async function collect(world, options) {
    const errors = [];
    const reply = streamText({ ...options, onError: ({ error }) => errors.push(error) });
    let text = '';
    for await (const delta of reply.textStream) text += delta;
    if (errors.length > 0) throw Object.assign(errors[0], { text });
    used(world, await reply.steps);
    return { text, reasoning: await reply.reasoningText, finishReason: await reply.finishReason, steps: await reply.steps };
  }

  async function generate(world, options) {
    const reply = await generateText(options);
    used(world, reply.steps);
    return { text: reply.text, reasoning: reply.reasoningText, finishReason: reply.finishReason, steps: reply.steps };
  }

  /** Two steps: the model calls its tools, is told what they said, and quotes it. */
  async function tools(world, run, name, options = {}) {
    const calls = [];
    const reply = await run(
      world,
      ask(world, name, {
        prompt: 'weather?',
        tools: { weather: noting('weather', calls), tide: noting('tide', calls) },
        stopWhen: stepCountIs(3),
        ...options,
      }),
    );
    assert.equal(reply.steps.length, 2);
    assert.equal(reply.steps[0].finishReason, 'tool-calls');
    assert.match(reply.text, /rain by weather/);
    assert.ok(calls.every(([, input]) => typeof input.days === 'number'));
    return { names: calls.map(([called]) => called), reply };
  }

  async function fails(world, name, status) {
    const call = generateText(ask(world, name, { prompt: 'hello' }));
    const error = await call.then(() => assert.fail('the call succeeded'), (thrown) => thrown);
    assert.ok(APICallError.isInstance(error), String(error));
    assert.equal(error.statusCode, status);
    assert.ok(error.message.length > 10);
  }

  return {
    async text(world) {
      const reply = await generate(world, ask(world, 'echo', { instructions: 'be nice', prompt: 'one two three' }));
      assert.equal(reply.text, 'one two three');
      assert.equal(reply.finishReason, 'stop');
    },

    async stream(world) {
      const reply = await collect(world, ask(world, 'cached-lorem-40', { prompt: 'hello' }));
      assert.equal(reply.text.split(' ').length, 40);
      assert.equal(reply.finishReason, 'stop');
      if (world.countsCached) assert.equal(reply.steps[0].usage.inputTokenDetails.cacheReadTokens, 1000);
    },

    async stopped_by_length(world) {
      const reply = await generate(world, ask(world, 'lorem-40', { prompt: 'hello', maxOutputTokens: 10 }));
      assert.equal(reply.finishReason, 'length');
    },

    async tools(world) {
      const { names } = await tools(world, generate, 'tools');
      assert.deepEqual(names, ['weather']);
    },

    async parallel_tools_streamed(world) {
      const { names } = await tools(world, collect, 'parallel-tools');
      assert.deepEqual(names.toSorted(), ['tide', 'weather']);
    },

    async tools_with_reasoning(world) {
      const { reply } = await tools(world, generate, 'reasoning-parallel-tools', { providerOptions: thinking });
      assert.ok(!world.countsThoughts || reply.steps[0].usage.outputTokenDetails.reasoningTokens > 0);
    },

    async tools_with_reasoning_streamed(world) {
      const { reply } = await tools(world, collect, 'reasoning-tools', { providerOptions: thinking });
      assert.ok(!world.countsThoughts || reply.steps[0].usage.outputTokenDetails.reasoningTokens > 0);
    },

    async structured_output(world) {
      const reply = await generateText(ask(world, 'json', { prompt: 'json please', output: Output.object({ schema: forecast }) }));
      assert.equal(typeof reply.output.days, 'number');
      used(world, reply.steps);
    },

    async structured_output_streamed(world) {
      const reply = streamText(ask(world, 'json', { prompt: 'json please', output: Output.object({ schema: forecast }) }));
      assert.equal(typeof (await reply.output).days, 'number');
      used(world, await reply.steps);
    },

    async image(world) {
      const content = [{ type: 'text', text: 'see' }, { type: 'file', data: pixel, mediaType: 'image/png' }];
      const reply = await generate(world, ask(world, 'echo', { messages: [{ role: 'user', content }] }));
      assert.equal(reply.text, 'see [1 image]');
    },

    error_400: (world) => fails(world, 'status-400', 400),
    error_429: (world) => fails(world, 'status-429-retry-20ms', 429),
    error_500: (world) => fails(world, 'status-500', world.throughGateway ? 502 : 500),
    error_529: (world) => fails(world, 'status-529', world.namesOverload ? overloaded(world) : 502),

    async error_in_a_stream(world) {
      const error = await collect(world, ask(world, `error-after-${world.words}`, { prompt: 'hello' })).then(
        () => assert.fail('a broken stream raises'),
        (thrown) => thrown,
      );
      assert.ok(error.text.length > 0);
    },
  };
};
