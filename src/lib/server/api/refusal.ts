/** Why the API refuses a request before any question is asked; each has an anchor in `/api/docs`. */
export const REFUSALS = {
	'no-such-path': { status: 404, title: 'Not found' },
	'method-not-allowed': { status: 405, title: 'Only reading is possible' },
	'not-acceptable': { status: 406, title: 'No such format' },
	'malformed-address': { status: 400, title: 'The address cannot be read' },
	'address-too-long': { status: 414, title: 'The address is too long' },
	'wrong-host': { status: 421, title: 'Wrong host' },
	'too-busy': { status: 503, title: 'Too busy' },
} as const;
export type RefusalName = keyof typeof REFUSALS;

/** A request that is refused for what it is, told in one sentence to who sent it. */
export class Refusal extends Error {
	readonly refusal: RefusalName;
	readonly headers: Readonly<Record<string, string>>;
	constructor(refusal: RefusalName, sentence: string, headers: Readonly<Record<string, string>> = {}) {
		super(sentence);
		this.name = 'Refusal';
		this.refusal = refusal;
		this.headers = headers;
	}
}
