/** Milliseconds that processors spend on an act, in this process and its workers. */
async function workOf(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * How many times the work of a small act a large one takes. Work is time of processors, so that neither a slow nor a busy machine
 * changes the answer. The least of three turns counts: what is compiled or tidied up in one of them is none of the act.
 */
export async function timesTheWork(small: () => Promise<unknown>, large: () => Promise<unknown>): Promise<number> {
  let [least, most] = [Infinity, Infinity];
  for (let turn = 0; turn < 3; turn += 1) {
    least = Math.min(least, await workOf(small));
    most = Math.min(most, await workOf(large));
  }
  return most / least;
}
