/** A host whose name cannot be resolved, and could not be before in this session. Waiting hardly changes that. */
export interface UnknownHost {
  whose: 'platform' | 'proxy'
  /** The name, without port and password. */
  host: string
}
