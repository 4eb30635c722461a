import { Fault } from './fault.ts';

/** One fault of the machine: how the system names it, how the engine words it, and the sentence for the person. */
interface MachineFault {
	codes: readonly string[];
	/** In the text of an error of the engine, which carries no code. */
	text?: RegExp;
	/** `place` is the file or address, where the error names one. */
	sentence: (place: string | undefined) => string;
}

const writing = (place: string | undefined): string =>
	place === undefined ? 'A file cannot be written' : `${place} cannot be written`;
const using = (place: string | undefined): string =>
	place === undefined ? 'A file cannot be used' : `${place} cannot be used`;

/** Every fault of the machine that a user can meet and mend. The command line, the server and the API tell them alike. */
const MACHINE_FAULTS: readonly MachineFault[] = [
	{
		codes: ['ENOSPC'],
		text: /No space left on device|file system is full|failed to offload data block|max_temp_directory_size/i,
		sentence: (place) => `${writing(place)}: the disk is full. Free some space and try again.`,
	},
	{
		codes: ['EDQUOT'],
		text: /Disk quota exceeded/i,
		sentence: (place) =>
			`${writing(place)}: your share of the disk is used up. Free some space and try again.`,
	},
	{
		codes: ['EFBIG'],
		text: /File too large/i,
		sentence: (place) =>
			`${writing(place)}: the file is larger than this disk or account allows. Use another disk, or raise the limit (ulimit -f).`,
	},
	{
		codes: ['EROFS'],
		text: /Read-only file system/i,
		sentence: (place) =>
			`${writing(place)}: its disk is read-only. Make it writable, or copy the project to a folder that is.`,
	},
	{
		codes: ['EACCES', 'EPERM'],
		text: /Permission denied|Operation not permitted/i,
		sentence: (place) =>
			`${using(place)}: this user may not. Change its owner or its rights, or run as a user who may.`,
	},
	{
		codes: ['EMFILE', 'ENFILE'],
		text: /Too many open files/i,
		sentence: () =>
			'Too many files are open at once. Raise the limit (ulimit -n 4096), or end other programs, and try again.',
	},
	{
		codes: ['EAGAIN'],
		text: /Resource temporarily unavailable|thread constructor failed/i,
		sentence: () =>
			'The machine gives this user no more threads or processes. End other programs, or raise the limit (ulimit -u), and try again.',
	},
	{
		codes: ['ENOMEM'],
		text: /Out of Memory Error|Cannot allocate memory|bad_alloc|could not allocate block/i,
		sentence: () =>
			'There is not enough memory. Raise memory_limit in vital-few.yaml where it is set, or end other programs, and try again.',
	},
	{
		codes: ['EIO', 'ESTALE', 'ENXIO'],
		text: /Input\/output error|Stale file handle/i,
		sentence: (place) => `${using(place)}: its disk reports an error. Check the disk, and try again.`,
	},
	{
		codes: ['EADDRINUSE'],
		sentence: (place) =>
			`${place ?? 'The port'} is taken by another program. Choose another port with --port.`,
	},
	{
		codes: ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAFNOSUPPORT'],
		sentence: (place) =>
			`${place ?? 'The host'} is no address of this machine. Leave --host away to serve on 127.0.0.1.`,
	},
	{
		codes: ['ENAMETOOLONG'],
		text: /File name too long/i,
		sentence: (place) => `${using(place)}: its name is too long for this disk. Use a shorter one.`,
	},
	{
		codes: ['ELOOP'],
		text: /Too many levels of symbolic links/i,
		sentence: (place) => `${using(place)}: its links lead in a circle. Point the link at a file.`,
	},
	{
		codes: ['ENOTDIR', 'EEXIST'],
		text: /Not a directory/i,
		sentence: (place) => `${using(place)}: there is a file where a folder must be. Move that file away.`,
	},
	{
		codes: ['EISDIR'],
		text: /Is a directory/i,
		sentence: (place) => `${using(place)}: it is a folder where a file must be.`,
	},
	{
		codes: ['ENOENT'],
		text: /No such file or directory/i,
		sentence: (place) => `${place ?? 'A file'} does not exist, or went away meanwhile.`,
	},
	{
		codes: ['EBUSY', 'ETXTBSY'],
		text: /Device or resource busy/i,
		sentence: (place) => `${using(place)}: another program uses it. Close that program and try again.`,
	},
];

/** The fault of the machine behind an error of the system or of the engine, or behind its cause; undefined for any other. */
export function systemFault(error: unknown): Fault | undefined {
	for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
		if (each instanceof Fault) return undefined;
		const { code } = each as NodeJS.ErrnoException;
		const isOfEngine = /^[A-Z][\w ]+ Error: /.test(each.message);
		const found = MACHINE_FAULTS.find(
			({ codes, text }) =>
				(code !== undefined && codes.includes(code)) || (isOfEngine && text?.test(each.message) === true),
		);
		if (found) return new Fault('machine', found.sentence(placeOf(each)), { cause: error });
	}
	return undefined;
}

/** The error as a fault: itself, or the fault of the machine behind it; undefined where nobody expected it. */
export function expectedFault(error: unknown): Fault | undefined {
	return error instanceof Fault ? error : systemFault(error);
}

/** The file or the address that an error names. */
function placeOf(error: NodeJS.ErrnoException & { port?: number; address?: string }): string | undefined {
	if (error.port !== undefined) return `Port ${error.port} on ${error.address ?? 'this machine'}`;
	return error.path ?? error.address ?? /(?:file|directory) "([^"]+)"/i.exec(error.message)?.[1];
}
