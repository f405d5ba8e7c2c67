/** What the exit codes of a job over several lists mean that are about one of them. */
const OF_AN_INBOX: Readonly<Partial<Record<string, string>>> = {
  '2': 'the command, the configuration or a list cannot be used; other lists may have been done',
  '4': 'a list was refused, or stopped; other lists may have been done',
}

/** What the exit code of a command means, and what to do then; empty for one that there is not. */
export function meaningOf(command: string, exitCode: number): { meaning: string; next: string } {
  const [, meaning = '', next = ''] =
    EXIT_CODES.find(([codes]) => codes.split(', ').includes(String(exitCode))) ?? []
  return { meaning: (command === 'inbox' ? OF_AN_INBOX[exitCode] : undefined) ?? meaning, next }
}

/** What each exit code means, and what a scheduler should do. The README has the same table. */
export const EXIT_CODES: readonly (readonly [code: string, meaning: string, next: string])[] = [
  ['0', 'every row ended without need of attention', 'nothing'],
  ['1', 'a defect in the tool', 'report it'],
  ['2', 'the command, the configuration or the leaver list cannot be used; nobody was touched', 'correct it'],
  ['3', 'finished, and some rows need attention', 'look at the report'],
  ['4', 'a guard, or the missing confirmation, refused', 'a person decides'],
  ['5', 'the API key was rejected', 'correct the key, and run the same command again'],
  [
    '6',
    'the platform is unavailable, or the ledger is in use or cannot be written',
    'run the same command later',
  ],
  ['7', '--max-duration is over; stopped cleanly', 'run the same command later'],
  ['130, 143', 'stopped cleanly by SIGINT (Ctrl+C), or SIGTERM', 'run the same command later'],
]
