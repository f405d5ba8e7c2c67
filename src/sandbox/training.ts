import type { Person } from './people.ts'

/** A course of the stand-in platform. */
interface Course {
  id: number
  name: string
  /** Who has it assigned: everybody, or a share of the users, from 0 to 1. */
  share: number
  /** Whether who finishes it gets a certificate. */
  certifies: boolean
}

const COURSES: readonly Course[] = [
  { id: 101, name: 'Data protection', share: 1, certifies: true },
  { id: 102, name: 'Fire safety', share: 0.6, certifies: true },
  { id: 103, name: 'First aid', share: 0.3, certifies: true },
  { id: 104, name: 'Sales: the basics', share: 0.4, certifies: false },
  { id: 105, name: 'Führen im Alltag', share: 0.2, certifies: true },
]

/** An assignment as the API shows it. Times are Unix seconds, 0 where unset. */
export interface Assignment {
  assignedAt: number
  startedAt: number
  deadlineAt: number
  finishedAt: number
  progressValue: number
  resultValue: number
  isCourseStarted: boolean
  isCourseFinished: boolean
  isExpired: boolean
  course: { id: number; name: string }
}

/** A certificate as the API shows it, without the user. */
export interface Certificate {
  id: number
  name: string
  description: string
  courseId: number
  courseName: string
  imageUrl: string
  achievedAt: number
  expiresAt?: number
}

/** What a user has learned. */
export interface Training {
  assignments: readonly Assignment[]
  certificates: readonly Certificate[]
}

const DAY = 86_400
const FIRST_DAY = Date.UTC(2022, 0, 3) / 1000

/** What a user has learned: always the same for the same user ID. `images`: where the images of certificates are. */
export function trainingOf({ id }: Pick<Person, 'id'>, images: string): Training {
  const taken = COURSES.flatMap((course) => {
    const chance = chanceOf(`${id}/${course.id}`)
    return chance() < course.share ? [take(course, chance)] : []
  })
  const assignments = taken.map(({ assignment }) => assignment)
  const certificates = taken.flatMap(({ assignment: { course, finishedAt }, certifies, number }) => {
    if (!certifies || finishedAt === 0) return []
    return [
      {
        id: number,
        name: `Certificate: ${course.name}`,
        description: `Certificate of completion for ${course.name}`,
        courseId: course.id,
        courseName: course.name,
        imageUrl: `${images}/${course.id}-${id}.png`,
        achievedAt: finishedAt,
        expiresAt: finishedAt + 730 * DAY,
      },
    ]
  })
  return { assignments, certificates }
}

/** Whether the site has a course with this ID. */
export const hasCourse = (id: number): boolean => COURSES.some((course) => course.id === id)

function take(
  { id, name, certifies }: Course,
  chance: () => number,
): { assignment: Assignment; certifies: boolean; number: number } {
  const assignedAt = FIRST_DAY + Math.floor(chance() * 900) * DAY
  const isStarted = chance() < 0.9
  const isFinished = isStarted && chance() < 0.8
  const startedAt = isStarted ? assignedAt + Math.floor(chance() * 10 * DAY) : 0
  return {
    assignment: {
      assignedAt,
      startedAt,
      deadlineAt: chance() < 0.5 ? assignedAt + 90 * DAY : 0,
      finishedAt: isFinished ? startedAt + Math.floor(chance() * 20 * DAY) : 0,
      progressValue: isFinished ? 100 : isStarted ? Math.floor(chance() * 99) : 0,
      resultValue: isFinished ? 60 + Math.floor(chance() * 41) : 0,
      isCourseStarted: isStarted,
      isCourseFinished: isFinished,
      isExpired: false,
      course: { id, name },
    },
    certifies,
    number: Math.floor(chance() * 1_000_000_000),
  }
}

/** Numbers from 0 up to, not including, 1: the same ones for the same text (FNV-1a, then xorshift). */
function chanceOf(text: string): () => number {
  let state = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
}
