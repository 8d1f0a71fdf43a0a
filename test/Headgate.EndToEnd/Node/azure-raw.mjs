// Azure's client of npm `openai` on what passes verbatim: the deployment is in the path. Ends with 0 when all of it went as the SDK expects.
import assert from 'node:assert/strict';
import { AzureOpenAI, NotFoundError, toFile } from 'openai';

const client = (deployment) => new AzureOpenAI({
  endpoint: process.env.BASE_URL,
  apiKey: process.env.API_KEY,
  apiVersion: '2025-04-01-preview',
  deployment,
  maxRetries: 0,
});
const azure = client(process.env.DEPLOYMENT);
const bytes = Buffer.alloc(100_000, 7);

const image = await azure.images.generate({ prompt: 'a cat' });
assert.ok(image.data[0].b64_json.length > 0);
const edited = await azure.images.edit({ image: await toFile(bytes, 'cat.png', { type: 'image/png' }), prompt: 'a hat', model: 'echo' });
assert.equal(edited.usage.total_tokens, 112);

const speech = await azure.audio.speech.create({ model: 'echo', voice: 'alloy', input: 'hello' });
assert.equal(Buffer.from(await speech.arrayBuffer()).length, 65536);
const heard = await azure.audio.transcriptions.create({ file: await toFile(bytes, 'a.mp3'), model: 'echo' });
assert.equal(heard.text, '100000 bytes');
const translated = await azure.audio.translations.create({ file: await toFile(bytes, 'a.mp3'), model: 'echo' });
assert.equal(translated.text, '100000 bytes');

const jsonl = '{"custom_id":"1"}\n';
const file = await azure.files.create({ file: await toFile(Buffer.from(jsonl), 'in.jsonl'), purpose: 'batch' });
const batch = await client().batches.create({ input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' });
assert.equal((await azure.batches.retrieve(batch.id)).status, 'completed');

await assert.rejects(client('no-such-deployment').images.generate({ prompt: 'a cat' }), (error) => error instanceof NotFoundError);
