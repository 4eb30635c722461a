import { Fault } from '../../fault.ts';
import { expectedFault } from '../../system-fault.ts';

/** An error of a build as a fault: what {@link expectedFault} knows, and sums that no column of the warehouse can hold. */
export function buildFault(error: unknown): Fault | undefined {
	const known = expectedFault(error);
	if (known) return known;
	const message = error instanceof Error ? error.message.split('\n')[0]! : '';
	if (/^(Out of Range|Conversion|Invalid Input) Error: .*(out of range|overflow)/i.test(message)) {
		return new Fault(
			'input',
			`The amounts add up to more than a warehouse can hold, 99,999,999,999,999.9999. Give them in thousands, in sources/order_lines.sql. (${message})`,
			{ cause: error },
		);
	}
	return undefined;
}
