import { totalmem } from 'node:os';
import { z } from 'zod';

/** What reading one file may cost; a file that wants more is given up with a sentence. */
export interface ReadLimits {
	memoryBytes: number;
	timeoutMs: number;
	/** Bytes that a packed file may hold; absent where its packed size decides, see {@link unpackedLimit}. */
	unpackedBytes?: number | undefined;
}

const MEGABYTE = 1 << 20;
const GIGABYTE = 1 << 30;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const UNIT_MS = { s: SECOND_MS, m: MINUTE_MS, h: 60 * MINUTE_MS } as const;

/** A node process with the engine in it takes most of this before it has read a byte. */
const LEAST_MEMORY = 256 * MEGABYTE;
const DEFAULT_MEMORY = 4 * GIGABYTE;
const DEFAULT_TIMEOUT_MS = 30 * MINUTE_MS;

/** Texts of orders shrink to a tenth or a twentieth; only what was made to do harm shrinks to a two-hundredth. */
const LARGEST_RATIO = 200;
const ALWAYS_ALLOWED = GIGABYTE;

/** Text like `4GB`. */
export const sizeText = z
	.string('must be a size like 4GB')
	.regex(/^\d{1,6}(\.\d{1,3})?\s*(MB|GB)$/i, 'must be a size like 4GB');

/** Text like `30m`. */
export const durationText = z.string().regex(/^[1-9]\d{0,5}\s*[smh]$/i, 'must be like 90s, 30m or 2h');

/** `reader` of `vital-few.yaml`. */
export const readerSchema = z
	.strictObject({
		memory_limit: sizeText
			.refine((text) => bytesOf(text) >= LEAST_MEMORY, 'must be at least 256MB')
			.optional(),
		timeout: durationText.optional(),
		unpacked_limit: sizeText.optional(),
	})
	.default({});

export const READER_KEYS = Object.keys(readerSchema.unwrap().shape);

/** `build` of `vital-few.yaml`. */
export const buildSchema = z
	.strictObject({ timeout: durationText.default('30m') })
	.default({ timeout: '30m' });

export const BUILD_KEYS = Object.keys(buildSchema.unwrap().shape);

/** The limits that a configuration sets; what it leaves open is 4 GB, at most half of the machine's memory, and 30 minutes. */
export function readLimits(reader: z.infer<typeof readerSchema> = {}): ReadLimits {
	const { memory_limit, timeout, unpacked_limit } = reader;
	return {
		memoryBytes:
			memory_limit === undefined
				? Math.max(LEAST_MEMORY, Math.min(DEFAULT_MEMORY, Math.floor(totalmem() / 2)))
				: bytesOf(memory_limit),
		timeoutMs: timeout === undefined ? DEFAULT_TIMEOUT_MS : durationMs(timeout),
		unpackedBytes: unpacked_limit === undefined ? undefined : bytesOf(unpacked_limit),
	};
}

/** The bytes that a file of so many packed bytes may hold: 200 times as many, and at least 1 GB, unless the limits say. */
export function unpackedLimit(limits: Pick<ReadLimits, 'unpackedBytes'>, packedBytes: number): number {
	return limits.unpackedBytes ?? Math.max(ALWAYS_ALLOWED, packedBytes * LARGEST_RATIO);
}

/** The bytes that a text like `4GB` means. */
export function bytesOf(text: string): number {
	return Math.floor(parseFloat(text) * (/gb$/i.test(text) ? GIGABYTE : MEGABYTE));
}

/** The milliseconds that a text like `30m` means. */
export function durationMs(text: string): number {
	return parseInt(text, 10) * UNIT_MS[text.at(-1)!.toLowerCase() as keyof typeof UNIT_MS];
}

/** A number of bytes as text like `4 GB`. */
export function sizeShown(bytes: number): string {
	const gigabytes = bytes / GIGABYTE;
	return gigabytes >= 1 ? `${Number(gigabytes.toFixed(1))} GB` : `${Math.round(bytes / MEGABYTE)} MB`;
}

/** A number of milliseconds as text like `30 minutes`. */
export function durationShown(milliseconds: number): string {
	const named = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
	if (milliseconds % UNIT_MS.h === 0) return named(milliseconds / UNIT_MS.h, 'hour');
	if (milliseconds % MINUTE_MS === 0) return named(milliseconds / MINUTE_MS, 'minute');
	return named(Number((milliseconds / SECOND_MS).toFixed(1)), 'second');
}
