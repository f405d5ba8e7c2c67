import { drawScreen } from './draw-screen.ts'
import { watchRun } from './watch-run.ts'

const COLUMNS = 100
/** How many lines of the end fit into its picture. */
const END_LINES = 36

/** The pictures of the terminal, by their file, and the page of the longer run, of which pictures are taken in a browser. */
export async function terminalPictures(): Promise<{ pictures: Record<string, string>; page: string }> {
  const { midway } = await watchRun(/ 6 of 8/, { rows: 12, answer: '8', columns: COLUMNS })
  const { end, page } = await watchRun(/ of 28/, { rows: 40, answer: '28', columns: COLUMNS })
  const pictures = {
    'run.svg': drawScreen(
      midway,
      COLUMNS,
      'A run on a terminal: what it will do, whom it is about, and how far it is',
    ),
    'end.svg': drawScreen(
      end.slice(-END_LINES),
      COLUMNS,
      'The end of a run: rows that need attention, how many rows ended how, and the files',
    ),
  }
  return { pictures, page }
}
