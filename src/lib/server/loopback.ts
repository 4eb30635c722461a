import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import { Fault } from './fault.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address leads only to this machine itself. */
export function isLoopback(address: string): boolean {
	return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * The address to listen on for a host: 127.0.0.1 where none is given, for the system would listen everywhere.
 * @throws {Fault} `input` for a host that other machines can reach, by whatever spelling, or that is none.
 */
export async function listeningAddress(host: string | undefined): Promise<string> {
	if (host === undefined || host.trim() === '') return '127.0.0.1';
	let found: readonly { address: string }[];
	try {
		// As the system will read it: "0", "127.1" and names of the hosts file are addresses, too.
		found = await lookup(host, { all: true });
	} catch (error) {
		throw new Fault(
			'input',
			`${host} is no address of this machine. Leave --host away to serve on 127.0.0.1.`,
			{
				cause: error,
			},
		);
	}
	const open = found.find(({ address }) => !isLoopback(address));
	if (open || found.length === 0) {
		throw new Fault(
			'input',
			`The host ${host} would let other machines read the company's figures, and there is no sign-in yet. Serve on 127.0.0.1, and put a server that signs people in before it.`,
		);
	}
	return found[0]!.address;
}
