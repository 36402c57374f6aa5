import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import OpenAI from 'openai';
import { apiKey, callTool, marker, server, toolResult, weatherParameters } from './support/server.js';

const client = new OpenAI({ baseURL: `${server}/v1`, apiKey, maxRetries: 0 });
const model = 'gpt-4o';
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather', parameters: weatherParameters } }];
const request = (content, rest = {}) => ({ model, messages: [{ role: 'user', content }], tools, ...rest });
const oslo = callTool('get_weather', { city: 'Oslo' });
const both = `Please:\n${oslo}\n${callTool('get_weather', { city: 'Bergen' })}\nThanks`;
const names = (calls) => calls.map((call) => [call.function.name, call.function.arguments]);

suite('openai chat completions: tools', () => {
  test('the trigger line becomes a tool call', async () => {
    const { choices: [choice] } = await client.chat.completions.create(request(oslo));

    assert.equal(choice.finish_reason, 'tool_calls');
    assert.equal(choice.message.content, null);
    const [call] = choice.message.tool_calls;
    assert.match(call.id, /^call_[A-Za-z0-9]{24}$/);
    assert.equal(call.type, 'function');
    assert.deepEqual(names([call]), [['get_weather', '{"city":"Oslo"}']]);
  });

  test('several lines become parallel calls', async () => {
    const { choices: [{ message }] } = await client.chat.completions.create(request(both));

    assert.deepEqual(names(message.tool_calls), [['get_weather', '{"city":"Oslo"}'], ['get_weather', '{"city":"Bergen"}']]);
    assert.notEqual(message.tool_calls[0].id, message.tool_calls[1].id);
  });

  test('the stream carries parallel calls by index', async () => {
    const runner = client.chat.completions.stream(request(both));
    const message = await runner.finalMessage();

    assert.deepEqual(names(message.tool_calls), [['get_weather', '{"city":"Oslo"}'], ['get_weather', '{"city":"Bergen"}']]);
    assert.equal((await runner.finalChatCompletion()).choices[0].finish_reason, 'tool_calls');
  });

  test('tool_choice none keeps the text', async () => {
    const { choices: [choice] } = await client.chat.completions.create(request(oslo, { tool_choice: 'none' }));

    assert.equal(choice.finish_reason, 'stop');
    assert.equal(choice.message.content, oslo);
  });

  for (const streamed of [false, true]) {
    test(`the result is answered with a text (${streamed ? 'stream' : 'whole'})`, async () => {
      const first = await client.chat.completions.create(request(oslo));
      const answer = first.choices[0].message;
      const messages = [
        { role: 'user', content: oslo },
        answer,
        { role: 'tool', tool_call_id: answer.tool_calls[0].id, content: '7 degrees' },
      ];

      const { choices: [{ message }] } = streamed
        ? await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion()
        : await client.chat.completions.create({ model, messages, tools });

      assert.equal(message.content, toolResult('7 degrees'));
    });
  }

  test('runTools() runs the loop to its end', async () => {
    const asked = [];
    const result = marker();
    const runner = client.chat.completions.runTools({
      model,
      messages: [{ role: 'user', content: oslo }],
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'The weather',
            parameters: weatherParameters,
            parse: JSON.parse,
            function: ({ city }) => {
              asked.push(city);
              return result;
            },
          },
        },
      ],
    });

    assert.equal(await runner.finalContent(), toolResult(result));
    assert.deepEqual(asked, ['Oslo']);
  });
});
