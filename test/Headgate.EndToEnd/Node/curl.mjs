// Stands in for curl where there is none: a URL, -H and -d, as the gateway's first start prints them.
const headers = {};
let url;
let body;
const words = process.argv.slice(2);
for (let word = words.shift(); word !== undefined; word = words.shift()) {
  if (word === '-H') {
    const header = words.shift();
    const colon = header.indexOf(':');
    headers[header.slice(0, colon)] = header.slice(colon + 1).trim();
  } else if (word === '-d') {
    body = words.shift();
  } else if (!word.startsWith('-')) {
    url = word;
  }
}
const reply = await fetch(url, { method: body === undefined ? 'GET' : 'POST', headers, body });
process.stdout.write(await reply.text());
