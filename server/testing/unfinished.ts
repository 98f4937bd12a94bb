import { once } from 'node:events';
import type { Socket } from 'node:net';
import { withConnection } from '../platform/db/connect.ts';
import { embeddedAddress, rawConnection, type RunningMain } from './run-main.ts';

/** Opens a connection that stays unfinished, until the program ends it. */
export type Unfinished = (program: RunningMain, cookie: string) => Promise<Socket>;

const head = (line: string, cookie: string, more = ''): string => `${line} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n${more}`;
const json = 'Content-Type: application/json\r\n';

/** Rows enough that no buffer between the program and its caller takes them all. */
export async function fillAuditLog({ home }: Pick<RunningMain, 'home'>): Promise<void> {
  await withConnection(embeddedAddress(home), {}, (client) =>
    // Nobody is told of them.
    client.query(`
      set session_replication_role = replica;
      insert into events (act, subject_type, subject_id, request_id)
      select 'users.change', 'user', number::text, gen_random_uuid()::text from generate_series(1, 100000) number
    `),
  );
}

const exportPath = '/api/audit/export?format=csv';

/** The first bytes of an answer, without taking any more. */
async function firstBytes(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  return chunk.toString('latin1');
}

async function exportUntaken(program: RunningMain, cookie: string): Promise<Socket> {
  const socket = await rawConnection(program, `${head(`GET ${exportPath}`, cookie)}\r\n`);
  const begun = await firstBytes(socket);
  if (!begun.startsWith('HTTP/1.1 200')) throw new Error(`The export did not begin: ${begun}`);
  return socket;
}

/** Every way known by which a caller can leave a connection unfinished. */
export const unfinished: { readonly [way: string]: Unfinished } = {
  'a body that is held back': (program, cookie) =>
    rawConnection(program, `${head('POST /api/users', cookie, `${json}Content-Length: 100\r\n`)}\r\n{`),
  'a body that drips': async (program, cookie) => {
    const socket = await rawConnection(program, `${head('POST /api/users', cookie, `${json}Content-Length: 100000\r\n`)}\r\n{`);
    const drip = setInterval(() => socket.write(' '), 200);
    socket.once('close', () => clearInterval(drip));
    return socket;
  },
  'an answer before the body came': async (program) => {
    const socket = await rawConnection(program, `${head('POST /api/users', 'none=1', `${json}Content-Length: 100\r\n`)}\r\n{`);
    const answer = await firstBytes(socket);
    if (!answer.startsWith('HTTP/1.1 401')) throw new Error(`It was not refused: ${answer}`);
    return socket;
  },
  'an export that is not taken': exportUntaken,
  'an export that is taken slowly': async (program, cookie) => {
    const socket = await exportUntaken(program, cookie);
    const sip = setInterval(() => void socket.read(1_000), 100);
    socket.once('close', () => clearInterval(sip));
    return socket;
  },
  'a taken export whose connection is kept': async (program, cookie) => {
    const socket = await rawConnection(program, `${head('GET /api/users/export?format=csv', cookie, 'Connection: keep-alive\r\n')}\r\n`);
    socket.resume();
    return socket;
  },
  'headers that do not end': (program, cookie) => rawConnection(program, head('GET /api/users', cookie)),
  'a live stream': async (program, cookie) => {
    const socket = await rawConnection(program, `${head('GET /api/events', cookie, 'Accept: text/event-stream\r\n')}\r\n`);
    await firstBytes(socket);
    return socket;
  },
  'silence from the beginning': (program) => rawConnection(program, ''),
};
