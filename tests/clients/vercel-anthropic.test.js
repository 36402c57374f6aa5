import { createAnthropic } from '@ai-sdk/anthropic';
import { apiKey, impatientFetch, server } from './support/server.js';
import { vercelTests } from './support/vercel.js';

const options = { baseURL: `${server}/v1`, apiKey };
vercelTests('anthropic', {
  model: createAnthropic(options)('claude-haiku-4-5'),
  impatient: createAnthropic({ ...options, fetch: impatientFetch })('claude-haiku-4-5'),
  cut: 5,
});
