// The scenarios of npm `@langchain/openai`, over chat completions.
import assert from 'node:assert/strict';
import { HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { model } from './openai/client.mjs';

const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const forecast = z.object({ city: z.string(), days: z.number() });
const noting = (name) =>
  tool(({ city }) => `rain in ${city} by ${name}`, { name, description: 'Says the weather.', schema: forecast });
const toolbox = { weather: noting('weather'), tide: noting('tide') };

/** The client with nothing changed but base URL and key. */
const chat = (world, name, options = {}) =>
  new ChatOpenAI({
    model: model(world, name),
    apiKey: world.key,
    configuration: { baseURL: `${world.baseUrl}/v1` },
    maxRetries: 0,
    ...options,
  });

/** Usage in the words of the record's meters. */
const usage = ({ usage_metadata: used }) => ({
  input: used.input_tokens,
  output: used.output_tokens,
  cacheRead: used.input_token_details?.cache_read ?? null,
  reasoning: used.output_token_details?.reasoning ?? null,
});

async function invoke(world, runnable, messages) {
  const reply = await runnable.invoke(messages);
  world.used(usage(reply));
  return reply;
}

async function collect(world, runnable, messages) {
  let reply;
  for await (const chunk of await runnable.stream(messages)) reply = reply?.concat(chunk) ?? chunk;
  world.used(usage(reply));
  return reply;
}

/** Two turns: the model calls its tools, is told what they said, and quotes it. */
async function tools(world, run, name, options) {
  const runnable = chat(world, name, options).bindTools(Object.values(toolbox));
  const messages = [new SystemMessage('be nice'), new HumanMessage('weather?')];
  const first = await run(world, runnable, messages);
  messages.push(first);
  for (const call of first.tool_calls) messages.push(await toolbox[call.name].invoke(call));
  assert.ok(messages.at(-1) instanceof ToolMessage);
  const second = await run(world, runnable, messages);
  assert.match(second.text, /rain in city by weather/);
  return first.tool_calls.map((call) => call.name);
}

async function fails(world, name, status) {
  const error = await chat(world, name).invoke('hello').then(() => assert.fail('the call succeeded'), (thrown) => thrown);
  assert.equal(error.status, status, String(error));
}

export const scenarios = {
  async text(world) {
    const reply = await invoke(world, chat(world, 'echo'), [new SystemMessage('be nice'), new HumanMessage('one two three')]);
    assert.equal(reply.text, 'one two three');
    assert.equal(reply.response_metadata.finish_reason, 'stop');
  },

  async stream(world) {
    const reply = await collect(world, chat(world, 'cached-lorem-40'), 'hello');
    assert.equal(reply.text.split(' ').length, 40);
    if (world.countsCached) assert.equal(reply.usage_metadata.input_token_details.cache_read, 1000);
  },

  async tools(world) {
    assert.deepEqual(await tools(world, invoke, 'tools'), ['weather']);
  },

  async parallel_tools_streamed(world) {
    assert.deepEqual(await tools(world, collect, 'parallel-tools'), ['weather', 'tide']);
  },

  async tools_with_reasoning(world) {
    await tools(world, invoke, 'reasoning-parallel-tools', { reasoning: { effort: 'low' } });
  },

  async tools_with_reasoning_streamed(world) {
    await tools(world, collect, 'reasoning-tools', { reasoning: { effort: 'low' } });
  },

  async structured_output(world) {
    const runnable = chat(world, 'json').withStructuredOutput(forecast, { includeRaw: true, method: 'jsonSchema', name: 'forecast' });
    const { parsed, raw } = await runnable.invoke('json please');
    assert.equal(typeof parsed.days, 'number');
    world.used(usage(raw));
  },

  async structured_output_by_a_forced_tool(world) {
    const runnable = chat(world, 'json').withStructuredOutput(forecast, { includeRaw: true, method: 'functionCalling', name: 'forecast' });
    const { parsed, raw } = await runnable.invoke('json please');
    assert.equal(typeof parsed.days, 'number');
    world.used(usage(raw));
  },

  async image(world) {
    const content = [{ type: 'text', text: 'see' }, { type: 'image_url', image_url: { url: pixel } }];
    const reply = await invoke(world, chat(world, 'echo'), [new HumanMessage({ content })]);
    assert.equal(reply.text, 'see [1 image]');
  },

  error_400: (world) => fails(world, 'status-400', 400),
  error_429: (world) => fails(world, 'status-429-retry-20ms', 429),
  error_500: (world) => fails(world, 'status-500', world.throughGateway ? 502 : 500),
  error_529: (world) => fails(world, 'status-529', world.throughGateway ? (world.namesOverload ? 503 : 502) : 529),

  async error_in_a_stream(world) {
    let text = '';
    const error = await (async () => {
      for await (const chunk of await chat(world, `error-after-${world.words}`).stream('hello')) text += chunk.text;
    })().then(() => assert.fail('a broken stream raises'), (thrown) => thrown);
    assert.ok(text.length > 0, String(error));
  },
};
