import { parentPort, workerData } from 'node:worker_threads';
import { attacks, type Battlefield } from './attacks.ts';

export interface AttackOrder {
  readonly name: string;
  readonly field: Battlefield;
}

const { name, field } = workerData as AttackOrder;
const attack = attacks.find((one) => one.name === name);
if (attack === undefined) throw new Error(`Nobody knows how to do "${name}"`);
const enough = new AbortController();
parentPort?.once('message', () => enough.abort());
parentPort?.postMessage(await attack.run(field, enough.signal));
