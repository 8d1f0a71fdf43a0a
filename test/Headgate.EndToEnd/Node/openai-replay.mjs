// npm `openai` with an Idempotency-Key: what it gets the second time. Ends with 0 when all of it went as the SDK expects.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

let calls = 0;
const client = new OpenAI({
  baseURL: `${process.env.BASE_URL}/v1`,
  apiKey: process.env.API_KEY,
  fetch: (...request) => (calls++, fetch(...request)),
});
const named = (name) => ({ headers: { 'Idempotency-Key': name } });
const ask = (model, content = 'one two three') => ({ model: `openai/${model}`, messages: [{ role: 'user', content }] });

async function whole(name, body) {
  const { data, response } = await client.chat.completions.create(body, named(name)).withResponse();
  return { data, isReplay: response.headers.get('x-headgate-idempotent-replay') === 'true' };
}

async function streamed(name) {
  const { data, response } = await client.chat.completions.create({ ...ask('lorem-40'), stream: true }, named(name)).withResponse();
  const chunks = [];
  for await (const chunk of data) chunks.push(chunk);
  return { chunks, isReplay: response.headers.get('x-headgate-idempotent-replay') === 'true' };
}

async function refusal(name, body, expected) {
  calls = 0;
  const refused = await client.chat.completions.create(body, named(name)).then(() => null, (error) => error);
  assert.ok(refused instanceof expected, `${refused}`);
  assert.equal(calls, 1); // no repeat of the SDK's own could help
  return refused.code;
}

if (process.env.PHASE === 'first') {
  const first = await whole('whole', ask('echo'));
  const again = await whole('whole', ask('echo'));
  assert.deepEqual(again.data, first.data);
  assert.deepEqual([first.isReplay, again.isReplay], [false, true]);

  const stream = await streamed('stream');
  const replay = await streamed('stream');
  assert.ok(stream.chunks.length > 10);
  assert.deepEqual(replay.chunks, stream.chunks);
  assert.deepEqual([stream.isReplay, replay.isReplay], [false, true]);

  assert.equal(await refusal('whole', ask('echo', 'four'), OpenAI.BadRequestError), 'idempotency_key_reused');

  // While the first is open the SDK is told to come back, and does so by itself.
  calls = 0;
  const both = await Promise.all([whole('both', ask('slow-700ms-lorem-8')), whole('both', ask('slow-700ms-lorem-8'))]);
  assert.deepEqual(both[0].data, both[1].data);
  assert.deepEqual(both.map((one) => one.isReplay).sort(), [false, true]);
  assert.ok(calls > 2, `${calls} calls`);
} else {
  assert.equal(await refusal('whole', ask('echo'), OpenAI.ConflictError), 'idempotency_answer_lost');
  assert.equal(await refusal('both', ask('echo'), OpenAI.BadRequestError), 'idempotency_key_reused');
  assert.equal((await whole('new', ask('echo'))).isReplay, false);
}
