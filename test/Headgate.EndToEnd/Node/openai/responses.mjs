import assert from 'node:assert/strict';
import { client, model, parameters, responsesUsage } from './client.mjs';

const tool = { type: 'function', name: 'weather', description: 'Says the weather.', parameters, strict: true };

export const responses = {
  async responses_text(world) {
    const reply = await client(world).responses.create({ model: model(world, 'echo'), input: 'one two three' });
    assert.equal(reply.output_text, 'one two three');
    assert.equal(reply.status, 'completed');
    world.used(responsesUsage(reply.usage));
  },

  async responses_stream(world) {
    const stream = await client(world).responses.create({ model: model(world, 'lorem-30'), input: 'hello', stream: true });
    let text = '';
    let last = null;
    let expected = 0;
    for await (const event of stream) {
      assert.equal(event.sequence_number, expected++);
      if (event.type === 'response.output_text.delta') text += event.delta;
      last = event;
    }
    assert.equal(last.type, 'response.completed');
    assert.equal(text.split(' ').length, 30);
    world.used(responsesUsage(last.response.usage));
  },

  async responses_tools_over_two_turns(world) {
    const input = [{ role: 'user', content: 'weather?' }];
    const request = { model: model(world, 'tools'), input, tools: [tool], store: false };
    const first = await client(world).responses.create(request);
    const call = first.output.find((item) => item.type === 'function_call');
    assert.equal(call.name, 'weather');
    JSON.parse(call.arguments);
    world.used(responsesUsage(first.usage));

    input.push(...first.output, { type: 'function_call_output', call_id: call.call_id, output: 'rain' });
    const second = await client(world).responses.create(request);
    assert.match(second.output_text, /rain/);
    world.used(responsesUsage(second.usage));
  },

  async responses_reasoning_is_replayed(world) {
    const input = [{ role: 'user', content: 'think' }];
    const request = {
      model: model(world, 'reasoning'),
      input,
      store: false,
      include: ['reasoning.encrypted_content'],
      reasoning: { effort: 'low', summary: 'auto' },
    };
    const first = await client(world).responses.create(request);
    const reasoning = first.output.find((item) => item.type === 'reasoning');
    assert.ok(reasoning.encrypted_content);
    assert.ok(!world.countsThoughts || first.usage.output_tokens_details.reasoning_tokens > 0);
    world.used(responsesUsage(first.usage));

    // The vendor opens the sealed reasoning and refuses one that was touched.
    input.push(...first.output, { role: 'user', content: 'and again' });
    const second = await client(world).responses.create(request);
    assert.equal(second.output_text, 'and again');
    world.used(responsesUsage(second.usage));
  },

  async responses_structured_output(world) {
    const reply = await client(world).responses.create({
      model: model(world, 'json'),
      input: 'give me json',
      text: { format: { type: 'json_schema', name: 'forecast', strict: true, schema: parameters } },
    });
    assert.ok(Number.isInteger(JSON.parse(reply.output_text).days));
    world.used(responsesUsage(reply.usage));
  },
};
