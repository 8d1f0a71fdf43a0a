import assert from 'node:assert/strict';
import { client, model, parameters, usage } from './client.mjs';

const ask = (content) => [{ role: 'user', content }];
const tool = (name) => ({ name, description: 'Says the weather.', input_schema: parameters });
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Two turns: the model thinks and calls both tools, is told what they said, and quotes it. */
async function toolsWithThinking(world, send) {
  const turns = ask('weather?');
  const request = {
    model: model(world, 'reasoning-parallel-tools'),
    max_tokens: 4000,
    thinking: { type: 'enabled', budget_tokens: 2000 },
    messages: turns,
    tools: [tool('weather'), tool('tide')],
  };
  const first = await send(request);
  assert.deepEqual(first.content.map((block) => block.type), ['thinking', 'tool_use', 'tool_use']);
  world.used(usage(first.usage));

  const results = first.content
    .filter((block) => block.type === 'tool_use')
    .map((call) => ({ type: 'tool_result', tool_use_id: call.id, content: `rain by ${call.name}` }));
  turns.push({ role: 'assistant', content: first.content }, { role: 'user', content: results });
  const second = await send(request);
  assert.equal(second.content.at(-1).text, 'The tool answered: rain by weather\nrain by tide');
  world.used(usage(second.usage));
}

export const messages = (sdk) => ({
  async text(world) {
    const reply = await client(sdk, world).messages.create({
      model: model(world, 'echo'),
      max_tokens: 100,
      messages: ask('one two three'),
    });
    assert.equal(reply.content[0].text, 'one two three');
    assert.equal(reply.stop_reason, 'end_turn');
    assert.ok(reply._request_id);
    world.used(usage(reply.usage));
  },

  async stream(world) {
    const stream = client(sdk, world).messages.stream({
      model: model(world, 'lorem-40'),
      max_tokens: 100,
      messages: ask('hello'),
    });
    let text = '';
    stream.on('text', (delta) => (text += delta));
    const reply = await stream.finalMessage();
    assert.equal(text.split(' ').length, 40);
    assert.equal(reply.content[0].text, text);
    assert.equal(reply.stop_reason, 'end_turn');
    world.used(usage(reply.usage));
  },

  async cached_stream(world) {
    const reply = await client(sdk, world)
      .messages.stream({ model: model(world, 'cached'), max_tokens: 100, messages: ask('count my tokens') })
      .finalMessage();
    if (world.countsCached) assert.equal(reply.usage.cache_read_input_tokens, 1000);
    world.used(usage(reply.usage));
  },

  async tools_over_two_turns(world) {
    const turns = ask('weather?');
    const request = { model: model(world, 'tools'), max_tokens: 100, messages: turns, tools: [tool('weather'), tool('tide')] };
    const first = await client(sdk, world).messages.create(request);
    const call = first.content.find((block) => block.type === 'tool_use');
    assert.equal(first.stop_reason, 'tool_use');
    assert.equal(call.name, 'weather');
    assert.deepEqual(Object.keys(call.input), ['city', 'days']);
    world.used(usage(first.usage));

    turns.push(
      { role: 'assistant', content: first.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'rain' }] },
    );
    const second = await client(sdk, world).messages.create(request);
    assert.match(second.content[0].text, /rain/);
    assert.equal(second.stop_reason, 'end_turn');
    world.used(usage(second.usage));
  },

  async stream_of_parallel_tools(world) {
    const reply = await client(sdk, world)
      .messages.stream({
        model: model(world, 'parallel-tools'),
        max_tokens: 100,
        messages: ask('weather twice'),
        tools: [tool('weather'), tool('tide')],
      })
      .finalMessage();
    const calls = reply.content.filter((block) => block.type === 'tool_use');
    assert.deepEqual(calls.map((call) => call.name), ['weather', 'tide']);
    assert.ok(calls.every((call) => Number.isInteger(call.input.days)));
    world.used(usage(reply.usage));
  },

  async image(world) {
    const source = { type: 'base64', media_type: 'image/png', data: pixel };
    const reply = await client(sdk, world).messages.create({
      model: model(world, 'echo'),
      max_tokens: 100,
      messages: ask([{ type: 'text', text: 'see' }, { type: 'image', source }]),
    });
    assert.equal(reply.content[0].text, 'see [1 image]');
    world.used(usage(reply.usage));
  },

  async structured_output(world) {
    const reply = await client(sdk, world).messages.create({
      model: model(world, 'json'),
      max_tokens: 100,
      messages: ask('give me json'),
      output_config: { format: { type: 'json_schema', schema: parameters } },
    });
    assert.ok(Number.isInteger(JSON.parse(reply.content[0].text).days));
    world.used(usage(reply.usage));
  },

  tools_with_thinking: (world) => toolsWithThinking(world, (request) => client(sdk, world).messages.create(request)),

  tools_with_thinking_streamed: (world) =>
    toolsWithThinking(world, (request) => client(sdk, world).messages.stream(request).finalMessage()),

  async thinking_is_replayed(world) {
    const turns = ask('think');
    const request = {
      model: model(world, 'reasoning'),
      max_tokens: 4000,
      thinking: { type: 'enabled', budget_tokens: 2000 },
      messages: turns,
    };
    const first = await client(sdk, world).messages.stream(request).finalMessage();
    const thinking = first.content.find((block) => block.type === 'thinking');
    // Only Anthropic signs, also at Bedrock.
    assert.equal(Boolean(thinking.signature), !world.crosswise || world.bedrock);
    assert.match(thinking.thinking, /The user said/);
    world.used(usage(first.usage));

    // The vendor checks the signature and refuses one that was touched.
    turns.push({ role: 'assistant', content: first.content }, { role: 'user', content: 'and again' });
    const second = await client(sdk, world).messages.create(request);
    assert.equal(second.content.at(-1).text, 'and again');
    world.used(usage(second.usage));
  },
});
