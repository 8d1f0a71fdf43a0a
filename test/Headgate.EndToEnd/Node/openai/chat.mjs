import assert from 'node:assert/strict';
import { chatUsage, client, model, parameters } from './client.mjs';

const ask = (text) => [{ role: 'user', content: text }];
const tool = (name) => ({ type: 'function', function: { name, description: 'Says the weather.', parameters } });
const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Two turns: the model reasons and calls both tools, is told what they said, and quotes it. */
async function toolsWithReasoning(world, send) {
  const messages = ask('weather?');
  const request = {
    model: model(world, 'reasoning-parallel-tools'),
    messages,
    tools: [tool('weather'), tool('tide')],
    reasoning_effort: 'low',
  };
  const first = await send(request);
  const { tool_calls: calls } = first.choices[0].message;
  assert.equal(calls.length, 2);
  assert.ok(!world.countsThoughts || first.usage.completion_tokens_details.reasoning_tokens > 0);
  world.used(chatUsage(first.usage));

  // The call goes back without what was thought: this protocol has no field for it.
  messages.push({ role: 'assistant', tool_calls: calls });
  messages.push(...calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: `rain by ${call.function.name}` })));
  const second = await send(request);
  assert.equal(second.choices[0].message.content, 'The tool answered: rain by weather\nrain by tide');
  world.used(chatUsage(second.usage));
}

export const chat = {
  async chat_text(world) {
    const reply = await client(world).chat.completions.create({ model: model(world, 'echo'), messages: ask('one two three') });
    assert.equal(reply.choices[0].message.content, 'one two three');
    assert.equal(reply.choices[0].finish_reason, 'stop');
    assert.match(reply.model, /echo$/);
    assert.ok(reply._request_id);
    world.used(chatUsage(reply.usage));
  },

  async chat_stream(world) {
    const stream = await client(world).chat.completions.create({
      model: model(world, 'lorem-40'),
      messages: ask('hello'),
      stream: true,
    });
    let text = '';
    let finish = null;
    for await (const chunk of stream) {
      assert.ok(!chunk.usage, 'usage was not asked for');
      if (chunk.prompt_filter_results) continue; // Azure's first chunk
      assert.equal(chunk.choices.length, 1);
      text += chunk.choices[0].delta.content ?? '';
      finish = chunk.choices[0].finish_reason ?? finish;
    }
    assert.equal(text.split(' ').length, 40);
    assert.equal(finish, 'stop');
    world.used({ input: 1, output: 40 });
  },

  async chat_stream_with_usage(world) {
    const stream = client(world).chat.completions.stream({
      model: model(world, 'cached'),
      messages: ask('count my tokens please'),
      stream_options: { include_usage: true },
    });
    const reply = await stream.finalChatCompletion();
    assert.equal(reply.choices[0].message.content, 'count my tokens please');
    if (world.countsCached) assert.equal(reply.usage.prompt_tokens_details.cached_tokens, 1000);
    world.used(chatUsage(reply.usage));
  },

  async chat_tools_over_two_turns(world) {
    const messages = ask('weather?');
    const request = { model: model(world, 'tools'), messages, tools: [tool('weather'), tool('other')] };
    const first = await client(world).chat.completions.create(request);
    const [call] = first.choices[0].message.tool_calls;
    assert.equal(first.choices[0].finish_reason, 'tool_calls');
    assert.equal(call.function.name, 'weather');
    assert.deepEqual(Object.keys(JSON.parse(call.function.arguments)), ['city', 'days']);
    world.used(chatUsage(first.usage));

    messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'rain' });
    const second = await client(world).chat.completions.create(request);
    assert.match(second.choices[0].message.content, /rain/);
    assert.equal(second.choices[0].finish_reason, 'stop');
    world.used(chatUsage(second.usage));
  },

  async chat_stream_of_parallel_tools(world) {
    const stream = client(world).chat.completions.stream({
      model: model(world, 'parallel-tools'),
      messages: ask('weather twice'),
      tools: [tool('weather'), tool('tide')],
      stream_options: { include_usage: true },
    });
    const reply = await stream.finalChatCompletion();
    const calls = reply.choices[0].message.tool_calls;
    assert.deepEqual(calls.map((call) => call.function.name), ['weather', 'tide']);
    assert.equal(new Set(calls.map((call) => call.id)).size, 2);
    calls.forEach((call) => JSON.parse(call.function.arguments));
    world.used(chatUsage(reply.usage));
  },

  chat_tools_with_reasoning: (world) => toolsWithReasoning(world, (request) => client(world).chat.completions.create(request)),

  chat_tools_with_reasoning_streamed: (world) =>
    toolsWithReasoning(world, (request) =>
      client(world).chat.completions.stream({ ...request, stream_options: { include_usage: true } }).finalChatCompletion(),
    ),

  async chat_image(world) {
    const reply = await client(world).chat.completions.create({
      model: model(world, 'echo'),
      messages: [{ role: 'user', content: [{ type: 'text', text: 'see' }, { type: 'image_url', image_url: { url: pixel } }] }],
    });
    assert.equal(reply.choices[0].message.content, 'see [1 image]');
    world.used(chatUsage(reply.usage));
  },

  async chat_structured_output(world) {
    const reply = await client(world).chat.completions.parse({
      model: model(world, 'json'),
      messages: ask('give me json'),
      response_format: { type: 'json_schema', json_schema: { name: 'forecast', strict: true, schema: parameters } },
    });
    const answer = reply.choices[0].message.parsed ?? JSON.parse(reply.choices[0].message.content);
    assert.equal(typeof answer.city, 'string');
    assert.ok(Number.isInteger(answer.days));
    world.used(chatUsage(reply.usage));
  },

  async chat_reasoning(world) {
    const reply = await client(world).chat.completions.create({
      model: model(world, 'reasoning'),
      messages: ask('think'),
      reasoning_effort: 'high',
    });
    assert.equal(reply.choices[0].message.content, 'think');
    assert.match(reply.choices[0].message.reasoning_content, /The user said/);
    assert.ok(!world.countsThoughts || reply.usage.completion_tokens_details.reasoning_tokens > 0);
    world.used(chatUsage(reply.usage));
  },
};
