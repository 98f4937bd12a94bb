/** Most records that one act on a filter takes: it is answered when it is done, all of it or nothing. */
export const mostRecordsAtOnce = 100_000;
