// Apart from the logger, so that help and version need not load it.
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export const LOG_FORMATS = ['json', 'pretty'] as const
