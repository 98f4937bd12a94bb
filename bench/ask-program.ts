import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import { startSession } from '../server/domain/users/start-session.ts';
import { sessionCookie } from '../server/domain/users/users.rules.ts';
import type { Database } from '../server/platform/db/database.ts';
import type { Caller, Operation } from './list-operations.ts';
import type { ListValues } from './list-values.ts';

export interface Answer {
  /** Until all of it was there, or the first byte of a file. */
  readonly milliseconds: number;
  readonly status: number;
  /** Empty of a file. */
  readonly body: string;
}

export interface Program {
  /** Asks through HTTP, as the web does, and takes the answer; a file is given up at its first byte. */
  readonly ask: (operation: Operation) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** A request's budget protects people from each other; here one caller is all there is. */
const unlimited = 1_000_000_000;

/** Serves the program on a database in this process, to somebody of each role who has signed in. */
export async function serveProgram(database: Database, users: ListValues['users']): Promise<Program> {
  const app = await createApp({ database, logger: pino({ level: 'silent' }), jobs: false, requestBudget: unlimited });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  const session = (userId: string) => database.transaction((tx) => startSession(tx, userId, { address: '127.0.0.1', userAgent: null }));
  const tokens = {
    owner: await session(users.owner),
    admin: await session(users.admin),
    staff: await session(users.staff),
  } satisfies Record<Caller, string>;
  return {
    async ask({ caller, path, kind }) {
      const headers = { cookie: `${sessionCookie}=${tokens[caller]}`, 'accept-language': 'en' };
      const answer = await ask(`${url}/api${path}`, { agent, headers }, kind === 'file');
      // What a caller leaves unread ends a moment later, and none of that belongs to the next question.
      while (database.pool.idleCount < database.pool.totalCount) await wait(1);
      return answer;
    },
    async close() {
      agent.destroy();
      await app.close();
    },
  };
}

interface Sent {
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string>>;
}

function ask(url: string, sent: Sent, isFile: boolean): Promise<Answer> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, sent, (answer) => {
      const status = answer.statusCode ?? 0;
      const taken = isFile && status === 200 ? takeFirstByte(answer) : takeAll(answer);
      taken.then((body) => resolve({ status, body, milliseconds: performance.now() - begin }), reject);
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function takeAll(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function takeFirstByte(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    answer.once('error', reject);
    answer.once('end', () => resolve(''));
    answer.once('data', () => {
      resolve('');
      // Being given up is told as an error, too.
      answer.off('error', reject);
      answer.on('error', () => undefined);
      answer.destroy();
    });
  });
}
