import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { withRequestContext } from './request-context.ts';

function capture() {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug' }, { write: (line) => void lines.push(line) });
  return { log, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') };
}

test('names, titles, file names and secrets never reach the log', () => {
  const { log, last } = capture();
  log.info({
    mediaId: 'm-1',
    filename: 'Anna on the beach.jpg',
    user: { displayName: 'Anna', email: 'anna@example.org' },
    request: { headers: { authorization: 'Bearer abc' } },
  });
  expect(last()).toMatchObject({ mediaId: 'm-1', filename: '[redacted]' });
  expect(JSON.stringify(last())).not.toMatch(/Anna|anna|abc/);
});

test('lines of a request and of its jobs carry its id', () => {
  const { log, last } = capture();
  withRequestContext({ requestId: 'req-1', jobId: '7' }, () => log.info('working'));
  expect(last()).toMatchObject({ level: 'info', msg: 'working', requestId: 'req-1', jobId: '7' });
  log.info('elsewhere');
  expect(last()).not.toHaveProperty('requestId');
});

test('an error is logged with its causes, and without what a database quotes of the input', () => {
  const { log, last } = capture();
  const quoted = Object.assign(new Error('invalid input syntax: "Anna"'), {
    severity: 'ERROR',
    code: '22P02',
    detail: 'Failing row contains (Anna)',
  });
  log.error({ err: new Error('the job failed', { cause: quoted }) });
  expect(last().err).toMatchObject({ type: 'Error', message: 'the job failed', cause: { code: '22P02' } });
  expect(JSON.stringify(last())).not.toContain('Anna');
});
