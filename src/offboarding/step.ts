/** One thing to ask of the platform. `read` changes nothing; the others do. */
export interface Step {
  do: 'read' | 'deactivate' | 'reactivate' | 'delete'
  userId: string
}

/** Whether a step changes something, so that its intent has to be durable before it is sent. */
export const changesSomething = (step: Step): boolean => step.do !== 'read'
