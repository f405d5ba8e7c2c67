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
