import { statfs } from 'node:fs/promises';
import type { Chore } from '../../platform/jobs/job.ts';
import { tellOfDisk } from './tell-of-disk.ts';

/** `dataFolder`: where the program's own PostgreSQL keeps its files; the disk of another's is not ours to look at. */
export const notificationsChores = (dataFolder: string | undefined): readonly Chore[] => [
  {
    name: 'watch-disk',
    cron: '*/3 * * * *',
    atStart: true,
    async run(database) {
      if (dataFolder === undefined) return;
      const { bavail, blocks, bsize } = await statfs(dataFolder);
      await database.transaction((tx) => tellOfDisk(tx, { free: bavail * bsize, total: blocks * bsize }));
    },
  },
];
