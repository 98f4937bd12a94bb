/** Why the program cannot start, as a sentence for the person at the terminal; the program prints it and exits with 1. */
export class StartupProblem extends Error {
  override readonly name = 'StartupProblem';
}
