import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import type { DatabaseAddress } from '../server/platform/db/connect.ts';
import { openDatabase } from '../server/platform/db/database.ts';
import { listen } from '../server/platform/http/listen.ts';

/** What the process did since it started. */
export interface ProcessReport {
  /** The most memory the process had at once, its workers included. */
  readonly peakMegabytes: number;
  /** Milliseconds its event loop was late, at worst. */
  readonly worstDelay: number;
}

const resolution = 10;

/** Serves the program with its jobs in this process, on the database whose address is its one parameter. */
async function main(address: DatabaseAddress): Promise<void> {
  const app = await createApp({ database: openDatabase(address), logger: pino({ level: 'warn' }), jobs: true });
  process.send?.(await listen(app, { host: '127.0.0.1', port: 0 }));
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  process.on('message', () => {
    const report: ProcessReport = {
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
      worstDelay: Math.max(0, delay.max / 1e6 - resolution),
    };
    process.send?.(report);
  });
  process.once('disconnect', () => process.exit());
}

await main(JSON.parse(process.argv[2] ?? '') as DatabaseAddress);
