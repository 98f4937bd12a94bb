import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment.ts';

describe('readEnvironment', () => {
  it('serves on this machine alone unless told otherwise', () => {
    expect(readEnvironment({})).toMatchObject({ host: '127.0.0.1', port: 3000, dataFolder: './data', web: true, jobs: true });
    expect(readEnvironment({ HOST: '0.0.0.0', PORT: '8080', CERMAT_DATA: '' })).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      dataFolder: './data',
    });
  });

  it.each([
    [{ WEB: '1' }, true, false],
    [{ JOBS: '1' }, false, true],
    [{ WEB: '1', JOBS: '1' }, true, true],
    [{ JOBS: '0' }, true, false],
    [{ WEB: '0' }, false, true],
  ])('%j chooses the roles', (variables, web, jobs) => {
    expect(readEnvironment(variables)).toMatchObject({ web, jobs });
  });

  it('believes no proxy unless told which', () => {
    expect(readEnvironment({}).trustProxy).toBeUndefined();
    expect(readEnvironment({ TRUST_PROXY: '0' }).trustProxy).toBeUndefined();
    const trusts = readEnvironment({ TRUST_PROXY: '1' }).trustProxy;
    expect([trusts?.('203.0.113.1', 0), trusts?.('203.0.113.1', 1)]).toEqual([true, false]);
  });

  it.each([{ PORT: '70000' }, { PORT: 'http' }, { WEB: 'yes' }, { LOG_LEVEL: 'loud' }, { TRUST_PROXY: 'yes' }, { TRUST_PROXY: '99' }])(
    'refuses %j with a sentence',
    (variables) => {
      expect(() => readEnvironment(variables)).toThrow(/^The environment cannot be used: [A-Z_]+: /);
    },
  );
});
