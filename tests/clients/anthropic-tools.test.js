import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { z } from 'zod';
import { apiKey, callTool, marker, server, toolResult, weatherParameters } from './support/server.js';

const client = new Anthropic({ baseURL: server, apiKey, maxRetries: 0 });
const base = { model: 'claude-haiku-4-5', max_tokens: 1024 };
const tools = [{ name: 'get_weather', description: 'The weather', input_schema: weatherParameters }];
const request = (content, rest = {}) => ({ ...base, messages: [{ role: 'user', content }], tools, ...rest });
const oslo = callTool('get_weather', { city: 'Oslo' });
const both = `Please:\n${oslo}\n${callTool('get_weather', { city: 'Bergen' })}`;
const calls = (content) => content.filter(({ type }) => type === 'tool_use').map(({ name, input }) => [name, input]);

suite('anthropic messages: tools', () => {
  test('the trigger line becomes a tool use', async () => {
    const message = await client.messages.create(request(oslo));

    assert.equal(message.stop_reason, 'tool_use');
    const [call] = message.content;
    assert.match(call.id, /^toolu_01/);
    assert.deepEqual(calls(message.content), [['get_weather', { city: 'Oslo' }]]);
  });

  test('several lines become parallel tool uses', async () => {
    const { content } = await client.messages.create(request(both));

    assert.deepEqual(calls(content), [['get_weather', { city: 'Oslo' }], ['get_weather', { city: 'Bergen' }]]);
    assert.notEqual(content[0].id, content[1].id);
  });

  test('the stream carries parallel tool uses', async () => {
    const parts = [];
    const runner = client.messages.stream(request(both)).on('inputJson', (delta) => parts.push(delta));
    const message = await runner.finalMessage();

    assert.deepEqual(calls(message.content), [['get_weather', { city: 'Oslo' }], ['get_weather', { city: 'Bergen' }]]);
    assert.equal(message.stop_reason, 'tool_use');
    assert.equal(parts.join(''), '{"city":"Oslo"}{"city":"Bergen"}');
  });

  for (const [kind, content] of [['text', '7 degrees'], ['blocks', [{ type: 'text', text: '7 degrees' }]]]) {
    for (const streamed of [false, true]) {
      test(`the result (${kind}) is answered with a text (${streamed ? 'stream' : 'whole'})`, async () => {
        const first = await client.messages.create(request(oslo));
        const messages = [
          { role: 'user', content: oslo },
          { role: 'assistant', content: first.content },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: first.content[0].id, content }] },
        ];

        const message = streamed
          ? await client.messages.stream(request('', { messages })).finalMessage()
          : await client.messages.create(request('', { messages }));

        assert.equal(message.content[0].text, toolResult('7 degrees'));
        assert.equal(message.stop_reason, 'end_turn');
      });
    }
  }

  // By default the runner lets the server hold the conversation; a server that cannot must say so in the way it understands.
  for (const thread of [undefined, false]) {
    test(`toolRunner() runs the loop to its end (${thread === false ? 'without' : 'with'} a server-held thread)`, async () => {
      const asked = [];
      const result = marker();
      const tool = betaZodTool({
        name: 'get_weather',
        description: 'The weather',
        inputSchema: z.object({ city: z.string() }),
        run: ({ city }) => {
          asked.push(city);
          return result;
        },
      });
      const message = await client.beta.messages.toolRunner({ ...request(oslo), tools: [tool], thread });

      assert.equal(message.content[0].text, toolResult(result));
      assert.deepEqual(asked, ['Oslo']);
    });
  }
});
