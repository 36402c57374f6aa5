// Run before the tests: one clear line instead of one failure per test.
const address = process.env.MIMUS_URL;
const refusal = !address
  ? 'MIMUS_URL is not set. Start Mimus and name it: MIMUS_URL=http://127.0.0.1:8000 npm test'
  : await fetch(address).then(() => null, (error) => `No server answers at MIMUS_URL=${address}: ${error.cause?.message ?? error.message}`);

if (refusal) {
  console.error(refusal);
  process.exit(1);
}
