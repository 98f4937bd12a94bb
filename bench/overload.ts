import autocannon from 'autocannon';
import { startSession } from '../server/domain/users/start-session.ts';
import type { Database } from '../server/platform/db/database.ts';
import { buildUsers } from './build-members.ts';
import { type Figure, milliseconds, plainFigure, quantile } from './figures.ts';

interface Overload {
  readonly program: string;
  /** Below /api: what everybody asks for. */
  readonly path: string;
  readonly database: Database;
}

const people = 40;
const seconds = 8;
const longest = 1_000;

interface Loaded {
  readonly accepted: readonly number[];
  readonly refused: number;
  readonly errors: number;
}

async function load(url: string, cookies: readonly string[], connections: number, rate: number | undefined): Promise<Loaded> {
  const accepted: number[] = [];
  let refused = 0;
  let clients = 0;
  const cannon = autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: Math.round(rate) }),
    setupClient(client) {
      client.setHeaders({ cookie: cookies[clients % cookies.length] ?? '' });
      clients += 1;
    },
  });
  cannon.on('response', (_client, status, _bytes, time) => {
    if (status === 200) accepted.push(time);
    else refused += 1;
  });
  const { errors, timeouts } = await cannon;
  return { accepted, refused, errors: errors + timeouts };
}

function figuresOf(name: string, { accepted, refused, errors }: Loaded): Figure[] {
  const p99 = quantile(accepted, 0.99);
  return [
    plainFigure(`${name}: accepted a second`, String(Math.round(accepted.length / seconds)), '', null),
    plainFigure(`${name}: refused a second`, String(Math.round(refused / seconds)), '', null),
    plainFigure(`${name}: p99 of what is accepted`, milliseconds(p99), `${longest} ms`, p99 <= longest),
    plainFigure(`${name}: errors and timeouts`, String(errors), '0', errors === 0),
  ];
}

/** A card's list asked for by forty people, as often as it can be served and two and five times as often. */
export async function overload({ program, path, database }: Overload): Promise<Figure[]> {
  const cookies: string[] = [];
  for (const id of await buildUsers(database, 'admin', people)) {
    const token = await database.transaction((tx) => startSession(tx, id, { address: '127.0.0.1', userAgent: null }));
    cookies.push(`cermat_session=${token}`);
  }
  const url = `${program}/api${path}`;
  const most = await load(url, cookies, 16, undefined);
  const rate = most.accepted.length / seconds;
  const figures = figuresOf('a list, 16 at once', most);
  for (const times of [2, 5]) figures.push(...figuresOf(`a list, ${times} × of that`, await load(url, cookies, 500, times * rate)));
  return [...figures, ...figuresOf('a list, 1,250 at once', await load(url, cookies, 1_250, undefined))];
}
