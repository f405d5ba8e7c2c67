/** Why a list is set aside. */
export type Trouble =
  /** It cannot be read, or not be used as a leaver list. */
  | { kind: 'unusable'; why: string }
  /** `why` is for the log: it names folders of the machine. */
  | { kind: 'not permitted'; why: string }
  /** A table of another kind. */
  | { kind: 'other table' }
  /** A guard refused it, before anybody was touched. */
  | { kind: 'refused'; why: string; hasPage: boolean }
  /** The work was stopped on purpose, with some of it done. */
  | { kind: 'stopped'; why: string; run: string }
  /** A run of it was begun, and is not finished. */
  | { kind: 'unfinished'; run: string }
  /** An approved plan, or an unfinished run, that is not gone on with. */
  | { kind: 'not begun'; why: string }
  | { kind: 'not planned' | 'plan changed' }
  | { kind: 'defect'; why: string }

const NOBODY = 'Nobody on it was touched.'
const DROP_AGAIN = 'put it into the folder again'
const GO_ON = 'move the list into "approved": the work goes on where it stopped.'

/** What is said beside a list that was set aside: what happened, and what whoever has put it there can do now. */
export function attentionText(list: string, trouble: Trouble): string {
  const { happened, why, todo } = parts(trouble)
  const paragraphs = [
    `${list}\n\n${happened}`,
    ...(why === null ? [] : [`Why:\n${why}`]),
    `What to do now:\n${todo}`,
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function parts(trouble: Trouble): { happened: string; why: string | null; todo: string } {
  switch (trouble.kind) {
    case 'unusable':
      return {
        happened: `This list could not be used. ${NOBODY}`,
        why: trouble.why,
        todo: `Correct the list, or export it again, and ${DROP_AGAIN}. What begins with -- above is a setting: whoever looks after this service can change it.`,
      }
    case 'not permitted':
      return {
        happened: `This list may not be opened by the service. ${NOBODY}`,
        why: null,
        todo: `Ask whoever looks after this service, or your IT, to let it read the file, and ${DROP_AGAIN}.`,
      }
    case 'other table':
      return {
        happened: `This file is no list that is taken up here. ${NOBODY}`,
        why: 'Lists are Excel workbooks (.xlsx) or CSV files (.csv), also packed as .csv.gz, .csv.zst, .xlsx.gz or .xlsx.zst.',
        todo: `Open it, and save it as "Excel Workbook (.xlsx)": in Excel, File > Save As. Then put that file into the folder. What is packed in another way has to be unpacked first.`,
      }
    case 'refused':
      return {
        happened: `This list looks like a mistake, so it was refused. ${NOBODY}`,
        why: trouble.why,
        todo: `${trouble.hasPage ? 'The page beside this text says of each row what is known. ' : ''}If the list is wrong, correct it, and ${DROP_AGAIN}. If it is right, ask whoever looks after this service to allow it: what begins with -- above is a setting. Then ${DROP_AGAIN} as it is.`,
      }
    case 'stopped':
    case 'unfinished':
    case 'not begun':
      return ofRun(trouble)
    case 'not planned':
    case 'plan changed':
      return ofApproval(trouble.kind)
    case 'defect':
      return {
        happened: 'The service failed on this list, by a fault of its own.',
        why: trouble.why,
        todo: 'Hand this to whoever looks after this service. Nothing is wrong with the list as far as is known.',
      }
  }
}

/** Of a list whose run or plan is there, and is not gone on with. */
function ofRun(
  trouble: Trouble & { kind: 'stopped' | 'unfinished' | 'not begun' },
): ReturnType<typeof parts> {
  switch (trouble.kind) {
    case 'stopped':
      return {
        happened: `The work on this list was stopped on purpose, before its end. Some of its people may be deactivated, and not deleted (run ${trouble.run}).`,
        why: trouble.why,
        todo: `Hand this to whoever looks after this service. Once the cause is mended, ${GO_ON}`,
      }
    case 'unfinished':
      return {
        happened: `The work on this list was begun, and is not finished (run ${trouble.run}). Nothing was done with it now.`,
        why: null,
        todo: `Ask whoever looks after this service whether it was stopped on purpose. If it is to go on, ${GO_ON}`,
      }
    case 'not begun':
      return {
        happened: 'Nothing was done with this list now.',
        why: trouble.why,
        todo: `If its plan is too old, ${DROP_AGAIN} (not into "approved"): a new plan is made. If it comes back here, hand this text to whoever looks after this service.`,
      }
  }
}

/** Of a list that was approved, and has no plan that could be carried out. */
function ofApproval(kind: 'not planned' | 'plan changed'): ReturnType<typeof parts> {
  if (kind === 'not planned') {
    return {
      happened: `This list is in "approved", and there is no plan of it: it is new, or was changed after its plan was made. ${NOBODY}`,
      why: null,
      todo: `Put it into the folder above "approved". A plan of it is put beside it there. Look at the plan, then move the list into "approved", without changing it.`,
    }
  }
  return {
    happened: `This list was approved, but the table of its plan (.plan.csv) is not where it was, or was changed. ${NOBODY}`,
    why: 'What was planned is what is done. Whoever takes somebody out of the table believes that they are spared, and they would not be.',
    todo: `If somebody is to be spared, take them out of the list. In any case ${DROP_AGAIN} (not into "approved"): a new plan is made. Leave its table as it is, and move the list into "approved".`,
  }
}

/** What came of a list when it was done, in rows, where that is not the end of it. */
export interface Undone {
  notDue: number
  /** Deactivated, where deleting was not asked for. */
  deactivated: number
  /** Those that need a person. */
  attention: number
}

/** What is said where a list was that has been done before. */
export const doneBeforeText = (
  list: string,
  { run, when }: { run: string; when: string },
  { notDue, deactivated, attention }: Undone,
): string =>
  [
    list,
    `This very list, to the last letter, was done before: on ${when.slice(0, 10)}, by run ${run}. So it was not done again, and nobody was touched.`,
    ...(notDue === 0
      ? []
      : [
          `${notDue} of its rows were not due then, since their leave date was still to come. They were not done. Export a list of today for them.`,
        ]),
    ...(deactivated === 0
      ? []
      : [
          `${deactivated} of its people were only deactivated then, and not deleted, as this service was set to do. If they are to be deleted now, hand this text to whoever looks after this service.`,
        ]),
    ...(attention === 0
      ? []
      : [
          `${attention} of its rows were not done, and need a person: report.html in done/${run} says why. Correct them, in retry.csv there or in a new list, and put that into the folder.`,
        ]),
    `What came of it is in done/${run}, and this list now lies there, too.`,
    `What to do now:\n${notDue + deactivated + attention === 0 ? 'Nothing' : 'Nothing more than what is said above'}, if that is what you wanted. If the people on it have left anew, export a new list, and put that into the folder.`,
  ].join('\n\n') + '\n'

/** What is said to whoever has moved a plan, and not its list, into `approved`. */
export const planMovedText = (list: string): string =>
  `${list}

Its plan was moved into "approved", and the list was not. So nothing was done, and the plan was put back here.

What to do now:
If you agree with the plan, move the list itself, ${list}, into "approved".
`
