/** A mistake in how a command was called, or a state that it can't work with: told in one line, without a stack. */
export class CommandError extends Error {}
