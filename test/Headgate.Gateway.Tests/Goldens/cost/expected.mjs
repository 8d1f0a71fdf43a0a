// Computes what each golden usage body costs, from the body and the catalogue alone: nothing of the product's code is used, and no floating
// point. Run by hand after a change of prices or bodies:
//
//   node test/Headgate.Gateway.Tests/Goldens/cost/expected.mjs          writes the column `expected` of each case
//   node test/Headgate.Gateway.Tests/Goldens/cost/expected.mjs --check  says which ones would change
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const catalogue = join(here, "../../../../src/Headgate.Gateway/Pricing/Catalogue");
const usualTiers = ["auto", "default", "on_demand", "standard"];
const meters = [
  "input", "input_image", "input_audio", "cache_read", "cache_write_5m", "cache_write_30m", "cache_write_1h", "cache_write_12h",
  "output", "output_reasoning", "output_audio", "output_image", "request", "web_search", "web_fetch", "search_unit",
];
const countedOneByOne = ["request", "web_search", "web_fetch", "search_unit"];

// A fraction of big integers: [numerator, denominator].
const decimal = (text) => {
  const [whole, part = ""] = text.split(".");
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
};
const times = ([a, b], [c, d]) => [a * c, b * d];
const plus = ([a, b], [c, d]) => [a * d + c * b, b * d];

// Dollars to the billionth, half to the even neighbour, as text.
const dollars = ([n, d]) => {
  const scaled = n * 10n ** 9n;
  let nano = scaled / d;
  const twice = (scaled % d) * 2n;
  if (twice > d || (twice === d && nano % 2n === 1n)) nano += 1n;
  const digits = nano.toString().padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, "");
};

const numbersAsText = (json) => json.replace(/(?<=[:[,]\s*)-?\d+(\.\d+)?(?=\s*[,}\]])/g, '"$&"');
const vendors = new Map();
const vendor = (name) => {
  if (!vendors.has(name)) vendors.set(name, JSON.parse(numbersAsText(readFileSync(join(catalogue, `${name}.json`), "utf8"))));
  return vendors.get(name);
};

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const isWithin = (hours, at) => {
  const [from, to] = hours.split("-").map(minutes);
  const now = minutes(at.slice(11, 16));
  return from <= to ? from <= now && now < to : from <= now || now < to;
};

const pricesOf = (priced, at, input, tier) => {
  const [, name, id] = priced.match(/^([^/]+)\/(.*)$/);
  const file = vendor(name);
  const model = file.models.find((each) => each.id === id);
  if (!model) throw new Error(`${priced} is not in the catalogue`);
  const special = tier && !usualTiers.includes(tier) ? tier : null;
  const steps = [...(file.each ? [file.each] : []), ...model.prices];
  const isOwn = steps.some((step) => step.tier === special && special);
  const factor = special && !isOwn ? file.tiers?.[special] : "1";
  if (factor === undefined) return null;
  const prices = {};
  for (const { from, hours, above, tier: only, ...given } of steps) {
    if ((from && at.slice(0, 10) < from) || (hours && !isWithin(hours, at)) || (above && input <= BigInt(above)) || (only && only !== special)) continue;
    Object.assign(prices, given);
  }
  return Object.fromEntries(Object.entries(prices).map(([meter, price]) =>
    [meter, countedOneByOne.includes(meter) ? decimal(price) : times(decimal(price), decimal(factor))]));
};

const priceOf = (prices, meter) => {
  if (prices[meter]) return prices[meter];
  if (["input_image", "input_audio", "cache_read", "cache_write_5m"].includes(meter)) return prices.input;
  if (meter.startsWith("cache_write_") && !Object.keys(prices).some((name) => name.startsWith("cache_write_"))) return prices.input;
  return meter === "output_reasoning" ? prices.output : undefined;
};

const cost = (used, prices) => {
  let total = prices.request ? times(prices.request, [1n, 1000n]) : [0n, 1n];
  for (const meter of meters) {
    const count = BigInt(used[meter] ?? 0);
    if (count === 0n || meter === "request") continue;
    const price = priceOf(prices, meter);
    if (!price) return null;
    total = plus(total, times(price, [count, countedOneByOne.includes(meter) ? 1000n : 1000000n]));
  }
  return dollars(total);
};

// How each protocol counts. Every reader gets the objects that came, in order, and gives [meters, tier].
const last = (objects, find) => objects.map(find).filter((each) => each !== undefined && each !== null).at(-1);
const given = (used) => Object.fromEntries(Object.entries(used).filter(([, count]) => count !== undefined && count !== null));

const openai = (usage) => {
  const input = usage.prompt_tokens ?? usage.input_tokens ?? usage.total_tokens;
  const output = usage.completion_tokens ?? usage.output_tokens;
  const into = usage.prompt_tokens_details ?? usage.input_tokens_details ?? usage.input_token_details ?? {};
  const out = usage.completion_tokens_details ?? usage.output_tokens_details ?? usage.output_token_details ?? {};
  const cached = into.cached_tokens ?? usage.cached_tokens ?? usage.prompt_cache_hit_tokens;
  const for30m = into.cache_write_tokens_details?.ttl_30m_tokens;
  const for12h = into.cache_write_tokens_details?.ttl_12h_tokens;
  const written = into.cache_write_tokens === undefined ? undefined : into.cache_write_tokens - (for30m ?? 0) - (for12h ?? 0);
  const fresh = input - (cached ?? 0) - (written ?? 0) - (for30m ?? 0) - (for12h ?? 0);
  const audio = into.audio_tokens === undefined ? undefined : Math.min(into.audio_tokens, fresh);
  const image = into.image_tokens === undefined ? undefined : Math.min(into.image_tokens, fresh - (audio ?? 0));
  const reasoning = out.reasoning_tokens;
  const isBeside = reasoning > 0 && (usage.total_tokens === input + output + reasoning || reasoning > output);
  return {
    input: fresh - (audio ?? 0) - (image ?? 0), input_audio: audio, input_image: image,
    cache_read: cached, cache_write_5m: written, cache_write_30m: for30m, cache_write_12h: for12h,
    output: output === undefined ? undefined : output - (isBeside ? 0 : reasoning ?? 0) - (out.audio_tokens ?? 0) - (out.image_tokens ?? 0),
    output_reasoning: reasoning, output_audio: out.audio_tokens, output_image: out.image_tokens,
  };
};

const choices = (objects) => [
  openai(last(objects, (each) => each.usage ?? each.x_groq?.usage ?? each.choices?.[0]?.usage)),
  last(objects, (each) => each.service_tier),
];

const ofModality = (details, modality) => {
  const counts = (details ?? []).filter((each) => each.modality === modality).map((each) => each.tokenCount ?? 0);
  return counts.length ? counts.reduce((sum, count) => sum + count) : undefined;
};

const freshOf = (usage, modality) => {
  const [prompt, tools, cached] =
    [usage.promptTokensDetails, usage.toolUsePromptTokensDetails, usage.cacheTokensDetails].map((details) => ofModality(details, modality));
  return prompt === undefined && tools === undefined ? undefined : Math.max(0, (prompt ?? 0) + (tools ?? 0) - (cached ?? 0));
};

const readers = {
  chat: choices,
  completions: choices,
  embeddings: (objects) => [openai(objects[0].usage), undefined],
  images: (objects) => [openai(objects[0].usage), undefined],
  audio: (objects) => [openai(objects[0].usage), undefined],
  responses: (objects) => {
    const answers = objects.map((each) => each.response ?? each);
    const searches = (answers.at(-1).output ?? []).filter((item) => item.type === "web_search_call").length;
    return [{ ...openai(last(answers, (each) => each.usage)), web_search: searches || undefined }, last(answers, (each) => each.service_tier)];
  },
  messages: (objects) => {
    const usage = {};
    for (const part of objects.map((each) => each.message?.usage ?? each.usage).filter(Boolean)) Object.assign(usage, given(part));
    const thinking = usage.output_tokens_details?.thinking_tokens;
    const for1h = usage.cache_creation?.ephemeral_1h_input_tokens;
    const written = usage.cache_creation_input_tokens === undefined
      ? usage.cache_creation?.ephemeral_5m_input_tokens : usage.cache_creation_input_tokens - (for1h ?? 0);
    const dearer = [usage.speed === "fast" ? "fast" : null, usage.inference_geo === "us" ? "us" : null].filter(Boolean);
    const tier = dearer.length && (usage.service_tier ?? "standard") !== "standard" ? [usage.service_tier, ...dearer].join("+")
      : dearer.length ? dearer.join("+") : usage.service_tier;
    return [{
      input: usage.input_tokens, cache_read: usage.cache_read_input_tokens, cache_write_5m: written, cache_write_1h: for1h,
      output: usage.output_tokens - (thinking ?? 0), output_reasoning: thinking,
      web_search: usage.server_tool_use?.web_search_requests, web_fetch: usage.server_tool_use?.web_fetch_requests,
    }, tier];
  },
  gemini: (objects) => {
    const usage = last(objects, (each) => each.usageMetadata);
    const [image, audio] = [freshOf(usage, "IMAGE"), freshOf(usage, "AUDIO")];
    const [imageOut, audioOut] = [ofModality(usage.candidatesTokensDetails, "IMAGE"), ofModality(usage.candidatesTokensDetails, "AUDIO")];
    const all = (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0) - (usage.cachedContentTokenCount ?? 0);
    const traffic = usage.trafficType?.toLowerCase();
    return [{
      input: all - (image ?? 0) - (audio ?? 0), input_image: image, input_audio: audio, cache_read: usage.cachedContentTokenCount,
      output: usage.candidatesTokenCount === undefined ? undefined : usage.candidatesTokenCount - (imageOut ?? 0) - (audioOut ?? 0),
      output_image: imageOut, output_audio: audioOut, output_reasoning: usage.thoughtsTokenCount,
    }, traffic?.startsWith("on_demand_") ? traffic.slice("on_demand_".length) : traffic];
  },
  bedrock: (objects) => {
    const usage = last(objects, (each) => each.usage);
    const hours = (usage.cacheDetails ?? []).filter((each) => each.ttl === "1h").map((each) => each.inputTokens);
    const for1h = hours.length ? hours.reduce((sum, count) => sum + count) : undefined;
    return [{
      input: usage.inputTokens, cache_read: usage.cacheReadInputTokens, cache_write_1h: for1h, output: usage.outputTokens,
      cache_write_5m: usage.cacheWriteInputTokens === undefined ? undefined : usage.cacheWriteInputTokens - (for1h ?? 0),
    }, last(objects, (each) => each.serviceTier?.type)];
  },
  ollama: (objects) => [{ input: objects.at(-1).prompt_eval_count, output: objects.at(-1).eval_count }, undefined],
  rerank: (objects) => [{
    input: objects[0].usage?.total_tokens ?? objects[0].meta?.billed_units?.input_tokens, search_unit: objects[0].meta?.billed_units?.search_units,
  }, undefined],
  gemini_embed: (objects) => [{ input: objects[0].usageMetadata.promptTokenCount }, undefined],
  vertex_embed: (objects) =>
    [{ input: objects[0].predictions.reduce((sum, each) => sum + each.embeddings.statistics.token_count, 0) }, undefined],
};
readers.voyage_rerank = readers.cohere_embed = readers.rerank;

// What a vendor adds up itself must be what the meters add up to.
const sum = (used, names) => names.reduce((total, name) => total + (used[name] ?? 0), 0);
const checkTotals = (golden, used) => {
  if (golden.totals === undefined) return;
  const got = [sum(used, meters.filter((name) => /^(input|cache)/.test(name))), sum(used, meters.filter((name) => name.startsWith("output")))];
  if (got.join() !== golden.totals.join()) throw new Error(`${golden.name}: the meters add up to ${got}, not to ${golden.totals}`);
};

const expect = (golden) => {
  const objects = golden.stream ? golden.stream.map((event) => event.data) : [golden.reply];
  const [raw, said] = readers[golden.protocol](objects);
  const used = given(raw);
  checkTotals(golden, used);
  const tier = said ?? golden.header;
  const input = BigInt(sum(used, meters.filter((name) => /^(input|cache)/.test(name))));
  const prices = golden.priced ? pricesOf(golden.priced, golden.at, input, tier) : null;
  return { ...(tier ? { tier } : {}), used, cost: prices ? cost(used, prices) : null };
};

const isCheck = process.argv.includes("--check");
let changed = 0, count = 0;
for (const file of readdirSync(here).filter((name) => name.endsWith(".json"))) {
  const path = join(here, file);
  const old = readFileSync(path, "utf8");
  const cases = JSON.parse(old).map((golden) => ({ ...golden, expected: expect(golden) }));
  const text = `[\n${cases.map((each) => `  ${JSON.stringify(each)}`).join(",\n")}\n]\n`;
  count += cases.length;
  if (text !== old) {
    changed++;
    if (isCheck) console.error(`${file} would change`);
    else writeFileSync(path, text);
  }
}
console.log(`${count} cases, ${changed} files ${isCheck ? "to change" : "changed"}`);
process.exitCode = isCheck && changed ? 1 : 0;
