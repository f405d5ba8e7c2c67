import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { hashOfFile } from '../files/hash-of-file.ts'
import { writing } from './errors.ts'
import { look, OWN_FOLDERS, seeFile } from './look.ts'
import { isCopyOf, moveList, takeName } from './move.ts'
import { isPlanTable, kindOfName, nameBeside, planNames, textName } from './names.ts'
import { PARTIAL, putCopy, putText } from './put.ts'
import { makeShared } from './rights.ts'
import type { LeftAlone, Seen } from './seen.ts'

/** A list that has settled, and the SHA-256 of its bytes in hexadecimal. */
export type SettledList = Seen & { sha256: string }

/** What of a run's folder is put to its list. */
const RESULT_FILES = ['results.csv', 'report.html', 'retry.csv'] as const
const PLAN = { page: 'report.html', table: 'plan.csv' }

/** The folder that people drop lists into, with the folders `approved`, `done` and `attention` within. */
export class Inbox {
  /** Its real path. */
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  /** Makes the folders within, where they are not there. Throws the system's error if the inbox itself is not, and InboxWriteError. */
  static open(folder: string): Inbox {
    const root = realpathSync(folder)
    readdirSync(root)
    for (const own of OWN_FOLDERS) {
      writing(`the folder ${join(root, own)} cannot be made`, () => {
        makeShared(join(root, own))
      })
    }
    // Found out now, and not once somebody was touched.
    for (const own of ['.', ...OWN_FOLDERS])
      accessSync(join(root, own), constants.R_OK | constants.W_OK | constants.X_OK)
    return new Inbox(root)
  }

  /** Throws InboxWriteError. */
  look(): { seen: Seen[]; unreadable: LeftAlone[] } {
    return writing('the inbox cannot be read', () => look(this.root))
  }

  /** Removes what a job has left that was killed while it wrote a file. To be called by the only job at work. Throws InboxWriteError. */
  tidy(): void {
    writing('the inbox cannot be tidied', () => {
      for (const own of ['.', ...OWN_FOLDERS]) rmSync(join(this.root, own, PARTIAL), { force: true })
    })
  }

  /**
   * Puts the files of plans that somebody has moved into `approved` in the place of their list back to it, with a text that says so. Returns
   * the names of the lists. Throws InboxWriteError.
   */
  putPlansBack(text: (list: string) => string): string[] {
    const { seen } = this.look()
    const lists = seen.filter(({ name, kind }) => kind === 'file' && kindOfName(name) === 'list')
    const isOf = (list: Seen, file: string): boolean => Object.values(planNames(list.name)).includes(file)
    const back = new Set<string>()
    const approved = seen.filter(({ place, name }) => place === 'approved' && kindOfName(name) === 'ours')
    for (const { name, path } of approved) {
      const own = lists.filter((list) => isOf(list, name))
      const [list] = own
      if (list === undefined || own.some((one) => one.place === 'approved')) continue
      writing(`${name} cannot be put back`, () => {
        moveList(path, takeName(path, this.root, name))
        putText(this.root, textName(list.name), text(list.name), statSync(list.path))
      })
      back.add(list.name)
    }
    return [...back]
  }

  /** Whether a list is as it was seen, by its size and its time. */
  isAsSeen(list: Seen): boolean {
    const [now] = seeFile(list.place, list.name, list.path)
    return now?.kind === 'file' && now.size === list.size && now.modified === list.modified
  }

  /** Whether a list is still there, with the same bytes. */
  isStill(list: SettledList): boolean {
    return this.isAsSeen(list) && hashOrNull(list.path) === list.sha256
  }

  /** The SHA-256 of each plan's table that lies in the inbox. One that may not be read is none. */
  hashesOfTables(): string[] {
    const tables = look(this.root).seen.filter(({ name, kind }) => kind === 'file' && isPlanTable(name))
    return tables.flatMap(({ path }) => hashOrNull(path) ?? [])
  }

  /** The same of the tables that are called as that of this list. */
  hashesOfOwnTables({ name }: Pick<Seen, 'name'>): string[] {
    const { table } = planNames(name)
    return [this.root, join(this.root, 'approved')].flatMap((place) => hashOrNull(join(place, table)) ?? [])
  }

  /** Whether the list of a run lies with what came of it, and is not what is left of moving it there. */
  isFiled(run: string, { path, sha256, size }: SettledList): boolean {
    const folder = this.#doneFolder(run)
    if (!existsSync(folder)) return false
    return readdirSync(folder).some((name) => {
      const other = join(folder, name)
      const found = lstatSync(other)
      return found.isFile() && found.size === size && hashOrNull(other) === sha256 && !isCopyOf(other, path)
    })
  }

  /** Whether something of a run was put into `done`. */
  hasFolder(run: string): boolean {
    return existsSync(this.#doneFolder(run))
  }

  /** Puts the plan whose files are in `from` beside its list. A table there that is not one of `ours` is kept aside. Returns the page's name. */
  putPlan(list: SettledList, from: string, ours: () => readonly string[]): string {
    const { table, page } = planNames(list.name)
    writing(`the plan of ${list.name} cannot be put beside it`, () => {
      const rights = statSync(list.path)
      const path = join(this.root, table)
      if (isFile(path) && !ours().includes(hashOfFile(path))) renameSync(path, freeName(path))
      putCopy(join(from, PLAN.table), this.root, table, rights)
      putCopy(join(from, PLAN.page), this.root, page, rights)
    })
    return page
  }

  /** Puts the files of a run, which are in `from`, into its folder in `done`, for those who may read its list, or the ones that are there (null). */
  putResults(run: string, from: string, list: Seen | null): void {
    const folder = this.#doneFolder(run)
    writing(`the results of run ${run} cannot be put into ${folder}`, () => {
      // A list that is gone could be read by whom the folder lets in.
      const path = list?.path ?? join(folder, RESULT_FILES[0])
      const rights = lstatSync(path, { throwIfNoEntry: false }) ?? lstatSync(this.root)
      makeShared(folder)
      for (const file of RESULT_FILES) putCopy(join(from, file), folder, file, rights)
    })
  }

  /** Moves a list to the results of its run. Returns its path there; null if somebody has saved another one over it in that very moment. */
  file(list: SettledList, run: string): string | null {
    const folder = this.#doneFolder(run)
    return writing(`${list.name} cannot be moved into ${folder}`, () => {
      const path = this.#move(list, folder, () => undefined)
      if (hashOrNull(path) === list.sha256) return path
      moveList(path, takeName(path, dirname(list.path), list.name))
      return null
    })
  }

  /** Ends a move into `attention` that was broken off after the list's copy on that volume was whole. Returns whether there was one. */
  endMove(list: Seen): boolean {
    const target = join(this.root, 'attention', list.name)
    if (!isCopyOf(target, list.path)) return false
    writing(`${list.name} cannot be moved into attention`, () => {
      moveList(list.path, target)
    })
    return true
  }

  /** Moves a list that was done before to the one that was done. `text` says so where the list was. Returns the path of the list. */
  fileAgain(list: Seen, run: string, text: string): string {
    return writing(`${list.name} cannot be put into ${this.#doneFolder(run)}`, () =>
      this.#move(list, this.#doneFolder(run), () => {
        putText(this.root, textName(list.name), text, statSync(list.path))
      }),
    )
  }

  /** Moves a list into `attention`, with a text that says what to do, and with the page of its run, from the folder `from`. */
  setAside(list: Seen, text: string, from: string | null): { path: string; said: string } {
    const folder = join(this.root, 'attention')
    return writing(`${list.name} cannot be put into ${folder}`, () => {
      // Of a list that may not be read here, nobody else might be able to read the text.
      const rights = lstatSync(hashOrNull(list.path) === null ? this.root : list.path)
      let said = ''
      // First the text, so that no list ever lies there without one.
      const path = this.#move(list, folder, (name) => {
        said = textName(name)
        putText(folder, said, text, rights)
        if (from !== null) putCopy(join(from, PLAN.page), folder, planNames(name).page, rights)
      })
      return { path, said: join(folder, said) }
    })
  }

  /** Moves a list after the files of its plan, and what was said about it. `before` the list itself is moved, it is told the list's name there. */
  #move(list: Seen, folder: string, before: (name: string) => void): string {
    const names = planNames(list.name)
    const places = [this.root, join(this.root, 'approved')]
    for (const place of places) {
      // Another list of that name has a plan of its own.
      if (place !== dirname(list.path) && isFile(join(place, list.name))) continue
      for (const name of [names.table, names.page, textName(list.name)]) {
        const path = join(place, name)
        if (isFile(path)) moveList(path, takeName(path, folder, name))
      }
    }
    const target = takeName(list.path, folder, list.name)
    before(basename(target))
    moveList(list.path, target)
    return target
  }

  #doneFolder(run: string): string {
    return join(this.root, 'done', run)
  }
}

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true

function hashOrNull(path: string): string | null {
  try {
    return hashOfFile(path)
  } catch {
    // It is gone, or may not be read.
    return null
  }
}

/** The first name of `<name>.changed`, `<name>.changed-2` and so on that nobody has; the name is shortened where that would be too long. */
function freeName(path: string): string {
  for (let n = 1; ; n += 1) {
    const aside = nameBeside(basename(path), `.changed${n === 1 ? '' : `-${n}`}`)
    if (!existsSync(join(dirname(path), aside))) return join(dirname(path), aside)
  }
}
