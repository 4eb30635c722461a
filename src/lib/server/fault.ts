/** What kind of expected fault: bad configuration or input, failed checks, a parameter, something not found, a machine without room or rights. */
export type FaultCode =
	| 'input'
	| 'checks'
	| 'parameter'
	| 'not_found'
	| 'busy'
	| 'not_ready'
	| 'outdated'
	| 'unsupported'
	| 'machine';

/**
 * An expected fault, told in one sentence to the person who can mend it: what is wrong, where, and what to do.
 * The command line prints the sentence alone; the API makes it a problem document.
 */
export class Fault extends Error {
	readonly code: FaultCode;
	constructor(code: FaultCode, sentence: string, options?: ErrorOptions) {
		super(sentence, options);
		this.name = 'Fault';
		this.code = code;
	}
}
