import { admins, demoPassword, owner, staff } from './chapters/team.ts';

/** The box that says where the demo is and who can sign in. */
export function describeDemo(address: string, folder: string): string {
  const names = (people: readonly { readonly username: string }[]): string => people.map(({ username }) => username).join(', ');
  const lines = [
    `Cermat's demo is ready at ${address}`,
    '',
    `Owner     ${owner.username}`,
    `Admins    ${names(admins)}`,
    `Staff     ${names(staff.slice(0, 6))} and ${staff.length - 6} more`,
    `Password  ${demoPassword} (everybody's)`,
    '',
    `Its data lies in ${folder}`,
    'Ctrl+C stops it; npm run demo -- --fresh starts over.',
  ];
  const width = Math.max(...lines.map((line) => line.length)) + 4;
  const edge = '─'.repeat(width);
  return [`┌${edge}┐`, ...lines.map((line) => `│  ${line.padEnd(width - 2)}│`), `└${edge}┘`].join('\n');
}
