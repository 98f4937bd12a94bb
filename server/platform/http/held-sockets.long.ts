import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { signedInAs, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

/** Seconds until the program closes a connection on which this was sent and nothing more. */
async function secondsHeld(port: number, sent: string): Promise<number> {
  const begun = performance.now();
  const socket = connect(port, '127.0.0.1', () => socket.write(sent));
  socket.on('error', () => undefined);
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  return (performance.now() - begun) / 1000;
}

it('sockets that say nothing more are closed: headers and anonymous bodies after ten seconds, others after twenty', async () => {
  const database = await testDatabase();
  const app = await testApp(database);
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  const { cookie } = await signedInAs(app, database, 'owner');
  const head = (path: string, ...headers: string[]): string =>
    `${[`POST /api${path} HTTP/1.1`, 'host: localhost', 'content-type: application/json', 'content-length: 100', ...headers].join('\r\n')}\r\n\r\n{`;
  const [headers, anonymous, refused, signedIn] = await Promise.all([
    secondsHeld(port, 'POST /api/users HTTP/1.1\r\nhost: local'),
    secondsHeld(port, head('/auth/sign-in')),
    secondsHeld(port, head('/users')),
    secondsHeld(port, head('/users', `cookie: cermat_session=${cookie}`)),
  ]);
  process.stdout.write(
    `held: headers ${headers.toFixed(1)} s, anonymous body ${anonymous.toFixed(1)} s, refused body ${refused.toFixed(1)} s, signed in ${signedIn.toFixed(1)} s\n`,
  );
  for (const seconds of [headers, anonymous, refused]) expect(seconds).toBeGreaterThan(9);
  for (const seconds of [headers, anonymous, refused]) expect(seconds).toBeLessThan(14);
  expect(signedIn).toBeGreaterThan(19);
  expect(signedIn).toBeLessThan(25);
});
