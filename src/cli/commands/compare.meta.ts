import { guard, number } from '../flags/flag.ts'
import { connectionFlags, jsonFlag, logFlags, outFlag, paceFlags, safetyFlags } from '../flags/flags.ts'
import { monitoringFlags } from '../flags/monitoring-flags.ts'
import { readingFlags } from '../flags/reading-flags.ts'
import type { CommandMeta } from './command.ts'

const MIN_COVERAGE = 80

export const compareMeta = {
  name: 'compare',
  works: { on: '<roster>', describe: 'A list of everybody who still works here, a workbook or a CSV file' },
  describe: 'Find users who are not on the roster of those who still work here; changes nothing',
  examples: [
    ['compare everybody.xlsx --site acme', 'Write a leaver list of those who are on no line of the roster'],
    ['compare everybody.csv --site acme --attribute employee_id', 'Compare by employee number'],
  ],
  flags: {
    ...connectionFlags,
    'id-column': readingFlags['id-column'],
    'email-column': readingFlags['email-column'],
    attribute: readingFlags.attribute,
    'attribute-column': readingFlags['attribute-column'],
    'name-column': readingFlags['name-column'],
    'ignore-column': {
      ...readingFlags['ignore-column'],
      describe: 'A column that names nobody who works here; a header or a number, may be repeated',
    },
    timezone: readingFlags.timezone,
    delimiter: readingFlags.delimiter,
    encoding: { ...readingFlags.encoding, describe: "The roster's encoding, such as windows-1250" },
    sheet: { ...readingFlags.sheet, describe: 'The sheet of a workbook that is the roster' },
    'skip-lines': readingFlags['skip-lines'],
    'no-header': readingFlags['no-header'],
    ...paceFlags,
    patience: { ...paceFlags.patience, describe: 'How long to wait for a platform that is down' },
    protect: safetyFlags.protect,
    roles: safetyFlags.roles,
    'min-coverage': guard(
      number(
        "Refuse a roster that names less than this of the site's active users, in percent",
        MIN_COVERAGE,
        {
          min: 0,
          max: 100,
        },
      ),
      (percent) => percent < MIN_COVERAGE,
    ),
    ...outFlag,
    ...jsonFlag,
    ...logFlags,
    ...monitoringFlags,
  },
} as const satisfies CommandMeta
