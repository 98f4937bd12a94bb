import { describe, expect, it } from 'vitest';
import { Stops } from './run-program.ts';

describe('taking down what was started', () => {
  it('goes on, the last first, when one fails or hangs, and says so at the end', async () => {
    const done: string[] = [];
    const stops = new Stops();
    stops.add('The database', async () => void done.push('database'));
    stops.add('What hangs', () => new Promise(() => undefined), 20);
    stops.add('What fails', () => Promise.reject(new Error('broken')));
    stops.add('What throws', () => {
      throw new Error('at once');
    });
    stops.add('The server', async () => void done.push('server'));
    const failed: unknown = await stops.stop().catch((error: unknown) => error);
    expect(done).toEqual(['server', 'database']);
    const faults = failed instanceof Error && failed.cause instanceof AggregateError ? failed.cause.errors : [];
    expect(faults.map(String)).toEqual(['Error: at once', 'Error: broken', 'Error: What hangs did not stop within 0.02 s']);
  });

  it('is done once', async () => {
    let times = 0;
    const stops = new Stops();
    stops.add('It', async () => void (times += 1));
    await stops.stop();
    await stops.stop();
    expect(times).toBe(1);
  });
});
