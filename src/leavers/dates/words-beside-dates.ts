import { normalize } from '../columns/known-headers.ts'

/** What may stand beside a date and makes it no other: days of the week, small words, and zones, in the platform's languages. */
const BESIDE: ReadonlySet<string> = new Set(
  [
    'So, Mo, Di, Mi, Do, Fr, Sa, Sonntag, Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonnabend',
    'Sun, Mon, Tue, Tues, Wed, Thu, Thur, Thurs, Fri, Sat, Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday',
    'dom, lun, mar, mié, mie, jue, vie, sáb, domingo, lunes, martes, miércoles, jueves, viernes, sábado',
    'dim, mer, jeu, ven, sam, dimanche, lundi, mardi, mercredi, jeudi, vendredi, samedi',
    'niedz, nd, ndz, pon, pn, wt, śr, czw, cz, pt, sob, niedziela, poniedziałek, wtorek, środa, czwartek, piątek, sobota',
    'seg, ter, qua, qui, sex, segunda, terça, quarta, quinta, sexta, feira',
    'вс, вск, пн, пнд, вт, втр, ср, срд, чт, чтв, пт, птн, сб, сбт',
    'воскресенье, понедельник, вторник, среда, среду, четверг, пятница, пятницу, суббота, субботу',
    'bis, zum, am, ab, vom, von, den, der, Ende, ca, circa, etwa, vsl, voraussichtlich, spätestens, geplant, einschließlich, inkl',
    'until, till, til, to, through, thru, from, by, on, as, of, the, end, about, approx, est, planned, expected, before, after, not, up, and, incl',
    'hasta, desde, el, a, al, de, del, aprox, y, antes, fin, previsto, au, du, le, la, jusqu, jusque, env, environ, vers, dès, avant, et, plus, tard',
    'do, od, dnia, dn, około, ok, najpóźniej, włącznie, i, até, ate, em, aos, ao, cerca, e, da, до, по, с, со, от, на, около, ок, примерно, г, года, и',
    'Z, T, UTC, GMT, UT, WET, WEST, CET, CEST, MEZ, MESZ, EET, EEST, MSK, МСК, BST, IST, EST, EDT, CST, CDT, MST, MDT, PST, PDT, BRT, AM, PM',
    'Uhr, h, heures, hrs, st, nd, rd, th, er, o, го, ого, r, roku',
  ].flatMap((line) => line.split(', ').map(normalize)),
)

/** Whether a word may stand beside a date and changes nothing of it. */
export const isBesideDate = (word: string): boolean => BESIDE.has(normalize(word))
