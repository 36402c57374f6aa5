// The JavaScript that the README shows runs as it stands there, against the server under test.
import assert from 'node:assert/strict';
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { server } from './support/server.js';

const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```js\n(.*?)^```/gms)].map(([, text]) => text);

test('the README has JavaScript', () => assert.notEqual(examples.length, 0));

for (const [index, text] of examples.entries()) {
  test(`README example ${index + 1} runs and prints the mirrored texts`, async (t) => {
    const file = new URL(`./.readme-example-${process.pid}-${index}.mjs`, import.meta.url);
    t.after(() => unlinkSync(file));
    writeFileSync(file, text.replaceAll('http://127.0.0.1:8000', server));
    const printed = t.mock.method(console, 'log', () => {});

    await import(file);

    assert.deepEqual(printed.mock.calls.map((call) => call.arguments[0]), ['Hello!', 'Hello again!']);
  });
}
