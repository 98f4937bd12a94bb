import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesFor, concerns, type LiveEvent, positionText, readPosition, resumable, resumableHours } from './live.rules.ts';

const userIds = fc.constantFrom('1', '2', '3');
const events: fc.Arbitrary<LiveEvent> = fc.record({
  topic: fc.constantFrom('records', 'users', 'products'),
  act: fc.constantFrom(null, 'records.assign', 'records.note', 'users.signIn', 'products.create', 'something.new'),
  fields: fc.constantFrom(null, ['note'], ['followUpOn', 'note'], ['other']),
  userId: fc.option(userIds),
  forEveryone: fc.boolean(),
  actorId: fc.option(userIds),
  requestId: fc.option(fc.constantFrom('a', 'b')),
});

describe('whom an event concerns', () => {
  it('is never staff, where it is somebody else’s or the admins’', () => {
    fc.assert(
      fc.property(events, userIds, (event, userId) => {
        if (!concerns(event, { userId, role: 'staff' })) return;
        expect(event.userId === userId || (event.userId === null && event.forEveryone)).toBe(true);
      }),
    );
  });

  it('is every admin, where it is nobody’s own', () => {
    fc.assert(
      fc.property(events, userIds, fc.constantFrom('admin' as const, 'owner' as const), (event, userId, role) => {
        expect(concerns({ ...event, userId: null }, { userId, role })).toBe(true);
      }),
    );
  });

  it('is told once a topic and request, and of requests only one’s own', () => {
    fc.assert(
      fc.property(fc.array(events), userIds, (list, userId) => {
        const changes = changesFor(list, { userId, role: 'admin' });
        expect(new Set(changes.map((change) => JSON.stringify(change))).size).toBe(changes.length);
        for (const { topic, requestId } of changes) {
          expect(
            list.some(
              (event) => event.topic === topic && (requestId === null || (event.requestId === requestId && event.actorId === userId)),
            ),
          ).toBe(true);
        }
      }),
    );
  });
});

describe('a place in the stream', () => {
  const places = fc
    .tuple(
      fc.bigInt({ min: 1n, max: 2n ** 40n }),
      fc.uniqueArray(fc.bigInt({ min: 0n, max: 1_000n })),
      fc.bigInt({ min: 1_001n, max: 5_000n }),
    )
    .map(([least, offsets, end]) => {
      const running = offsets.toSorted((one, other) => (one < other ? -1 : 1)).map((offset) => least + offset);
      return `${running[0] ?? least}:${least + end}:${running.join(',')}`;
    });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 4_000_000_000 }), (snapshot, seconds) => {
        const place = { origin: 'beef01', seconds, snapshot };
        expect(readPosition(positionText(place))).toEqual(place);
      }),
    );
  });

  it('is none where it is anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readPosition(text)).toBeUndefined();
      }),
    );
  });

  it('can be resumed on its own database, while what came since is kept', () => {
    const now = { origin: 'a', seconds: 1_000_000 };
    const place = (origin: string, hours: number) => ({ origin, seconds: now.seconds - hours * 3_600, snapshot: '1:1:' });
    expect(resumable(place('a', 0), now)).toBe(true);
    expect(resumable(place('a', resumableHours - 1), now)).toBe(true);
    expect(resumable(place('a', resumableHours), now)).toBe(false);
    expect(resumable(place('b', 0), now)).toBe(false);
  });
});
