import type { Vocabulary } from './vocabulary.ts'

/** English, which HR systems speak everywhere: so their own abbreviations are here, too. */
export const en: Vocabulary = {
  alphabet: {
    letters: 'é',
    usualIn: ['windows-1252', 'iso-8859-15'],
    seldomIn: ['windows-1250'],
    comparedAs: {},
    withoutCapital: '',
  },
  columns: {
    id: 'ID, user ID, user API ID, Konstantly ID, Konstantly user ID',
    email: `
      email, email address, mail, mail address, work email, work email address, business email, business email address,
      company email, company email address, corporate email, corporate email address, office email, official email,
      primary email, primary email address, primary work email, email primary work, email work, email business, user email,
      employee email, employee email address, login email, account email,
      personal email, personal email address, home email, home email address, private email, private email address,
      email personal, email home, email private, primary home email`,
    leaveDate: `
      leave date, leaving date, date of leaving, leaver date, date left, termination date, date of termination, term date,
      terminated on, terminated date, last day, last day of work, last working day, last work day, last day worked,
      last day of employment, last date of employment, last employment day, exit date, end date, employment end date, employment end,
      end of employment, end date of employment, contract end date, separation date, departure date, date of departure,
      offboarding date, offboard date, left on, leaves on, LWD, last working date, relieving date, date of relieving, ENDDA`,
    name: `
      name, full name, display name, employee name, employee, employee full name, legal name, full legal name, worker,
      last name first name`,
    firstName: 'first name, given name, forename, legal first name',
    lastName: 'last name, surname, family name, legal last name',
    employeeNumber: `
      employee ID, employee number, employee no, employee nr, employee num, employee code, emp ID, emp no, emp number, emp code, emplid,
      staff ID, staff number, staff no, personnel number, personnel no, personnel ID, pers no, PERNR, payroll number, payroll no,
      payroll ID, worker ID, worker number, associate ID, associate number, person number`,
  },
  columnNotes: {
    unimportant: `
      required, mandatory, optional, text, as text, Konstantly, incl, inclusive, included`,
    ofAddresses: 'email, mail, UPN',
    ofIds: 'ID, IDs, UID, GUID, identifier, login, username, user, users',
    sections: `
      email information, business email information, work contact, personal contact, contact information, contact details, contact info, employment, employment details,
      employment information, employment info, person, personal, personal information, personal details, personal info,
      personal data, basic information, basic info, general, worker, employee, employee information, employee details,
      employee profile, user, user account, account, termination, termination details, termination information,
      termination info, offboarding, profile, identity, about`,
    required: ['required', 'optional'],
    beginnings: ['as', 'from', 'in', 'per', 'according'],
    systems: 'LMS, learning, platform, system, Konstantly',
    otherPeople: `
      manager, supervisor, reports to, line lead, team lead, hr partner, hrbp, business partner, people partner, recruiter, approver,
      emergency, next of kin, spouse, buddy, mentor, assistant, delegate, deputy, successor, sponsor, referred by, owner,
      created by, updated by, modified by, terminated by, processed by, requested by, contact person`,
  },
  dateColumns: {
    leaving: `
      terminat, leaving, leaver, leave date, final day, exit, separation, depart, offboard, last day, last work, employment end,
      contract end, end date`,
    date: 'date, day',
    dateAlone: 'from, until, planned',
    leaveDateEndings: '',
    later: `
      extended, extension, prolonged, postponed, access until, access to, active until, employed until, rehire, rehiring, reinstat,
      access end, end of access, access expir, access valid, account end, account expir, account valid, account until,
      contract until, employment until`,
    until: 'until, till, til, to, through, thru, before, after, from, on, date, by, end, earliest',
    new: 'new, revised, actual',
    ofDates: `
      date, dates, day, days, until, till, through, from, on, valid, effective, end, ends, ended, ending, expire, expires, expiry,
      expiration, expiring, extended, extension, access, last, deadline, planned, due`,
    ofDatesEndings: '',
    ofNumbers: `
      phone, smartphone, tel, mobile, fax, salar, pay, wage, income, bonus, cost, amount, budget, number, nr, ID, code, badge, card,
      ticket, asset, zip, postal, room, size, hours, rate`,
  },
  months: [
    'January, Jan',
    'February, Feb',
    'March, Mar',
    'April, Apr',
    'May',
    'June, Jun',
    'July, Jul',
    'August, Aug',
    'September, Sept, Sep',
    'October, Oct',
    'November, Nov',
    'December, Dec',
  ],
  dates: {
    between: ['of'],
    formatLetters: ['D', 'M', 'Y'],
    ordinals: ['st', 'nd', 'rd', 'th'],
    weekdays: `
      Sun, Mon, Tue, Tues, Wed, Thu, Thur, Thurs, Fri, Sat, Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday`,
    beside: `
      until, till, til, to, through, thru, from, by, on, as, of, the, end, about, approx, est, planned, expected, before, after, not,
      up, and, incl, AM, PM, hrs, h, st, nd, rd, th`,
    timeZones: `
      Z, T, UTC, GMT, UT, WET, WEST, CET, CEST, EET, EEST, MSK, BST, IST, EST, EDT, CST, CDT, MST, MDT, PST, PDT`,
  },
  answers: {
    yes: 'yes, y, true, t, 1, x, xx, ok, on',
    no: 'no, n, false, f, 0, off',
  },
  statements: {
    leavingBeginnings: 'leaving, leaver, leaves, exit, terminat, departing, departed, departure, separat',
    leaving: `
      left, gone, former, include, included, disable, offboard, offboarding, delete, deletion, erase, remove, removal, deactivate,
      touch`,
    done: 'deleted, erased, removed, offboarded, deactivated, disabled, touched',
    ahead: 'be',
    staying: `
      keep, keeps, keeping, kept, retain, retains, retained, retaining, exclude, excluded, excluding, exclusion, stay, stays, staying,
      remain, remains, remaining, preserve, preserved, skip, ignore, omit, hold, protect, protected, exception, whitelist,
      whitelisted, continues, continuing, rehired, reinstated`,
    working: 'active, employed, working, works, current, here',
    notWorking: 'inactive',
    negations: 'not, no, never, dont, doesnt, shouldnt, mustnt, wont, isnt, cannot',
    shortNegations: ["n't"],
    calledOff: 'cancelled, canceled, withdrawn, revoked, rescinded, retracted',
    yes: 'yes, y',
    accounts: 'account, accounts, user, access, profile, learner, license, licence, login',
    others: `
      is, has, was, been, until, further, notice, to, be, will, does, do, should, must, can, may, shall, want, wants, the, a, an, of,
      for, from, in, on, at, as, with, by, us, we, our, still, currently, now, yet, ok, okay, safe, ready, confirm, confirmed,
      approve, approved, approval, longer, anymore, more, again, please, flag, indicator, status, state, mark, n, employee, worker,
      person, staff, company, this, that, month, list, platform, site, LMS, Konstantly, legal, litigation, or, action, anyway, them,
      him, her, it`,
  },
  statusColumns: {
    status: 'status, state, standing, lifecycle',
    statusOthers: `
      of, for, the, employment, employee, empl, worker, staff, personnel, person, people, HR, HRIS, job, emp, work, current,
      currently, assignment, life, cycle, active, description, descr, desc, text, code, name, label, value, type, flag, indicator,
      today, now, leaver`,
    kind: 'type, kind, change, event, action, movement, reason',
    kindBeginnings: 'stat',
    kindEndings: 'status',
    action: 'action',
    review: `
      decision, disposition, outcome, result, what, comment, comments, note, notes, remark, remarks, review, instruction,
      instructions, recommendation, todo, retention`,
    reviewOthers: 'to, do, manager, offboarding, final, exit, leaver, termination, LMS, Konstantly',
    approval: `
      approved, approval, approve, confirmed, confirmation, sign off, signed off, authorized, authorised, authorization`,
    others: 'of, for, the, employee, employment, personnel, staff, job, HR, status, required',
    leaving: 'terminat, leaving, leaver, exit, separat, depart, offboard, resign',
  },
  statusCells: {
    active: `
      active, active employee, active assignment, employed, currently employed, current, current employee, working, in service,
      in post, live,
      hired, pre-hire, pre-hired, pending hire, pending start, future hire, future starter, not started, not yet started, onboarding,
      preboarding, probation, on probation, in probation, probationary, probationary period, trial period,
      notice, on notice, under notice, notice period, in notice period, serving notice, serving notice period, working notice`,
    left: 'termed, inactive, retired, resigned, dismissed, deceased, former, former employee',
    contract: `
      full-time, full time employee, FT, part-time, part time employee, PT, contractor, contract, intern, internship, temporary, temp,
      permanent, regular, casual, freelance, freelancer, seasonal, per diem, apprentice, fixed term`,
    notApproved: `
      pending, open, awaiting, awaiting approval, pending approval, approval pending, not approved, not yet, not yet approved,
      not confirmed, rejected, declined, denied`,
    noAction: `
      no action, no action required, no action needed, no action taken, nothing, nothing to do, do nothing, no change`,
    none: 'none, no',
    kept: `
      transfer, transferred, transfer out, internal transfer, intercompany transfer, lateral transfer, department transfer,
      internal move, mover, reactivate, reactivated, postponed, postponed until further notice, deferred, delayed, withdrawn,
      resignation withdrawn, withdrawn resignation, resignation retracted, termination withdrawn, cancelled, canceled,
      termination cancelled, termination canceled, resignation cancelled, revoked, rescinded, termination rescinded, retracted,
      reversed`,
    staying: `
      promotion, promoted, on leave, leave of absence, LOA, parental leave, on parental leave, maternity leave, on maternity leave,
      maternity, paternity leave, adoption leave, medical leave, sick leave, on sick leave, family leave, unpaid leave, paid leave,
      sabbatical, FMLA, rehired, rehire, re-hire, reinstated, reinstatement, return from leave, extend, extended, contract extended,
      contract extension, renewed, joiner, new joiner, hire, new hire, starter, new starter`,
  },
  totals: {
    total: 'total, totals, subtotal, subtotals, grandtotal',
    sum: 'sum, count, headcount, grand count, result, results, overall result, average, EOF',
    count: 'count',
    counted: `
      number, no, count, headcount, row, record, leaver, employee, user, rows, records, entries, lines, leavers, employees, users,
      people, persons, terminations, exits`,
    others: 'of, the, in, on, and, all, this, list, report',
    footers: `
      generated, exported, printed, produced, prepared by, created by, created on, run by, run on, run date, report date, report run,
      report by, approved by, reviewed by, last updated, data as of`,
    end: 'end',
    table: 'report, file, list, data, export, document, table',
    page: 'page, of',
  },
  placeholders: {
    missing: `
      null, nil, none, nan, undefined, true, false, yes, no, unknown, unk, na, n/a, not available, not applicable, not assigned,
      not set, not found, no id, no user id, no user, no account, no email, tbd, tbc, tba, to be defined, to be determined,
      to be confirmed, to be advised, to follow, pending, missing, empty, blank, void, dummy, placeholder, todo, open, xxx, tk,
      test, ditto, same, see above, new, example, sample, to be decided, to be announced, to be agreed, not known, not yet known,
      unconfirmed, ongoing`,
    none: `
      none, null, nil, nan, undefined, na, n/a, not available, not applicable, not assigned, not set, empty, blank, no date,
      no end date, no leave date`,
    without: ['no', 'without'],
    address: ['e?-?mail'],
  },
}
