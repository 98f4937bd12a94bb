import { describe, expect, test } from 'vitest';
import { addressOf, isSessionEnd, newIdempotencyKey } from './client.ts';
import { problemOf } from './problem.ts';

describe('the address of an endpoint', () => {
  test('has its parameters filled in and escaped', () => {
    expect(addressOf('GET /users/:id/sessions', { params: { id: '17' } })).toBe('/api/users/17/sessions');
    expect(addressOf('GET /auth/invitations/:token', { params: { token: 'a/b?c' } })).toBe('/api/auth/invitations/a%2Fb%3Fc');
  });
  test('leaves out what was not chosen', () => {
    expect(addressOf('GET /users', { query: { q: '', role: undefined, page: 2, active: false } })).toBe('/api/users?page=2&active=false');
  });
});

describe('a refusal', () => {
  test('keeps the words, the fields and the request it speaks of', () => {
    const problem = problemOf(422, {
      code: 'invalid_input',
      title: 'Isian belum benar',
      detail: 'Periksa isian.',
      errors: [{ path: 'name', message: 'too short' }],
      requestId: 'r1',
    });
    expect(problem).toMatchObject({ code: 'invalid_input', status: 422, title: 'Isian belum benar', requestId: 'r1' });
    expect(problem.errors).toEqual([{ path: 'name', message: 'too short' }]);
  });
  test('of something that is not the program is unavailability', () => {
    expect(problemOf(502, '<html>Bad gateway</html>').code).toBe('unavailable');
    expect(problemOf(404, undefined).code).toBe('malformed');
  });
  test('ends the session only where it says so: a wrong password does not', () => {
    expect(isSessionEnd(problemOf(401, { code: 'session_ended', title: '', detail: '' }))).toBe(true);
    expect(isSessionEnd(problemOf(401, { code: 'wrong_credentials', title: '', detail: '' }))).toBe(false);
  });
});

test('every intent has a key of its own', () => {
  const keys = new Set(Array.from({ length: 1_000 }, newIdempotencyKey));
  expect(keys.size).toBe(1_000);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
