import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import {
  apiKey, callTool, collect, difficultText, longText, marker, pixel, server, toolResult, weatherParameters,
} from './support/server.js';

const client = new OpenAI({ baseURL: `${server}/v1`, apiKey, maxRetries: 0 });
const model = 'gpt-4o';
const stream = async (request) => collect(await client.responses.create({ model, ...request, stream: true }));

const tools = [{ type: 'function', name: 'get_weather', description: 'The weather', parameters: weatherParameters, strict: true }];
const oslo = callTool('get_weather', { city: 'Oslo' });
const both = `Please:\n${oslo}\n${callTool('get_weather', { city: 'Bergen' })}`;
const calls = (output) => output.filter(({ type }) => type === 'function_call').map((call) => [call.name, call.arguments]);

suite('openai responses: whole answers', () => {
  test('the answer mirrors the input in the vendor\'s form', async () => {
    const text = marker();
    const response = await client.responses.create({ model, input: text });

    assert.equal(response.object, 'response');
    assert.match(response.id, /^resp_[0-9a-f]{50}$/);
    assert.equal(response.status, 'completed');
    assert.equal(response.error, null);
    assert.equal(response.incomplete_details, null);
    assert.equal(response.output_text, text);
    assert.match(response._request_id, /^req_/);
    const [message] = response.output;
    assert.match(message.id, /^msg_[0-9a-f]{50}$/);
    assert.equal(message.type, 'message');
    assert.equal(message.role, 'assistant');
    assert.equal(message.status, 'completed');
    assert.deepEqual(message.content, [{ type: 'output_text', text, annotations: [], logprobs: [] }]);
  });

  test('the request\'s settings come back', async () => {
    const response = await client.responses.create({
      model,
      input: 'hi',
      instructions: 'Be brief.',
      temperature: 0.5,
      metadata: { purpose: 'test' },
      parallel_tool_calls: false,
      tools,
    });

    assert.equal(response.output_text, 'hi');
    assert.equal(response.instructions, 'Be brief.');
    assert.equal(response.temperature, 0.5);
    assert.deepEqual(response.metadata, { purpose: 'test' });
    assert.equal(response.parallel_tool_calls, false);
    assert.equal(response.tool_choice, 'auto');
    assert.equal(response.tools[0].name, 'get_weather');
    assert.equal(response.tools[0].strict, true);
  });

  test('usage adds up', async () => {
    const { usage } = await client.responses.create({ model, input: 'How many tokens are these?' });

    assert.ok(usage.input_tokens > 0);
    assert.ok(usage.output_tokens > 0);
    assert.equal(usage.total_tokens, usage.input_tokens + usage.output_tokens);
    assert.equal(usage.input_tokens_details.cached_tokens, 0);
    assert.equal(usage.output_tokens_details.reasoning_tokens, 0);
  });

  test('messages as input: the last of the user\'s is mirrored', async () => {
    const { output_text } = await client.responses.create({
      model,
      input: [
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: 'first' },
        { role: 'assistant', content: 'answer' },
        { role: 'user', content: [{ type: 'input_text', text: 'second' }] },
      ],
    });

    assert.equal(output_text, 'second');
  });

  test('an answer can be sent back as it came', async () => {
    const { output } = await client.responses.create({ model, input: 'first' });
    const input = [{ role: 'user', content: 'first' }, ...output, { role: 'user', content: 'second' }];

    assert.equal((await client.responses.create({ model, input })).output_text, 'second');
  });

  test('a response can follow an earlier one', async () => {
    const { id } = await client.responses.create({ model, input: 'first' });
    const response = await client.responses.create({ model, input: 'second', previous_response_id: id });

    assert.equal(response.previous_response_id, id);
    assert.equal(response.output_text, 'second');
  });

  test('an image beside the text is accepted', async () => {
    const { output_text } = await client.responses.create({
      model,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', image_url: `data:image/png;base64,${pixel}`, detail: 'auto' },
          ],
        },
      ],
    });

    assert.equal(output_text, 'What is this?');
  });

  test('unicode comes back unchanged', async () => {
    assert.equal((await client.responses.create({ model, input: difficultText })).output_text, difficultText);
  });

  test('max_output_tokens leaves the response incomplete', async () => {
    const response = await client.responses.create({ model, input: longText, max_output_tokens: 16 });

    assert.equal(response.status, 'incomplete');
    assert.deepEqual(response.incomplete_details, { reason: 'max_output_tokens' });
    assert.equal(response.output[0].status, 'incomplete');
    assert.ok(response.output_text.length > 0 && response.output_text.length < longText.length);
    assert.ok(longText.startsWith(response.output_text));
    assert.equal(response.usage.output_tokens, 16);
  });

  test('parse() gets an object of the schema', async () => {
    const City = z.object({ city: z.string() });
    const response = await client.responses.parse({ model, input: '{"city":"Oslo"}', text: { format: zodTextFormat(City, 'city') } });

    assert.ok(City.safeParse(response.output_parsed).success);
  });
});

suite('openai responses: streams', () => {
  test('the events tell the story of one message', async () => {
    const text = `${marker()} ${longText}`;
    const events = await stream({ input: text });

    assert.deepEqual(events.map(({ sequence_number }) => sequence_number), events.map((_, index) => index));
    const types = events.map(({ type }) => type);
    assert.deepEqual(types.filter((type, index) => type !== types[index - 1]), [
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    assert.equal(events.filter(({ type }) => type === 'response.output_text.delta').map(({ delta }) => delta).join(''), text);
    assert.equal(events[0].response.status, 'in_progress');
    assert.deepEqual(events[0].response.output, []);
    const { response } = events.at(-1);
    assert.equal(response.id, events[0].response.id);
    assert.equal(response.status, 'completed');
    assert.equal(response.output[0].content[0].text, text);
    assert.equal(response.usage.total_tokens, response.usage.input_tokens + response.usage.output_tokens);
  });

  test('unicode is never cut inside a character', async () => {
    const deltas = (await stream({ input: difficultText })).filter(({ type }) => type === 'response.output_text.delta');

    assert.equal(deltas.map(({ delta }) => delta).join(''), difficultText);
    assert.ok(deltas.every(({ delta }) => !delta.includes('\ufffd')));
  });

  test('max_output_tokens ends the stream with response.incomplete', async () => {
    const { type, response } = (await stream({ input: longText, max_output_tokens: 16 })).at(-1);

    assert.equal(type, 'response.incomplete');
    assert.equal(response.status, 'incomplete');
    assert.equal(response.incomplete_details.reason, 'max_output_tokens');
  });

  test('stream() reports deltas and the final response', async () => {
    const text = marker();
    const heard = [];
    const runner = client.responses.stream({ model, input: text }).on('response.output_text.delta', ({ delta }) => heard.push(delta));
    const response = await runner.finalResponse();

    assert.equal(response.output_text, text);
    assert.equal(heard.join(''), text);
  });

  test('the bytes name every event and never say [DONE]', async () => {
    const response = await client.responses.create({ model, input: 'raw', stream: true }).asResponse();
    const body = await response.text();

    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.ok(body.endsWith('\n\n'));
    assert.ok(!body.includes('[DONE]'));
    for (const block of body.split('\n\n').filter(Boolean)) {
      const [, name, data] = /^event: (\S+)\ndata: (.*)$/.exec(block) ?? assert.fail(`Not an event: ${block}`);
      assert.equal(JSON.parse(data).type, name);
    }
  });
});

suite('openai responses: tools', () => {
  test('the trigger line becomes a function call', async () => {
    const { output, status } = await client.responses.create({ model, input: oslo, tools });

    assert.equal(status, 'completed');
    const [call] = output;
    assert.equal(call.type, 'function_call');
    assert.match(call.id, /^fc_[0-9a-f]{50}$/);
    assert.match(call.call_id, /^call_[A-Za-z0-9]{24}$/);
    assert.equal(call.status, 'completed');
    assert.deepEqual(calls(output), [['get_weather', '{"city":"Oslo"}']]);
  });

  test('several lines become parallel calls', async () => {
    const { output } = await client.responses.create({ model, input: both, tools });

    assert.deepEqual(calls(output), [['get_weather', '{"city":"Oslo"}'], ['get_weather', '{"city":"Bergen"}']]);
  });

  test('the stream carries parallel calls', async () => {
    const events = await stream({ input: both, tools });

    assert.deepEqual(calls(events.at(-1).response.output), [['get_weather', '{"city":"Oslo"}'], ['get_weather', '{"city":"Bergen"}']]);
    const done = events.filter(({ type }) => type === 'response.function_call_arguments.done');
    assert.deepEqual(done.map(({ output_index }) => output_index), [0, 1]);
    for (const { output_index, arguments: whole } of done) {
      const deltas = events
        .filter(({ type }) => type === 'response.function_call_arguments.delta')
        .filter((event) => event.output_index === output_index);
      assert.equal(deltas.map(({ delta }) => delta).join(''), whole);
    }
  });

  for (const streamed of [false, true]) {
    test(`the result is answered with a text (${streamed ? 'stream' : 'whole'})`, async () => {
      const first = await client.responses.create({ model, input: oslo, tools });
      const input = [
        { role: 'user', content: oslo },
        ...first.output,
        { type: 'function_call_output', call_id: first.output[0].call_id, output: '7 degrees' },
      ];

      const response = streamed
        ? await client.responses.stream({ model, input, tools }).finalResponse()
        : await client.responses.create({ model, input, tools });

      assert.equal(response.output_text, toolResult('7 degrees'));
    });
  }
});
