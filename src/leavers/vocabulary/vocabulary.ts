/**
 * Words or phrases of one language, separated by commas; lines may break between them. Case, accents, spaces and punctuation do not
 * matter. Empty where a language needs none. A word that two languages share may stand in both.
 */
export type Words = string

/** Words that are compared as they are spelled here, but for capitals. */
export type Spellings = readonly string[]

/** Everything that the reader of lists knows in one language. */
export interface Vocabulary {
  readonly alphabet: Alphabet
  readonly columns: ColumnNames
  readonly columnNotes: ColumnNotes
  readonly dateColumns: DateColumnWords
  readonly months: Months
  readonly dates: DateWords
  readonly answers: Answers
  readonly statements: StatementWords
  readonly statusColumns: StatusColumnWords
  readonly statusCells: StatusCellWords
  readonly totals: TotalsWords
  readonly placeholders: PlaceholderWords
}

export type CodePageName = 'windows-1250' | 'windows-1251' | 'windows-1252' | 'iso-8859-15'

/** The letters of a language, by which the encoding of a list is told. */
export interface Alphabet {
  /** Those beyond ASCII, in lower case, one behind the other. */
  readonly letters: string
  /** The code pages in which lists in this language usually are. */
  readonly usualIn: readonly CodePageName[]
  /** Those in which a few names of this language may turn up. */
  readonly seldomIn: readonly CodePageName[]
  /** Letters that are compared as others, where taking the accent off is not enough. */
  readonly comparedAs: Readonly<Record<string, string>>
  /** Letters that have no capital, so that a capital may stand beside them. */
  readonly withoutCapital: string
}

/** Whole names of columns, as HR systems export them. */
export interface ColumnNames {
  /** User IDs of Konstantly. Employee numbers are not: they are its IDs only where the site's admin made them so. */
  readonly id: Words
  /** Personal addresses belong here, too, so that `Work Email` beside `Personal Email` is a question, not a choice. */
  readonly email: Words
  readonly leaveDate: Words
  /** Full names. */
  readonly name: Words
  readonly firstName: Words
  readonly lastName: Words
  /** Numbers that the employer gives to people. The platform knows them only as an attribute of the site's own. */
  readonly employeeNumber: Words
}

/** What stands in the name of a column beside its meaning. */
export interface ColumnNotes {
  /** Notes that leave a column what it is: `User ID / required`. */
  readonly unimportant: Words
  /** Words by which an unknown name comes close to one of e-mail addresses, and to one of user IDs. */
  readonly ofAddresses: Words
  readonly ofIds: Words
  /** Parts of a file on somebody, before the name of a column: `Work contact: Work email`. */
  readonly sections: Words
  /** What is left out of a name where it stands in brackets: `Email [Required]`. */
  readonly required: Spellings
  /** Small words with which a note begins: `E-mail as in AD`. */
  readonly beginnings: Spellings
  /** Words that only tell in which system a column has its place: `LMS User ID`. */
  readonly systems: Words
  /** Words for people who are on a row without being its leaver: beginnings, or parts of compounds. */
  readonly otherPeople: Words
}

/** What makes the name of a column one of dates. */
export interface DateColumnWords {
  /** Parts of names that speak of leaving. */
  readonly leaving: Words
  /** Parts of names that, beside those, make it a date. */
  readonly date: Words
  /** The same, as words of their own only: `Austritt zum`. */
  readonly dateAlone: Words
  /** And endings of words that do so. */
  readonly leaveDateEndings: Words
  /** Parts of names that speak of staying longer, or of coming back. */
  readonly later: Words
  /** Small words of a time to come: `Keep until`. */
  readonly until: Words
  /** Words that say that a date takes the place of another one: `New end`. */
  readonly new: Words
  /** Words that make a column one of dates, whatever else its name says. */
  readonly ofDates: Words
  /** Endings of words that do so. */
  readonly ofDatesEndings: Words
  /** Beginnings of words that make a column one of other numbers: `Phone extension`. */
  readonly ofNumbers: Words
}

/** The twelve months, each in all its cases and abbreviations. */
export type Months = readonly [
  Words,
  Words,
  Words,
  Words,
  Words,
  Words,
  Words,
  Words,
  Words,
  Words,
  Words,
  Words,
]

export interface DateWords {
  /** Words between day, month and year: `31 de diciembre`. */
  readonly between: Spellings
  /** The letters of day, month and year in a format: `TT.MM.JJJJ`. */
  readonly formatLetters: readonly [day: string, month: string, year: string]
  /** What stands behind the number of a day: `1st`. */
  readonly ordinals: Spellings
  readonly weekdays: Words
  /** Words that may stand beside a date and make it no other. */
  readonly beside: Words
  readonly timeZones: Words
}

export interface Answers {
  readonly yes: Words
  readonly no: Words
}

/** The words of statements on somebody's leaving or staying, in headers and cells: `Do not delete`, `Still employed`. */
export interface StatementWords {
  /** Beginnings of words for leaving. */
  readonly leavingBeginnings: Words
  /** Whole words for leaving, and for what is done to the account of a leaver. */
  readonly leaving: Words
  /** What is to be done to a leaver, where a word of `ahead` stands before it: `to be deleted`. */
  readonly done: Words
  readonly ahead: Words
  /** Who is not to be touched. */
  readonly staying: Words
  /** Who works here. */
  readonly working: Words
  /** Single words that say of somebody that they do not. */
  readonly notWorking: Words
  readonly negations: Words
  /** Negations that end another word. The apostrophe may be a typographic one. */
  readonly shortNegations: Spellings
  /** That somebody's leaving was called off; of an account it says that it is closed. */
  readonly calledOff: Words
  /** Beside one of these, a `no` in a header is only the other answer: `Leaver (yes/no)`. */
  readonly yes: Words
  /** Words for accounts, which as a rule are active until this tool is run. */
  readonly accounts: Words
  /** What else may stand in such a statement, and changes nothing. Any other word makes it a statement on something else. */
  readonly others: Words
}

/** The words of columns that may tell that somebody stays. */
export interface StatusColumnWords {
  /** Words for somebody's status. */
  readonly status: Words
  /** What else may stand in the name of a column of statuses. Not accounts or licenses, which as a rule are active. */
  readonly statusOthers: Words
  /** Words for the kind of a change, and for its reason. */
  readonly kind: Words
  /** Beginnings and endings of words that mean the same. */
  readonly kindBeginnings: Words
  readonly kindEndings: Words
  /** Those of `kind` that tell what is to be done: nothing, perhaps. */
  readonly action: Words
  /** Words for columns in which people write what they think of a row. */
  readonly review: Words
  readonly reviewOthers: Words
  /** Words for columns that tell whether somebody has agreed to a row. */
  readonly approval: Words
  /** What else may stand in the name of a column of changes, reviews or approvals. */
  readonly others: Words
  /** Beginnings of words for leaving, as in `Termination reason`. */
  readonly leaving: Words
}

/** What stands in the cells of such columns. */
export interface StatusCellWords {
  /** Who works here, has not begun yet, or has not gone yet. */
  readonly active: Words
  /** Who has left, in words that are not among the statements. */
  readonly left: Words
  /** How somebody is employed, where others are said to have left. */
  readonly contract: Words
  /** That nobody has agreed, yet or at all. */
  readonly notApproved: Words
  /** That nothing is to be done. */
  readonly noAction: Words
  readonly none: Words
  /** Who goes somewhere else within the company, or does not leave after all. */
  readonly kept: Words
  /** Who is away for a while, has come back, stays longer, gets another job within the company, or only now comes. */
  readonly staying: Words
}

/** The words of rows that are no person's: totals, counts and footers. */
export interface TotalsWords {
  /** Words that make a total of whatever stands before or behind them: `Sales Total`. Nobody is called so. */
  readonly total: Words
  /** Phrases that are a total where nothing else is said. */
  readonly sum: Words
  /** What stands behind the group that is counted: `Sales Count`. People may be called so. */
  readonly count: Words
  /** Words that count, and what is counted: `Number of leavers`. */
  readonly counted: Words
  /** Small words that may stand among those. */
  readonly others: Words
  /** How a line above or below a table begins. */
  readonly footers: Words
  /** `End`, where it is the end of a `table`, and what a table may be called. */
  readonly end: Words
  readonly table: Words
  /** The words of `Page 2 of 5`. */
  readonly page: Words
}

/** What people and systems write where an ID, or an address, is missing. */
export interface PlaceholderWords {
  readonly missing: Words
  /** Those that say in a leave date that there is none, and not that it is to come. */
  readonly none: Words
  /** How an invented address begins: `no-email@acme.com`. */
  readonly without: Spellings
  /** What follows. A letter with a question mark behind it may be missing. */
  readonly address: Spellings
}
