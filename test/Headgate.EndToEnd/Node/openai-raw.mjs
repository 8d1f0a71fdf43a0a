// npm `openai` on what passes verbatim. Ends with 0 when all of it went as the SDK expects.
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';

const client = new OpenAI({ baseURL: `${process.env.BASE_URL}/v1`, apiKey: process.env.API_KEY, maxRetries: 0 });
const model = (name) => process.env.PREFIX + name;
const bytes = Buffer.alloc(100_000, 7);

const moderation = await client.moderations.create({ input: 'something bad' });
assert.equal(moderation.results[0].flagged, true);

const image = await client.images.generate({ model: model('echo'), prompt: 'a cat' });
assert.ok(image.data[0].b64_json.length > 0);
let completed = 0;
for await (const event of await client.images.generate({ model: model('echo'), prompt: 'a cat', stream: true })) {
  completed += event.type === 'image_generation.completed';
}
assert.equal(completed, 1);
const edited = await client.images.edit({ image: await toFile(bytes, 'cat.png', { type: 'image/png' }), prompt: 'a hat', model: model('echo') });
assert.equal(edited.usage.total_tokens, 112);

const speech = await client.audio.speech.create({ model: model('echo'), voice: 'alloy', input: 'hello' });
const spoken = Buffer.from(await speech.arrayBuffer());
assert.equal(spoken.length, 65536);
assert.ok(spoken.every((byte, i) => byte === ((i * 31) & 255)));
const heard = await client.audio.transcriptions.create({ file: await toFile(bytes, 'a.mp3'), model: model('echo') });
assert.equal(heard.text, '100000 bytes');
const translated = await client.audio.translations.create({ model: model('echo'), file: await toFile(bytes, 'a.mp3') });
assert.equal(translated.text, '100000 bytes');

const jsonl = '{"custom_id":"1"}\n{"custom_id":"2"}\n';
const file = await client.files.create({ file: await toFile(Buffer.from(jsonl), 'in.jsonl'), purpose: 'batch' });
assert.equal((await client.files.retrieve(file.id)).bytes, jsonl.length);
assert.equal(await (await client.files.content(file.id)).text(), jsonl);
const batch = await client.batches.create({ input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' });
const done = await client.batches.retrieve(batch.id);
assert.equal(done.status, 'completed');
assert.equal((await (await client.files.content(done.output_file_id)).text()).split('\n').length, 2);
const files = [];
for await (const listed of client.files.list({ limit: 1 })) files.push(listed.id);
assert.ok(files.includes(file.id) && files.includes(done.output_file_id));
const batches = await client.batches.list();
assert.ok(batches.data.some((listed) => listed.id === batch.id));
assert.equal((await client.files.delete(file.id)).deleted, true);
await assert.rejects(client.files.retrieve(file.id), (error) => error.status === 404);

const halves = [jsonl.slice(0, 10), jsonl.slice(10)];
const begun = await client.uploads.create({ bytes: jsonl.length, filename: 'in.jsonl', mime_type: 'application/jsonl', purpose: 'batch' });
assert.equal(begun.status, 'pending');
const parts = await Promise.all(halves.map(async (half) => client.uploads.parts.create(begun.id, { data: await toFile(Buffer.from(half), 'blob') })));
const uploaded = await client.uploads.complete(begun.id, { part_ids: parts.map((part) => part.id) });
assert.equal(uploaded.status, 'completed');
assert.equal(await (await client.files.content(uploaded.file.id)).text(), jsonl);
const ofUpload = await client.batches.create({ input_file_id: uploaded.file.id, endpoint: '/v1/chat/completions', completion_window: '24h' });
assert.equal((await client.batches.retrieve(ofUpload.id)).status, 'completed');
const given = await client.uploads.create({ bytes: 1, filename: 'a.txt', mime_type: 'text/plain', purpose: 'user_data' });
assert.equal((await client.uploads.cancel(given.id)).status, 'cancelled');
await assert.rejects(client.uploads.complete('upload_unknown', { part_ids: ['part_unknown'] }), (error) => error instanceof OpenAI.NotFoundError);

const stored = await client.responses.create({ model: model('echo'), input: 'hello' });
assert.equal((await client.responses.retrieve(stored.id)).id, stored.id);
const next = await client.responses.create({ model: model('echo'), input: 'again', previous_response_id: stored.id });
assert.notEqual(next.id, stored.id);
assert.equal((await client.responses.inputItems.list(stored.id)).data.length, 0);
await client.responses.delete(stored.id);
await assert.rejects(client.responses.retrieve(stored.id), (error) => error.status === 404);
