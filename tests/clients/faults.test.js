// The tables of docs/faults.md that say what each client makes of each fault are what really happens.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { clients, outcome } from './support/outcomes.js';

globalThis.AI_SDK_LOG_WARNINGS = false;

const page = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8');

/** The rows below a heading: the fault, and then the outcome for each client, in the order of the table's head. */
function table(heading) {
  const lines = page.slice(page.indexOf(heading)).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}

for (const [heading, stream] of [['### npm clients, streamed', true], ['### npm clients, whole', false]]) {
  suite(heading, () => {
    const [head, , ...rows] = table(heading);
    const names = head.slice(1);
    test('the table has every client', () => assert.deepEqual(names, Object.keys(clients)));
    for (const [fault, ...expected] of rows) {
      const asked = fault.replaceAll('`', '');
      for (const [index, name] of names.entries()) {
        test(`${asked}: ${name}`, async () => assert.equal(await outcome(name, asked, stream), expected[index]));
      }
    }
  });
}
