// The tests of the Vercel AI SDK, which are the same for every provider.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { APICallError, generateObject, generateText, RetryError, stepCountIs, streamObject, streamText, tool } from 'ai';
import { z } from 'zod';
import { attempts, callTool, collect, difficultText, longText, marker, pixel, raiseError, toolResult } from './server.js';

globalThis.AI_SDK_LOG_WARNINGS = false;

const oslo = callTool('get_weather', { city: 'Oslo' });
const both = `Please:\n${oslo}\n${callTool('get_weather', { city: 'Bergen' })}`;

function weather(result, asked = []) {
  return tool({
    description: 'The weather',
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => {
      asked.push(city);
      return result;
    },
  });
}

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('The request was answered, not refused.');
}

/** `model` answers; `impatient` is the same with a fetch that asks for immediate retries; `cut` is a token limit the vendor allows. */
export function vercelTests(name, { model, impatient, cut }) {
  suite(`ai ${name}: texts`, () => {
    test('generateText() gets the mirrored prompt, usage and a finish reason', async () => {
      const prompt = marker();
      const { text, usage, finishReason } = await generateText({ model, system: 'Be brief.', prompt, maxRetries: 0 });

      assert.equal(text, prompt);
      assert.equal(finishReason, 'stop');
      assert.ok(usage.inputTokens > 0 && usage.outputTokens > 0);
      assert.equal(usage.totalTokens, usage.inputTokens + usage.outputTokens);
    });

    test('streamText() streams it', async () => {
      const prompt = `${marker()} ${longText}`;
      const result = streamText({ model, prompt, maxRetries: 0 });
      const deltas = await collect(result.textStream);

      assert.equal(deltas.join(''), prompt);
      assert.ok(deltas.length > 1);
      assert.equal(await result.finishReason, 'stop');
      assert.ok((await result.usage).outputTokens > 0);
    });

    test('unicode comes back unchanged, whole and streamed', async () => {
      const whole = await generateText({ model, prompt: difficultText, maxRetries: 0 });
      const streamed = await collect(streamText({ model, prompt: difficultText, maxRetries: 0 }).textStream);

      assert.equal(whole.text, difficultText);
      assert.equal(streamed.join(''), difficultText);
    });

    test('a conversation goes on with the answers of before', async () => {
      const first = { role: 'user', content: 'first' };
      const { response } = await generateText({ model, messages: [first], maxRetries: 0 });
      const messages = [first, ...response.messages, { role: 'user', content: 'second' }];
      const { text } = await generateText({ model, messages, maxRetries: 0 });

      assert.equal(text, 'second');
    });

    test('an image beside the text is accepted', async () => {
      const content = [{ type: 'text', text: 'What is this?' }, { type: 'image', image: pixel, mediaType: 'image/png' }];
      const { text } = await generateText({ model, messages: [{ role: 'user', content }], maxRetries: 0 });

      assert.equal(text, 'What is this?');
    });

    test('maxOutputTokens cuts, whole and streamed', async () => {
      const whole = await generateText({ model, prompt: longText, maxOutputTokens: cut, maxRetries: 0 });
      const streamed = streamText({ model, prompt: longText, maxOutputTokens: cut, maxRetries: 0 });
      await streamed.consumeStream();

      assert.equal(whole.finishReason, 'length');
      assert.ok(longText.startsWith(whole.text) && whole.text.length < longText.length);
      assert.equal(await streamed.finishReason, 'length');
      assert.equal(await streamed.text, whole.text);
    });

    test('objects fit the schema, whole and streamed', async () => {
      const schema = z.object({ city: z.string() });
      const request = { model, schema, prompt: '{"city":"Oslo"}', maxRetries: 0 };

      const whole = await generateObject(request);
      const streamed = streamObject(request);
      await collect(streamed.partialObjectStream);

      assert.ok(schema.safeParse(whole.object).success);
      assert.ok(schema.safeParse(await streamed.object).success);
    });
  });

  suite(`ai ${name}: tools`, () => {
    test('parallel calls come back parsed', async () => {
      const tools = { get_weather: tool({ description: 'The weather', inputSchema: z.object({ city: z.string() }) }) };
      const { toolCalls, finishReason } = await generateText({ model, prompt: both, tools, maxRetries: 0 });

      assert.equal(finishReason, 'tool-calls');
      assert.deepEqual(toolCalls.map(({ toolName, input }) => [toolName, input]), [
        ['get_weather', { city: 'Oslo' }],
        ['get_weather', { city: 'Bergen' }],
      ]);
    });

    test('generateText() runs the loop to its end', async () => {
      const result = marker();
      const asked = [];
      const request = { model, prompt: oslo, tools: { get_weather: weather(result, asked) }, stopWhen: stepCountIs(4), maxRetries: 0 };
      const { text, steps } = await generateText(request);

      assert.equal(text, toolResult(result));
      assert.equal(steps.length, 2);
      assert.deepEqual(asked, ['Oslo']);
    });

    test('streamText() runs the loop to its end', async () => {
      const result = marker();
      const request = { model, prompt: oslo, tools: { get_weather: weather(result) }, stopWhen: stepCountIs(4), maxRetries: 0 };
      const streamed = streamText(request);
      await streamed.consumeStream();

      assert.equal(await streamed.text, toolResult(result));
      assert.equal((await streamed.steps).length, 2);
    });
  });

  suite(`ai ${name}: errors`, () => {
    for (const [status, retryable] of [[400, false], [401, false], [404, false], [429, true], [500, true]]) {
      test(`${status} is an APICallError`, async () => {
        const error = await refusal(generateText({ model, prompt: raiseError(status, 'Slow down'), maxRetries: 0 }));

        assert.ok(APICallError.isInstance(error), error.name);
        assert.equal(error.statusCode, status);
        assert.equal(error.isRetryable, retryable);
        assert.equal(error.message, 'Slow down');
      });
    }

    test('streamText() reports it', async () => {
      const errors = [];
      const prompt = raiseError(429, 'Slow down');
      await streamText({ model, prompt, maxRetries: 0, onError: ({ error }) => errors.push(error) }).consumeStream();

      assert.equal(errors.length, 1);
      assert.equal(errors[0].statusCode, 429);
    });

    for (const [status, count] of [[429, 3], [500, 3], [400, 1]]) {
      test(`${status} is tried ${count} times`, async () => {
        const word = marker();
        const prompt = `${word}\n${raiseError(status, 'Slow down')}`;
        const error = await refusal(generateText({ model: impatient, prompt, maxRetries: 2 }));

        assert.equal(RetryError.isInstance(error), count > 1);
        assert.equal((error.lastError ?? error).statusCode, status);
        assert.equal(await attempts(word), count);
      });
    }
  });
}
