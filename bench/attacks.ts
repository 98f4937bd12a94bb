import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Where somebody does their worst. */
export interface Battlefield {
  /** Address of the program. */
  readonly program: string;
  readonly databaseId: string;
  /** Records of the staff member who does their worst. */
  readonly recordIds: readonly string[];
  /** Cookies of a staff member and an admin. */
  readonly worst: string;
  readonly admin: string;
  readonly usernames: readonly string[];
}

export interface Attack {
  readonly name: string;
  /** Goes on until it is told to stop; answers what it did. */
  readonly run: (field: Battlefield, signal: AbortSignal) => Promise<string>;
}

/** Repeats work by so many at once until it is enough; answers how often each status came. */
async function repeat(atOnce: number, signal: AbortSignal, work: (number: number) => Promise<number>): Promise<string> {
  const statuses = new Map<number, number>();
  const enough = once(signal, 'abort').then(() => 0);
  let number = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (!signal.aborted) {
        // A request that is broken off amid its answer does not always say so.
        const status = await Promise.race([work((number += 1)).catch(() => 0), enough]);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        // A refusal is meant to be waited out; whoever does not wait at all gains nothing either.
        if (status === 0 || status >= 429) await wait(20);
      }
    }),
  );
  return [...statuses].map(([status, count]) => `${count} × ${status === 0 ? 'cut off' : status}`).join(', ');
}

async function send(url: string, signal: AbortSignal, init: RequestInit): Promise<number> {
  const answer = await fetch(url, { ...init, signal });
  await answer.arrayBuffer();
  return answer.status;
}

const json = { 'content-type': 'application/json' };

/** Sockets that stay open as long as the program lets them, each opened anew when it is closed. */
async function hold(count: number, signal: AbortSignal, program: string, head: string): Promise<string> {
  const { hostname, port } = new URL(program);
  const sockets = new Set<Socket>();
  let opened = 0;
  const open = (): void => {
    if (signal.aborted) return;
    opened += 1;
    const socket = connect(Number(port), hostname, () => socket.write(head));
    sockets.add(socket);
    socket.on('error', () => undefined);
    // Nothing of the answer is read.
    socket.pause();
    socket.once('close', () => {
      sockets.delete(socket);
      setTimeout(open, 20);
    });
  };
  for (let number = 0; number < count; number += 1) open();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  for (const socket of sockets) socket.destroy();
  return `${opened} opened`;
}

const signIn = 'POST /api/auth/sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{';

export const attacks: readonly Attack[] = [
  {
    name: '260 anonymous sockets with one byte of a sign-in',
    run: ({ program }, signal) => hold(260, signal, program, signIn),
  },
  {
    name: 'sign-ins of 900 KB, 20 at once',
    run: ({ program }, signal) => {
      const body = JSON.stringify({ username: 'x', password: 'x', list: Array.from({ length: 90_000 }, (_, index) => `item ${index}`) });
      return repeat(20, signal, () =>
        send(`${program}/api/auth/sign-in`, signal, { method: 'POST', headers: json, body: body.slice(0, 900_000) }),
      );
    },
  },
  {
    name: '12 downloads of rejected rows that nobody takes',
    run: ({ program, databaseId, admin }, signal) =>
      hold(12, signal, program, `GET /api/databases/${databaseId}/rejected HTTP/1.1\r\nhost: localhost\r\ncookie: ${admin}\r\n\r\n`),
  },
  {
    name: '60 verdicts on 10,000 records at once',
    run: ({ program, recordIds, worst }, signal) =>
      repeat(60, signal, (number) => {
        const body = JSON.stringify({ recordIds, verdict: number % 2 === 0 ? 'valid' : 'unvalidated' });
        return send(`${program}/api/records/verdict`, signal, { method: 'POST', headers: { ...json, cookie: worst }, body });
      }),
  },
  {
    name: 'ten searches of 200 %',
    run: ({ program, admin }, signal) =>
      repeat(10, signal, () => send(`${program}/api/records?q=${'%25'.repeat(200)}`, signal, { headers: { cookie: admin } })),
  },
  {
    name: '100 sign-ins at once',
    run: ({ program, usernames }, signal) =>
      repeat(100, signal, (number) => {
        const body = JSON.stringify({
          username: `${usernames[number % usernames.length]}${number % 3 === 0 ? '' : number}`,
          password: 'wrong',
        });
        return send(`${program}/api/auth/sign-in`, signal, { method: 'POST', headers: json, body });
      }),
  },
];
