// The server under test, and what the tests of every client share.
import { randomUUID } from 'node:crypto';

const address = process.env.MIMUS_URL;
if (!address) {
  throw new Error('MIMUS_URL is not set. Start Mimus and name it: MIMUS_URL=http://127.0.0.1:8000 npm test');
}

export const server = address.replace(/\/+$/, '');
export const apiKey = process.env.MIMUS_API_KEY ?? 'mock-key';

/** A word that no other test uses: it makes a test's requests findable in the history. */
export const marker = () => `marker-${randomUUID()}`;

/** How many requests with this marker the server has received. */
export async function attempts(word) {
  const response = await fetch(`${server}/history`, { headers: { authorization: `Bearer ${apiKey}` } });
  const { requests } = await response.json();
  return requests.filter(({ body }) => JSON.stringify(body).includes(word)).length;
}

/** A fetch whose answers ask for an immediate retry, so that tests of retries need not wait. */
export async function impatientFetch(url, init) {
  const response = await fetch(url, init);
  const headers = new Headers(response.headers);
  headers.delete('retry-after');
  headers.set('retry-after-ms', '1');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** The line that makes the server answer with an HTTP error. */
export const raiseError = (status, message, type, code) =>
  `raise error ${JSON.stringify({ code: status, message, ...(type && { type }), ...(code && { error_code: code }) })}`;

/** The line that makes the server answer with a tool call. */
export const callTool = (name, args) => `call tool '${name}' with '${JSON.stringify(args)}'`;

export const toolResult = (content) => `last tool call result is ${content}`;

export const weatherParameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

/** Text that breaks whatever counts bytes or UTF-16 units where it should not, or escapes once too often. */
export const difficultText =
  'Ærø 漢字 🦜 👩‍👩‍👧‍👦 🇳🇴 e\u0301 "quoted" \\back\\ </script> \u2028 tab\tand\nnewline & \u0001 data: [DONE]';

export const longText = Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ');

/** A PNG of one pixel. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export async function collect(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}
